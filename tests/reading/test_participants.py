"""Who did it to whom: one rule of the clause model or of the roles per test, on sentences of our own."""

from __future__ import annotations

import pytest

import waqai
from waqai.model import Event, Participant, Record


def read(text: str) -> Record:
    return waqai.read(text, published="2023-05-17", language="ar")


def events(text: str, kind: str) -> list[Event]:
    return [event for event in read(text).events if event.type == kind]


def words(text: str, parties: tuple[Participant, ...]) -> list[str]:
    return [text[party.start : party.end] for party in parties]


def codes(parties: tuple[Participant, ...]) -> list[str | None]:
    return [party.code for party in parties]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("قتل شرطيان في غارة شنتها طائرات التحالف.", "طائرات التحالف"),
        ("قتل شرطيان في هجوم لحركة الشباب.", "حركة الشباب"),
        ("قتل تسعة أشخاص في هجمات نسبت إلى حركة الشباب.", "حركة الشباب"),
        ("قصفت مدفعية النظام السوري البلدة.", "مدفعية النظام السوري"),
        ("ندد الوزير بقيام الجيش التركي بقصف القرية.", "الجيش التركي"),
        ("عثرت السلطات على جثة سمير العلواني منفذ الهجوم على الفندق.", "سمير العلواني"),
    ],
)
def test_who_acts_in_an_assault(text: str, actor: str) -> None:
    assert [actor] in [words(text, event.actors) for event in events(text, "ASSAULT")]


def test_a_killing_and_its_attack_share_their_parties() -> None:
    text = "قتل خمسة مدنيين في غارة جوية شنتها طائرات التحالف."
    found = events(text, "ASSAULT")
    assert len(found) == 2
    assert {tuple(words(text, event.recipients)) for event in found} == {("مدنيين",)}
    assert {tuple(words(text, event.actors)) for event in found} == {("طائرات التحالف",)}


def test_counted_people_belong_to_the_body_they_are_taken_from() -> None:
    text = "قتل 19 شخصا من قوات الأمن التركية في انفجار عبوة ناسفة."
    killing = events(text, "ASSAULT")[0]
    assert words(text, killing.recipients) == ["شخصا من قوات الأمن التركية"]
    assert codes(killing.recipients) == ["TUR COP"]


def test_the_genitive_acts_where_the_object_follows_by_a_preposition() -> None:
    text = "أثار اعتقال كوريا الشمالية لمواطن أمريكي أزمة."
    (arrest,) = events(text, "COERCE")
    assert codes(arrest.actors) == ["PRK GOV"]
    assert words(text, arrest.recipients) == ["مواطن أمريكي"]


@pytest.mark.parametrize("text", ["كان هذا الشاب قد اعتقل في مارس.", "قالت الصحيفة إن ثلاثة محامين اعتقلوا فجرا."])
def test_an_arrest_without_an_object_happened_to_its_subject(text: str) -> None:
    (arrest,) = events(text, "COERCE")
    assert arrest.actors == ()
    assert len(arrest.recipients) == 1


def test_what_is_condemned_was_done_by_its_recipient() -> None:
    text = "أدان الوزير الهجوم الذي نفذه مسلحون على مقر الحزب."
    (condemned,) = events(text, "ACCUSE")
    assert words(text, condemned.recipients) == ["مسلحون"]


def test_an_adjective_of_a_noun_is_nobody() -> None:
    text = "اختطفت جماعة الحوثيين المتمردة عشرين ناشطا."
    (kidnapping,) = events(text, "ASSAULT")
    assert words(text, kidnapping.actors) == ["جماعة الحوثيين"]


def test_people_without_a_country_are_of_the_place_of_the_event() -> None:
    protest = events("تظاهر مئات الطلاب في وهران احتجاجا على الأسعار.", "PROTEST")[0]
    assert protest.recipients == ()
    assert codes(protest.actors) == ["DZA EDU"]


def test_people_without_a_country_or_place_are_of_the_story() -> None:
    (arrest,) = events("بدأت في كينيا محاكمة الوزير. واعتقلت الشرطة سبعة محتجين.", "COERCE")
    assert codes(arrest.actors) == ["KEN COP"]


def test_the_office_of_a_body_is_not_told_to_the_body() -> None:
    text = "دعا الأمين العام للأمم المتحدة طرفي النزاع إلى وقف القتال."
    (call,) = events(text, "REQUEST")
    assert words(text, call.actors) == ["الأمين العام للأمم المتحدة"]


def test_a_participle_continues_the_main_clause() -> None:
    text = "أوضح الوزير التونسي أن الهدنة سيشرف عليها مراقبون دوليون، محذرا الجماعة من رد عسكري."
    (warning,) = events(text, "THREATEN")
    assert codes(warning.actors) == ["TUN GOV"]


def test_a_headline_noun_is_told_and_takes_the_parties_of_the_lead() -> None:
    text = "مظاهرات في وهران\nتظاهر مئات الطلاب في وهران صباح أمس احتجاجا على الأسعار."
    found = events(text, "PROTEST")
    assert not found[0].generic
    assert words(text, found[0].actors) == ["الطلاب"]


def test_a_permission_that_will_not_be_given_is_a_refusal() -> None:
    (refusal,) = events("قال الوزير إن مالي لن تسمح للبعثة بزيارة الشمال.", "REJECT")
    assert refusal.status == "actual"
