"""Arabic noun phrases: office, nationality and name chains, agents, states and places, unknown names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai import knowledge
from waqai.languages.ar import nominals
from waqai.languages.ar.clitics import Split
from waqai.languages.ar.names import Named, known_at, person_size
from waqai.languages.ar.nominals import Head
from waqai.languages.base import Phrase, Word

# Definite words that may stand inside an office or agent phrase without saying whose it is.
_QUALIFIERS = frozenset(
    "السابق السابقة الاسبق الراحل الراحلة الجديد الجديدة المنتخب المنتخبة الحالي الحالية العام العامة الاول الاولى الاعلي العليا الدولي "
    "الدولية الخاص الخاصة المكلف المكلفة الانتقالي الانتقالية المعزول المخلوع المؤقت المؤقتة الدائم الوطني الوطنية الرسمي الرسمية المسلح "
    "المسلحة المسلحين المسلحون الشعبي الشعبية الاقليمي الاقليمية المركزي المركزية المشترك المشتركة المتحالف المتحالفة الموالي الموالية "
    "البارز البارزة الكبير الكبيرة الكبار الاتحادي الاتحادية الفيدرالي الفيدرالية الثوري الثورية المحلي المحلية الاعلامي الاعلامية "
    "السياسي السياسية العسكري العسكرية الامني الامنية الخاصه الحاكم الحاكمة الشرعي الشرعية المعارض المعارضة التنفيذي التنفيذية الثاني "
    "الثالث الديمقراطي الديمقراطية الجمهوري الجمهورية".split()
)
_CONTAINERS = frozenset(
    (
        "عنصر",
        "فرد",
        "رجل",
        "عضو",
        "مسؤول",
        "وفد",
        "قيادي",
        "جندي",
        "ضابط",
        "مقاتل",
        "ناشط",
        "مصدر",
        "مندوب",
        "ممثل",
        "زعيم",
        "قائد",
        "متحدث",
    )
)
_HOME = "بلاد"
_MAX_INSIDE = 6


class _State(msgspec.Struct):
    """What has been read of a phrase so far (a builder, local to one call)."""

    last: int
    state: str = ""
    states: tuple[str, ...] = ()
    sector: str = ""
    office: str = ""
    code: str = ""
    keys: tuple[str, ...] = ()
    place: str = ""


def phrases(words: Sequence[Word], local: frozenset[str] = frozenset()) -> list[Phrase]:
    """Return the noun phrases of one sentence that name participants or places, left to right, not overlapping.

    ``local`` are family names introduced by the article itself.
    """
    found: list[Phrase] = []
    index = 0
    while index < len(words):
        phrase = _phrase_at(words, index) or (_local_name(words, index, local) if local else None)
        if phrase is None:
            index += 1
        else:
            found.append(_governed(words, phrase))
            index = phrase.last + 1
    return found


def _governed(words: Sequence[Word], phrase: Phrase) -> Phrase:
    """Add the preposition before the phrase: attached to its first word, or the function word before it."""
    if phrase.prep or phrase.first == 0:
        return phrase
    at = phrase.first - 1
    while at > 0 and (words[at].group == "num" or words[at].kind == "number") and not words[at].prep:
        at -= 1
    before = words[at]
    if before.group in ("prep", "when", "during") and not phrase.joined:
        return msgspec.structs.replace(phrase, prep=before.norm.removeprefix(before.conj) if before.conj else before.norm)
    return phrase


def _phrase_at(words: Sequence[Word], index: int) -> Phrase | None:
    word = words[index]
    if word.kind in ("mark", "number") or word.group:
        return None
    named = known_at(words, index)
    head = nominals.head_at(words, index)
    if head is not None and word.nouns and head[0].kind in ("person", "people") and head[0].number != "s":
        head = None  # مفاوضات are talks before they are women who negotiate
    if head is not None and _is_adjective(words, index, head[0]):
        head = None
    if head is not None and (named is None or head[1] > named.size) and not _is_verb_here(words, index):
        phrase = _headed(words, index, *head)
        if phrase is not None:
            return phrase
    if named is not None:
        return _named(words, index, named)
    if word.kind == "arabic":
        return _home(words, index) or _people_by_demonym(words, index) or _unknown_person(words, index)
    return None


def _is_adjective(words: Sequence[Word], index: int, head: Head) -> bool:
    """Tell whether a relational noun (عسكرية) qualifies the noun before it instead of naming somebody."""
    if index == 0 or head.kind != "person" or head.number != "s" or not words[index].norm.endswith(("ي", "ية")):
        return False
    before = words[index - 1]
    return before.kind == "arabic" and not before.group and not before.verbs and before.article == words[index].article


def _is_verb_here(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word that could be a head is better read as a verb (قتل, شاهد): known verb, no article, subject follows."""
    word = words[index]
    if word.article or word.prep or not word.verbs:
        return False
    return index == 0 or words[index - 1].group in ("comp", "rel", "neg", "aux", "sub")


