"""The English grammar on short sentences: words, phrases, verbs and nouns, arguments of each."""

from __future__ import annotations

import pytest

from waqai.languages.base import Arguments, Sentence, Verb
from waqai.languages.en.clauses import noun_arguments, verb_arguments
from waqai.languages.en.sentences import sentence
from waqai.text.normalise import shadow
from waqai.text.tokens import tokens


def parse(text: str) -> Sentence:
    return sentence(tokens(shadow(text)), 0, len(text))


def at(parsed: Sentence, word: str) -> int:
    return next(w.index for w in parsed.words if w.norm == word)


def verb(text: str, word: str) -> Verb | None:
    parsed = parse(text)
    return parsed.verbs[at(parsed, word)]


def phrases(text: str) -> list[str]:
    return [text[p.start : p.end] for p in parse(text).phrases]


def texts(text: str, parsed: Sentence, group: tuple[int, ...]) -> list[str]:
    return [text[parsed.phrases[n].start : parsed.phrases[n].end] for n in group]


def arguments(text: str, word: str) -> tuple[Sentence, Arguments]:
    parsed = parse(text)
    index = at(parsed, word)
    found = parsed.verbs[index]
    if found is not None:
        return parsed, verb_arguments(parsed, index, found)
    noun = parsed.nouns[index]
    assert noun is not None, f"{word} is neither verb nor event noun"
    return parsed, noun_arguments(parsed, index, noun)


def subject(text: str, word: str) -> list[str]:
    parsed, found = arguments(text, word)
    return texts(text, parsed, found.subject)


# words


def test_possessive_ending_is_a_word_of_its_own() -> None:
    parsed = parse("Russia's invasion")
    assert [(w.norm, w.group) for w in parsed.words[:2]] == [("Russia", ""), ("'s", "poss")]
    assert (parsed.words[0].end, parsed.words[1].start) == (6, 6)


def test_negative_contraction_stays_whole() -> None:
    assert [w.group for w in parse("They didn't agree").words] == ["pron", "neg", ""]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("He said that Turkey agreed.", "comp"),
        ("The deal that Turkey signed collapsed.", "comp"),
        ("The deal that collapsed was signed in Doha.", "rel"),
    ],
)
def test_that(text: str, group: str) -> None:
    parsed = parse(text)
    assert parsed.words[at(parsed, "that")].group == group


@pytest.mark.parametrize(
    ("text", "group"),
    [("Turkey agreed to open the border.", "comp"), ("Envoys flew to Ankara.", "prep"), ("It led to war.", "prep")],
)
def test_to(text: str, group: str) -> None:
    parsed = parse(text)
    assert parsed.words[at(parsed, "to")].group == group


# phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Minister Sergei Lavrov left.", ["Foreign Minister Sergei Lavrov"]),
        ("U.S. Secretary of State John Kerry left.", ["U.S. Secretary of State John Kerry"]),
        ("He met the Russian foreign minister.", ["Russian foreign minister"]),
        ("Sudan's government objected.", ["Sudan's government"]),
        ("A spokesman for the council of ministers objected.", ["spokesman for the council of ministers"]),
        ("Lt. Gen. Omar Hadid left.", ["Lt. Gen. Omar Hadid"]),
        (
            "The chief negotiator of the Highland Front, Salem Harun, left.",
            ["chief negotiator of the Highland Front, Salem Harun"],
        ),
        ("The Federation of Port Labourers objected.", ["Federation of Port Labourers"]),
    ],
)
def test_phrases(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(
    "text", ["Will it rain in May?", "The general election is over.", "Major work began.", "They told us to march."]
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert phrases(text) == []


def test_name_before_its_office_lends_it_the_name() -> None:
    first, second = parse("Omar Harun, the chief negotiator, left.").phrases
    assert (first.form, second.form, second.name) == ("name", "office", first.name)


def test_capital_stands_for_its_government() -> None:
    (phrase,) = parse("Moscow objected.").phrases
    assert (phrase.form, phrase.codes) == ("metonym", ("RUS GOV",))


def test_people_and_relational_adjective() -> None:
    assert [(p.form, p.number) for p in parse("The Palestinians objected.").phrases] == [("demonym", "p")]
    (phrase,) = parse("Russian strikes continued.").phrases
    assert (phrase.form, phrase.kind, phrase.definite) == ("demonym", "state", False)


def test_the_two_sides_are_a_pair() -> None:
    (phrase,) = parse("The two leaders met.").phrases
    assert (phrase.number, phrase.sector, phrase.definite) == ("d", "", True)


def test_joint_office_has_a_code_for_each_state() -> None:
    (phrase,) = parse("The foreign ministers of Egypt and Jordan met.").phrases
    assert phrase.codes == ("EGY GOV", "JOR GOV")


# verbs


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("Turkey signed a deal.", "signed", "past"),
        ("Turkey has signed a deal.", "signed", "past"),
        ("Turkey will sign a deal.", "sign", "future"),
        ("Turkey is signing a deal.", "signing", "present"),
        ("Turkey agreed to sign a deal.", "sign", "present"),
        ("Turkey did not sign a deal.", "sign", "past"),
        ("Russia strikes Kyiv.", "strikes", "present"),
    ],
)
def test_tense(text: str, word: str, tense: str) -> None:
    found = verb(text, word)
    assert found is not None
    assert (found.tense, found.passive) == (tense, False)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The strikes on Kyiv continued.", "strikes"),
        ("After the attack he left.", "attack"),
        ("Russian strikes on Kyiv continued.", "strikes"),
        ("His visit was short.", "visit"),
        ("The planned talks were cancelled.", "planned"),
    ],
)
def test_nouns_are_no_verbs(text: str, word: str) -> None:
    assert verb(text, word) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A journalist was detained by police.", "detained"),
        ("Troops deployed to the border were attacked.", "deployed"),
        ("The truce, signed in 2020, was broken.", "signed"),
    ],
)
def test_passive(text: str, word: str) -> None:
    found = verb(text, word)
    assert found is not None
    assert found.passive


