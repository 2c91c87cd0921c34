"""Stretches that are no part of an article: nothing in them is read, whatever they say, and the rest is read as without them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import waqai
from waqai.ledger.entry import body_of
from waqai.model import Record

TITLE = "وزير الخارجية يصل إلى القاهرة"
FIRST = "التقى وزير الخارجية الروسي نظيره المصري أمس في القاهرة."
CUT = "اقرأ أيضا: الجيش الأمريكي يقصف مواقع في اليمن أمس"
LAST = "وقال الوزير المصري إن بلاده ترحب بالزيارة."


def read(text: str, boilerplate: list[tuple[int, int]], captions: list[tuple[int, int]] | None = None) -> Record:
    return waqai.read(
        text, published="2024-05-07", language="ar", title=TITLE, boilerplate=boilerplate, captions=captions or [], learned=False
    )


def page(*lines: str) -> str:
    return "\n".join((TITLE, "", *lines))


def stretch(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def test_nothing_in_it_is_read() -> None:
    text = page(FIRST, CUT, LAST)
    record = read(text, [stretch(text, CUT)])
    assert [text[s.start : s.end] for s in record.segments if s.kind == "boilerplate"] == [CUT]
    assert {event.type for event in record.events} == {"CONSULT", "SUPPORT"}
    assert {entity.id for entity in record.entities}.isdisjoint({"USA", "YEM"})
    assert {event.type for event in read(text, []).events} > {"CONSULT", "SUPPORT"}


def test_the_rest_is_read_as_without_it() -> None:
    text = page(FIRST, CUT, LAST)
    one, other = read(text, [stretch(text, CUT)]), read(page(FIRST, LAST), [])
    assert [(e.type, text[e.trigger.start : e.trigger.end], e.status) for e in one.events] == [
        (e.type, other.text[e.trigger.start : e.trigger.end], e.status) for e in other.events
    ]
    assert [entity.id for entity in one.entities] == [entity.id for entity in other.entities]
    assert len(one.statements) == len(other.statements) == 1


def test_what_repeats_boilerplate_is_no_repeat() -> None:
    text = page(FIRST, LAST)
    whole = f"{FIRST}\n{text}"
    record = read(whole, [(0, len(FIRST))])
    assert [segment.kind for segment in record.segments] == ["boilerplate", "body"]


def test_a_sentence_across_its_edge_is_cut_there() -> None:
    text = f"{TITLE}\n\n{FIRST[:-1]} {CUT}"
    record = read(text, [stretch(text, CUT)])
    assert [text[s.start : s.end] for s in record.segments][-2:] == [FIRST[:-1], CUT]
    assert {event.type for event in record.events} == {"CONSULT"}


def test_a_marked_caption_is_a_caption_with_its_credit() -> None:
    caption = "الوزيران خلال مؤتمر صحفي في القاهرة (رويترز)"
    text = page(caption, FIRST)
    record = read(text, [], [stretch(text, caption)])
    (found,) = [segment for segment in record.segments if segment.kind == "caption"]
    assert text[found.start : found.end] == caption
    assert found.credit == "Reuters"
    plain = "سيارات الإسعاف عند مدخل المستشفى"
    text = page(plain, FIRST)
    record = read(text, [], [stretch(text, plain)])
    assert [segment.kind for segment in record.segments] == ["headline", "caption", "body"]


def test_copies_are_compared_without_it() -> None:
    text = page(FIRST, CUT, LAST)
    article = waqai.Article(id="a", title=TITLE)
    record = waqai.read(text, language="ar", title=TITLE, article=article, boilerplate=[stretch(text, CUT)])
    assert body_of(record) == f"\n\n{FIRST}\n\n{LAST}"
    plain = waqai.read(page(FIRST, LAST), language="ar", title=TITLE, article=article)
    assert body_of(plain) == f"\n\n{FIRST}\n{LAST}"


@pytest.mark.parametrize("stretches", [[(3, 2)], [(0, 0)], [(-1, 2)], [(0, 99)], [(5, 9), (3, 4)], [(0, 5), (4, 6)]])
@pytest.mark.parametrize("field", ["boilerplate", "captions"])
def test_wrong_stretches_are_refused(field: str, stretches: list[tuple[int, int]]) -> None:
    with pytest.raises(waqai.WaqaiError) as caught:
        waqai.read("قال الوزير أمس.", **{field: stretches})  # type: ignore[arg-type]
    assert caught.value.notice.problem.code == "WQ605"
    assert field in caught.value.notice.render()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_stretches_of_words(draw: st.DataObject) -> None:
    text = page(FIRST, CUT, LAST, FIRST, CUT)
    between = [at for at in range(1, len(text)) if not text[at - 1 : at + 1].isalpha()]  # words stay whole
    edges = sorted(draw.draw(st.sets(st.sampled_from(between), max_size=8)))
    stretches = list(zip(edges[::2], edges[1::2], strict=False))
    record = read(text, stretches)
    for start, end in stretches:
        inside = [e.trigger for e in record.events if start <= e.trigger.start < end]
        inside += [m for entity in record.entities for m in entity.mentions if start <= m.start < end]  # type: ignore[misc]
        assert not inside
    for one, two in zip(record.segments, record.segments[1:], strict=False):
        assert one.end <= two.start
