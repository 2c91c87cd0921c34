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
