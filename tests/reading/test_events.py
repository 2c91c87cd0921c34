"""Which candidates become events, who acts in them and when, one rule per test."""

from __future__ import annotations

import pytest

import waqai
from waqai.model import Event, Record


def read(text: str) -> Record:
    return waqai.read(text, published="2023-05-17", language="ar")


def types(text: str) -> list[str]:
    return [event.type for event in read(text).events if not event.generic]


def only(text: str, kind: str) -> Event:
    (event,) = [event for event in read(text).events if event.type == kind]
    return event


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل تسعة أشخاص في حادث حافلة على الطريق الساحلي.", []),
        ("أسفر غرق قارب قبالة الساحل عن مقتل عشرين شخصا.", []),
        ("قتل تسعة أشخاص في هجوم مسلح على حافلة.", ["ASSAULT", "ASSAULT"]),
        ("أرسلت تركيا مساعدات إلى سوريا بعد الزلزال.", ["AID"]),
    ],
)
def test_accidents_are_no_assaults_but_aid_follows_them(text: str, expected: list[str]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عثرت الشرطة على سيارة مفخخة وقذائف هاون في مستودع.", []),
        ("انفجرت سيارة مفخخة في كركوك.", ["ASSAULT"]),
        ("أطلق المهاجمون النار قبل أن يفجر أحدهم سيارة مفخخة.", ["ASSAULT", "ASSAULT"]),
    ],
)
def test_weapons_are_events_only_when_used(text: str, expected: list[str]) -> None:
    assert types(text) == expected


def test_who_announces_a_death_did_not_kill() -> None:
    event = only("أعلنت وزارة الداخلية الفرنسية مقتل شرطي في باريس.", "ASSAULT")
    assert event.actors == ()
    assert len(event.recipients) == 1


def test_a_noun_with_its_pronoun_is_no_verb() -> None:
    assert types("كتب الوزير على صفحته أن الطريق مفتوح.") == []


def test_a_week_dates_an_event_by_its_month() -> None:
    assert only("زار الرئيس المصري عبد الفتاح السيسي الأردن الأسبوع الماضي.", "CONSULT").date == "2023-05"


def test_a_week_across_two_months_dates_an_event_by_its_year() -> None:
    record = waqai.read("زار الرئيس المصري عبد الفتاح السيسي الأردن الأسبوع الماضي.", published="2023-05-10", language="ar")
    assert [event.date for event in record.events] == ["2023-05"]
    record = waqai.read("زار الرئيس المصري عبد الفتاح السيسي الأردن الأسبوع الماضي.", published="2023-06-07", language="ar")
    assert [event.date for event in record.events] == ["2023"]


def test_mentions_of_one_event_share_its_date() -> None:
    text = "وزير الخارجية الإيراني يزور الكويت\n\nزار وزير الخارجية الإيراني الكويت أمس. وقال إن الزيارة ناجحة."
    visits = [event for event in read(text).events if event.type == "CONSULT"]
    assert len(visits) > 1
    assert {event.date for event in visits} == {"2023-05-16"}
    assert len({event.time for event in visits}) == 1


def codes(text: str, kind: str) -> list[tuple[list[str | None], list[str | None]]]:
    found = [event for event in read(text).events if event.type == kind]
    return [([a.code for a in event.actors], [r.code for r in event.recipients]) for event in found]


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("أسفر قصف مدفعي تركي عن دمار في عفرين.", "ASSAULT", ["TUR MIL"]),
        ("جرت مشاورات جزائرية - روسية حول ليبيا.", "CONSULT", ["DZA GOV", "RUS GOV"]),
        ("فرضت عقوبات أميركية على إيران.", "SANCTION", ["USA GOV"]),
        ("قصفت طائرات روسية بلدات في إدلب.", "ASSAULT", ["RUS MIL"]),
        ("قتل ثلاثة مدنيين في غارة إسرائيلية على غزة.", "ASSAULT", ["ISR MIL"]),
    ],
)
def test_adjectives_of_states_act(text: str, kind: str, actors: list[str]) -> None:
    assert codes(text, kind)[0][0] == actors


@pytest.mark.parametrize("text", ["استشهد فلسطيني برصاص الجيش.", "أعلن المستشفى استشهاد فلسطيني.", "قتل الجيش فلسطينيا في جنين."])
def test_a_bare_demonym_is_a_person(text: str) -> None:
    assert codes(text, "ASSAULT")[0][1] == ["PSE CVL"]