def _headed(words: Sequence[Word], index: int, head: Head, size: int, split: Split) -> Phrase | None:
    word = words[index]
    state = _State(last=index + size - 1, sector=head.sector, office=head.office)
    form = "office" if head.kind == "title" else "nominal"
    name: tuple[str, ...] = ()
    _inside(words, state, head)
    named_person = _name_after(words, state, head)
    if named_person is not None:
        name = named_person
        form = "office"
    elif head.kind == "title" and head.office == "title":
        return None
    if head.number == "s" or not state.states:
        codes = (_code(state),)
    else:
        codes = tuple(f"{one} {state.sector or 'GOV'}" for one in state.states)
    start = word.start + split.cut - (2 if split.article and split.cut >= 2 else 0)
    if split.article and split.prep == "ل":
        start = word.start + len(split.conj)
    human = head.kind in ("title", "person", "people")
    inanimate_plural = not human and head.number == "p"
    return Phrase(
        first=index,
        last=state.last,
        start=max(word.start, start),
        end=words[state.last].end,
        kind={"title": "person", "people": "person"}.get(head.kind, head.kind),
        form=form if name or head.kind != "title" else "office",
        keys=state.keys,
        codes=tuple(code for code in codes if code),
        sector=state.sector,
        office=state.office if state.office != "title" else "",
        state=state.state,
        name=name,
        gender="f" if inanimate_plural else head.gender,
        number="s" if inanimate_plural else head.number,
        human=human,
        prep=split.prep,
        joined=bool(split.conj),
        definite=split.article or bool(state.state or state.code or name or split.pronoun),
    )


def _code(state: _State) -> str:
    if state.code:
        return state.code
    if state.state and state.sector and " " not in state.state:
        return f"{state.state} {state.sector}"
    return state.state or (f"--- {state.sector}" if state.sector else "")


def _inside(words: Sequence[Word], state: _State, head: Head) -> None:
    """Read what follows the head inside its phrase: fields, nationality, qualifiers, the body or state it belongs to."""
    container = head.lemma in _CONTAINERS or head.kind == "title"
    for _ in range(_MAX_INSIDE):
        at = state.last + 1
        if at >= len(words) or words[at].kind not in ("arabic", "latin"):
            return
        if not (
            _domain(words, state, at)
            or _nationality(words, state, at)
            or _qualifier(words, state, at)
            or _belongs(words, state, at, head, container=container)
            or _located(words, state, at, head)
        ):
            return


def _domain(words: Sequence[Word], state: _State, at: int) -> bool:
    word = words[at]
    office = nominals.load().domains.get(word.norm.removeprefix("ال"))
    if office is None or state.keys or word.prep:
        return False
    if state.office in ("minister", "deputy_minister", ""):
        state.office = office if state.office == "minister" else state.office
        state.last = at
        return True
    return False


def _relation(word: Word) -> tuple[str, str, str] | None:
    if word.kind != "arabic" or word.group:
        return None
    bare = word.norm.removeprefix("ال")
    return knowledge.load("ar").demonyms.get(bare) or nominals.load().adjectives.get(bare)


def _nationality(words: Sequence[Word], state: _State, at: int) -> bool:
    word = words[at]
    relation = _relation(word)
    if relation is None or word.norm in nominals.load().given:
        return False
    code = relation[0]
    if code and not state.state and not state.code:
        if " " in code:
            state.code = code
            state.state = code.split(" ")[1]
        else:
            state.state = code
            state.states = (code,)
    state.last = at
    return True