def test_particle_belongs_to_the_verb() -> None:
    found = verb("Israel called off the visit.", "called")
    assert found is not None
    assert found.lemma == "call off"


# subjects


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Turkey and Iraq signed a deal.", "signed", ["Turkey", "Iraq"]),
        ("The minister of defence has repeatedly accused Iran.", "accused", ["minister of defence"]),
        ("The rebels, who hold the port, released prisoners.", "released", ["rebels"]),
        ("The rebels, who attacked the port, fled.", "attacked", ["rebels"]),
        ("Canada recalled its ambassador and expelled three diplomats.", "expelled", ["Canada"]),
        ("Protesters marched on Friday, demanding reforms.", "demanding", ["Protesters"]),
        ("The prime minister, speaking in Congress, refused to resign.", "refused", ["prime minister"]),
        ("Turkey urged Iran to release the crew.", "release", ["Iran"]),
        ('"We will fight," said John Kerry.', "said", ["John Kerry"]),
        ("Troops guarding the port attacked villagers.", "attacked", ["Troops"]),
        ("Thousands of protesters marched.", "marched", ["protesters"]),
        ("Hungary rejected the draft, a diplomat said.", "said", ["diplomat"]),
        ("It denied that rounds had been fired, and said police were hurt.", "said", []),
    ],
)
def test_subject(text: str, word: str, expected: list[str]) -> None:
    assert subject(text, word) == expected


def test_pronoun_subject() -> None:
    _, found = arguments("She accused Iran.", "accused")
    assert (found.found, found.pronoun) == ("pronoun", "she")


# objects, prepositions, contents


def test_object_and_prepositions() -> None:
    text = "Turkey accused Greece of violations in Cyprus."
    parsed, found = arguments(text, "accused")
    assert texts(text, parsed, found.object) == ["Greece"]
    assert "in" in dict(found.preps)


def test_by_agent() -> None:
    text = "A journalist was detained by Egyptian police."
    parsed, found = arguments(text, "detained")
    assert texts(text, parsed, dict(found.preps)["by"]) == ["Egyptian police"]


@pytest.mark.parametrize(
    ("text", "word", "first"),
    [
        ("He said that Turkey agreed.", "said", "that"),
        ("Turkey agreed to open the border.", "agreed", "to"),
        ("He said the army would leave.", "said", "the"),
        ("Police told reporters it had begun.", "told", "it"),
    ],
)
def test_content_after_the_verb(text: str, word: str, first: str) -> None:
    parsed, found = arguments(text, word)
    assert parsed.words[found.content].norm == first


def test_content_before_the_verb() -> None:
    _, found = arguments("Hungary rejected the draft, a diplomat said.", "said")
    assert found.content == 0


def test_quotation_before_the_verb() -> None:
    _, found = arguments('"We will never leave," the minister said.', "said")
    assert found.quoted == 0


# event nouns


def test_possessor_and_of() -> None:
    text = "Russia's invasion of Ukraine continued."
    parsed, found = arguments(text, "invasion")
    assert texts(text, parsed, found.genitive or found.relations) == ["Russia"]
    assert texts(text, parsed, dict(found.preps)["of"]) == ["Ukraine"]


def test_relational_adjective_before_a_noun() -> None:
    text = "Israeli air strikes on Gaza continued."
    parsed, found = arguments(text, "air")
    assert texts(text, parsed, found.relations) == ["Israeli"]


def test_between() -> None:
    text = "Talks between Ethiopia and Somalia collapsed."
    parsed, found = arguments(text, "Talks")
    assert texts(text, parsed, dict(found.preps)["between"]) == ["Ethiopia", "Somalia"]


def test_possessive_pronoun() -> None:
    _, found = arguments("Her visit was short.", "visit")
    assert found.pronoun == "her"


@pytest.mark.parametrize("text", ["The sanctions vote was delayed.", "A protest leader was held."])
def test_noun_before_another_is_no_event(text: str) -> None:
    assert parse(text).nouns[1] is None


def test_passive_light_verb_carries_its_subject() -> None:
    parsed, found = arguments("The visit was cancelled.", "cancelled")
    assert found.nouns == (("", at(parsed, "visit")),)