def test_words_after_a_colon_belong_to_who_speaks_not_to_whom_he_speaks() -> None:
    record = read("الرئيس المصري لنظيره الأوغندي: لا عودة إلى الحوار قبل إطلاق الأسرى")
    (statement,) = record.statements
    assert {entity.id: entity.code for entity in record.entities}[statement.speaker or ""] == "EGY GOV"


@pytest.mark.parametrize(
    "text",
    [
        "أصدرت وزارة الشؤون الخارجية والتعاون الدولي المغربية بيانا.",
        "وصل وزير الشؤون الخارجية المغربي إلى عمان.",
        "صرح وزير الخارجية والمغتربين اللبناني للصحفيين.",
    ],
)
def test_fields_of_ministers_may_have_several_words(text: str) -> None:
    code = "LBN GOV" if "اللبناني" in text else "MAR GOV"
    assert code in {entity.code for entity in read(text).entities}


def test_a_woman_in_office_is_not_the_man_who_held_it() -> None:
    record = waqai.read("قالت رئيسة الحكومة البريطانية إن بلادها ستوقع الاتفاق.", published="2015-06-01", language="ar")
    assert next(entity.name for entity in record.entities) == "رئيسة الحكومة البريطانية"


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("تمكنت الشرطة المغربية من اعتقال أربعة أشخاص.", "COERCE", "MAR COP"),
        ("وزير الخارجية الأردني في زيارة إلى بغداد", "CONSULT", "JOR GOV"),
        ("أعلن وزير الخارجية الأردني، مساء الأحد، رفضه المقترح.", "REJECT", "JOR GOV"),
    ],
)
def test_who_acts_through_a_light_verb_a_headline_or_a_possessive(text: str, kind: str, actor: str) -> None:
    assert codes(text, kind)[0][0] == [actor]


def test_given_names_of_two_words() -> None:
    (event,) = read("عز الدين السالمي يدعو الأحزاب إلى الحوار").events[:1]
    assert len(event.actors) == 1


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("التقى وزير الخارجية الأردني محمد عيسى ونظيره المصري في عمان.", "CONSULT", ["JOR GOV", "EGY GOV"], []),
        ("استقبلت وزيرة الخارجية السويدية نظيرتها الألمانية.", "CONSULT", ["DEU GOV"], ["SWE GOV"]),
        ("أدانت أوغندا الهجوم ودعت مواطنيها إلى المغادرة.", "REQUEST", ["UGA GOV"], ["UGA CVL"]),
    ],
)
def test_heads_with_a_possessive(text: str, kind: str, actors: list[str], recipients: list[str | None]) -> None:
    assert codes(text, kind)[0] == (actors, recipients)


def test_an_object_pronoun_is_not_the_thing_that_a_sense_asks_for() -> None:
    assert "AGREE" not in types("التقى الوزير الرئيس الصومالي عبدي ورسمه قرب الحدود.")


def test_an_invitation_is_no_mention_of_an_agreement() -> None:
    text = "اتفق الرئيس المصري مع الرئيس التركي على وقف القتال. ودعا الرئيس المصري الرئيس التركي لزيارة القاهرة."
    agreed, invited = (event for event in read(text).events if event.type == "AGREE" and not event.generic)
    assert len(agreed.actors) == 2
    assert invited.same_as is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("قد تغلق نيروبي المعبر.", "hypothetical"),
        ("إذا انهارت الهدنة، فقد تغلق نيروبي المعبر.", "hypothetical"),
        ("وقد أغلقت نيروبي المعبر.", "actual"),
    ],
)
def test_qad_before_a_present_means_may(text: str, status: str) -> None:
    assert only(text, "COERCE").status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("طالبت المعارضة بجلسة خاصة للبرلمان، بعد ساعات من هجوم على قرية قرب الحدود.", "actual"),
        ("حذر الوزير من الفوضى عقب هجوم على قرية قرب الحدود.", "actual"),
        ("نفت الوزارة أن تكون قد حذرت من هجوم على قرية قرب الحدود.", "negation"),
    ],
)
def test_what_something_follows_did_happen(text: str, status: str) -> None:
    assert only(text, "ASSAULT").status == status