def _qualifier(words: Sequence[Word], state: _State, at: int) -> bool:
    if words[at].norm in _QUALIFIERS:
        state.last = at
        return True
    return False


def _belongs(words: Sequence[Word], state: _State, at: int, head: Head, *, container: bool) -> bool:
    """Read the genitive after the head: a state, seat, body or person, or another agent noun."""
    word = words[at]
    if word.group or word.conj:
        return False
    named = known_at(words, at)
    if named is not None and named.entries and not named.prep and not named.conj:
        entry = named.entries[0]
        if entry.kind == "place" or (
            entry.kind == "person" and (head.kind in ("title", "person", "people") and not head.lemma.endswith("باسم"))
        ):
            if entry.kind == "place" and not state.state and head.kind in ("organization", "group", "title"):
                state.state = entry.state
                state.last = at + named.size - 1
                return True
            return False
        if entry.kind in ("organization", "group", "seat"):
            state.code = state.code or (entry.code if not state.state else "")
            state.state = state.state or entry.state
            if container or not state.sector:
                state.sector = entry.code.split(" ")[-1]
            if head.kind != "title":
                state.keys = (*state.keys, entry.key) if not container else state.keys
        else:
            state.state = state.state or entry.state
            state.states = (*state.states, entry.state)
        state.last = at + named.size - 1
        return True
    inner = nominals.head_at(words, at)
    if inner is None or inner[0].kind in ("title",) or inner[2].conj or inner[2].prep:
        return False
    inner_head, size, _ = inner
    if head.kind in ("organization", "group") and inner_head.kind == "person":
        return False
    if container and inner_head.sector:
        state.sector = inner_head.sector if head.kind != "title" else state.sector
    state.last = at + size - 1
    return True


def _located(words: Sequence[Word], state: _State, at: int, head: Head) -> bool:
    """Read "in A and B" after the plural of a title: the ministers of several states (وزراء الخارجية في فرنسا وألمانيا)."""
    if words[at].norm not in ("في",) or head.kind != "title" or head.number == "s" or state.states:
        return False
    index = at + 1
    states: list[str] = []
    while index < len(words):
        named = known_at(words, index)
        if named is None or not named.entries or named.entries[0].kind != "state" or (states and not named.conj):
            break
        states.append(named.entries[0].state)
        index += named.size
    if not states:
        return False
    state.states = tuple(states)
    state.state = states[0]
    state.last = index - 1
    return True


def _name_after(words: Sequence[Word], state: _State, head: Head) -> tuple[str, ...] | None:
    """Read the person's name after an office or a person noun; returns its folded words and moves the end."""
    at = state.last + 1
    if head.kind not in ("title", "person") or head.number != "s" or at >= len(words):
        return None
    inner = nominals.head_at(words, at)
    if inner is not None and inner[0].kind == "title" and inner[0].office == "title" and not inner[2].conj and not inner[2].prep:
        at += inner[1]  # a form of address between office and name: وزير الخارجية الدكتور …
    if at >= len(words) or words[at].conj:
        return None
    named = known_at(words, at)
    if named is not None and named.entries and named.entries[0].kind == "person" and not named.prep and not named.conj:
        state.keys = tuple(entry.key for entry in named.entries if entry.kind == "person")
        if not state.state and not state.code:
            state.code = named.entries[0].code
        state.last = at + named.size - 1
        return tuple(word.norm for word in words[at : at + named.size])
    if named is not None and named.entries:
        return None
    size = person_size(words, at, after_title=True)
    if not size:
        return None
    state.last = at + size - 1
    return tuple(word.norm for word in words[at : at + size])


def _named(words: Sequence[Word], index: int, named: Named) -> Phrase:
    entries = named.entries
    if not entries:
        return _latin(words, index, named)
    entry = entries[0]
    last = index + named.size - 1
    form = {"capital": "metonym", "seat": "metonym"}.get(entry.kind, "name")
    kind = {"capital": "place", "seat": "organization"}.get(entry.kind, entry.kind)
    name = tuple(word.norm for word in words[index : last + 1])
    if entry.kind == "person":
        name = (_bare(words, index, named), *name[1:])
    return Phrase(
        first=index,
        last=last,
        start=named.start,
        end=words[last].end,
        kind=kind,
        form=form,
        keys=tuple(e.key for e in entries),
        codes=(entry.code,) if entry.code else (),
        sector=entry.code.split(" ")[-1] if " " in entry.code else "",
        state=entry.state,
        name=name if kind == "person" else (),
        gender=entry.gender,
        human=kind == "person",
        prep=named.prep,
        joined=bool(named.conj),
        place=entry.key if entry.kind in ("capital", "place", "state") else "",
    )


def _latin(words: Sequence[Word], index: int, named: Named) -> Phrase:
    last = index + named.size - 1
    name = tuple(word.norm for word in words[index : last + 1])
    return Phrase(index, last, named.start, words[last].end, "person", "name", name=name, gender="x")


def _bare(words: Sequence[Word], index: int, named: Named) -> str:
    word = words[index]
    return word.norm[len(named.conj) + len(named.prep) :]


def _home(words: Sequence[Word], index: int) -> Phrase | None:
    """Read بلاده ("his country"): a state to be found from who is spoken of."""
    word = words[index]
    for cut, prep, conj in ((0, "", ""), (1, "ل", ""), (1, "ب", ""), (1, "", "و")):
        rest = word.norm[cut:]
        if (prep and not word.norm.startswith(prep)) or (conj and not word.norm.startswith(conj)):
            continue
        if rest in (_HOME + "ه", _HOME + "ها", _HOME + "هم", _HOME + "نا"):
            return Phrase(
                index,
                index,
                word.start + cut,
                word.end,
                "state",
                "pronoun",
                gender="f",
                human=False,
                prep=prep,
                joined=bool(conj),
            )
    return None


def _people_by_demonym(words: Sequence[Word], index: int) -> Phrase | None:
    """Read a plural demonym that stands alone (الأمريكيون, للفلسطينيين)."""
    word = words[index]
    if word.group or word.verbs or word.nouns:
        return None
    for cut, prep, conj in _particles(word.norm):
        rest = word.norm[cut:]
        bare = rest.removeprefix("ال")
        relation = knowledge.load("ar").demonyms.get(bare) or nominals.load().adjectives.get(bare)
        if relation is None or relation[1] != "m" or relation[2] == "s" or (prep or conj) and not rest.startswith("ال"):
            continue
        code = relation[0]
        if not code:
            return None
        codes = (code,) if " " in code else (f"{code} CVL",)
        return Phrase(
            index, index, word.start + cut, word.end, "group", "demonym", codes=codes, state=code.split(" ")[0],
            number=relation[2], prep=prep, joined=bool(conj), definite=rest.startswith("ال"),
        )  # fmt: skip
    return None


def _particles(norm: str) -> tuple[tuple[int, str, str], ...]:
    found = [(0, "", "")]
    for conj in ("", "و", "ف"):
        if conj and not norm.startswith(conj):
            continue
        rest = norm[len(conj) :]
        if conj:
            found.append((len(conj), "", conj))
        found.extend((len(conj) + 1, prep, conj) for prep in "بلك" if rest.startswith(prep))
    return tuple(found)


def _local_name(words: Sequence[Word], index: int, local: frozenset[str]) -> Phrase | None:
    """Read a family name that the article introduced before, with particles attached."""
    word = words[index]
    if word.kind != "arabic" or word.group:
        return None
    for cut, prep, conj in _particles(word.norm):
        rest = word.norm[cut:]
        if rest in local:
            return Phrase(
                index, index, word.start + cut, word.end, "person", "name",
                name=(rest,), gender="x", prep=prep, joined=bool(conj),
            )  # fmt: skip
    return None


def _unknown_person(words: Sequence[Word], index: int) -> Phrase | None:
    size = person_size(words, index, after_title=False)
    if not size:
        return None
    last = index + size - 1
    name = tuple(word.norm for word in words[index : last + 1])
    gender = nominals.load().given.get(name[0], "x")
    return Phrase(
        index, last, words[index].start, words[last].end, "person", "name",
        name=name, gender={"both": "x"}.get(gender, gender),
    )  # fmt: skip
