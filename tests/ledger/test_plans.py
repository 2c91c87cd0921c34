"""What became of announced acts, told by constructed accounts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import pytest

from waqai import tables
from waqai.ledger.plans import Plan, follow, follow_all, is_plan
from waqai.ledger.views import Telling, View, view
from waqai.stories.accounts import Account, Party, days

SWE, FIN = Party("person ulla-berg", "SWE GOV", "Ulla Berg", person=True), Party("", "FIN GOV", "Finland")
STORY = ("name:tornio", "number 420", "person ulla-berg", "place capital:FIN")
TODAY = "2024-06-30"


def told(article: str, published: str, kind: str, status: str, **more: Any) -> Telling:  # noqa: ANN401
    """Return an account of 'Sweden's premier and Finland' with the article it stands in; dates as the reader bounds them."""
    day = str(more.get("date", ""))
    first, last = days(day or None, status, published)
    account = Account(
        id=f"c-{article}-{kind}-{status}-{more.get('lemma', '')}",
        version=f"v-{article}",
        number=0,
        type=kind,
        mode="",
        status=status,
        date=day,
        first_day=first,
        last_day=last,
        place="",
        country="",
        actors=more.get("actors", (SWE,)),
        recipients=more.get("recipients", (FIN,)),
        word="",
        start=0,
        stop=0,
        lemma=more.get("lemma", ""),
        wording=article,
        context=more.get("context", STORY),
        speaker="",
        speaker_name="",
        confidence=1.0,
        mentions=1,
    )
    return Telling(
        account=account,
        article=f"a-{article}",
        given=article,
        url="",
        outlet="Norrland",
        title="",
        language="en",
        published=published,
        family=f"f-{article}",
        origin="",
        sentence="",
    )


def event(name: str, *tellings: Telling) -> View:
    return view(name, tellings)


def visit(day: str = "2024-06-12") -> View:
    return event("e-plan", told("n1", "2024-06-03", "AGREE", "future", date=day, lemma="visit"))


def steps(plan: Plan) -> list[tuple[str, str, str]]:
    return [(step.day, step.article, step.what) for step in plan.steps]


POSTPONED = event("e-off", told("n2", "2024-06-10", "REJECT", "actual", lemma="postpone"))
CANCELLED = event("e-no", told("n3", "2024-06-11", "REJECT", "actual", lemma="cancel"))
RESET = event("e-new", told("n4", "2024-06-11", "AGREE", "future", date="2024-06-20", lemma="meet"))
HELD = event("e-met", told("n5", "2024-06-12", "CONSULT", "actual", date="2024-06-12", lemma="meet"))
HELD_LATER = event("e-met", told("n6", "2024-06-20", "CONSULT", "actual", date="2024-06-20", lemma="meet"))
DENIED = event("e-not", told("n7", "2024-06-13", "CONSULT", "negation", date="2024-06-12", lemma="meet"))

ANNOUNCED = ("2024-06-03", "n1", "announced")


@pytest.mark.parametrize(
    ("others", "fate", "after"),
    [
        ([HELD], "kept", [("2024-06-12", "n5", "held")]),
        ([POSTPONED], "changed", [("2024-06-10", "n2", "postponed")]),
        ([POSTPONED, RESET, HELD_LATER], "changed", [("2024-06-10", "n2", "postponed"), ("2024-06-20", "n6", "held")]),
        ([POSTPONED, HELD_LATER], "changed", [("2024-06-10", "n2", "postponed"), ("2024-06-20", "n6", "held")]),
        ([CANCELLED], "cancelled", [("2024-06-11", "n3", "cancelled")]),
        (
            [POSTPONED, CANCELLED],
            "cancelled",
            [("2024-06-10", "n2", "postponed"), ("2024-06-11", "n3", "cancelled")],
        ),
        ([DENIED], "denied", [("2024-06-13", "n7", "denied")]),
        ([POSTPONED, DENIED], "changed", [("2024-06-10", "n2", "postponed")]),
        ([], "no evidence", []),
    ],
)
def test_fates(others: list[View], fate: str, after: list[tuple[str, str, str]]) -> None:
    found = follow(visit(), others, today=TODAY)
    assert found.fate == fate
    assert steps(found) == [ANNOUNCED, *after]
    assert found.due == ("2024-06-12", "2024-06-12")


def test_new_date_is_taken_from_the_later_report() -> None:
    assert follow(visit(), [POSTPONED, RESET], today=TODAY).due_after_change == ("2024-06-20", "2024-06-20")
    assert follow(visit(), [POSTPONED], today=TODAY).due_after_change is None


def test_same_event_given_another_date_is_changed() -> None:
    moved = told("n8", "2024-06-07", "AGREE", "future", date="2024-06-18", lemma="travel")
    found = follow(event("e-plan", *visit().accounts, moved), [], today=TODAY)
    assert (found.fate, found.due_after_change) == ("changed", ("2024-06-18", "2024-06-18"))


def test_cancelled_after_it_was_put_off() -> None:
    late = event("e-no", told("n9", "2024-06-17", "REJECT", "actual", lemma="call off"))
    assert follow(visit(), [POSTPONED, RESET, late], today=TODAY).fate == "cancelled"
    assert follow(visit(), [POSTPONED, late], today=TODAY).fate == "changed", "too late for what was due on 12 June"


def test_another_meeting_of_the_same_sides_does_not_move_the_plan() -> None:
    second = event("e-next", told("n4", "2024-06-11", "AGREE", "future", date="2024-06-20", lemma="visit"))
    assert follow(visit(), [second, HELD], today=TODAY).fate == "kept"


def test_open_until_the_due_day_has_passed() -> None:
    assert follow(visit(), [], today="2024-06-12").fate == "open"
    assert follow(visit(), [], today="2024-06-13").fate == "no evidence"
    assert follow(visit(), [HELD], today="2024-06-11").fate == "open", "reports of later days are not known yet"


def test_plan_without_a_date_is_due_in_thirty_days() -> None:
    plan = event("e-plan", told("n1", "2024-06-03", "CONCEDE", "future", lemma="release"))
    assert follow(plan, [], today="2024-07-03").due == ("2024-06-03", "2024-07-03")
    assert follow(plan, [], today="2024-07-03").fate == "open"
    freed = event("e-free", told("n5", "2024-06-21", "RETREAT", "actual", lemma="free"))
    assert follow(plan, [freed], today=TODAY).fate == "kept"


def test_announcement_told_again_keeps_nothing() -> None:
    again = event("e-said", told("n5", "2024-06-04", "AGREE", "actual", date="2024-06-03", lemma="agree"))
    assert follow(visit("2024-06-04"), [again], today=TODAY).fate == "no evidence"


@pytest.mark.parametrize(
    "other",
    [
        told("n5", "2024-06-12", "CONSULT", "actual", date="2024-06-12", context=("name:malmo", "number 7")),
        told("n5", "2024-06-12", "CONSULT", "actual", date="2024-06-12", recipients=(Party("", "NOR GOV", "Norway"),)),
        told("n5", "2024-06-16", "CONSULT", "actual", date="2024-06-16"),
        told("n5", "2024-06-12", "ASSAULT", "actual", date="2024-06-12"),
        told("n5", "2024-06-12", "CONSULT", "hypothetical", date="2024-06-12"),
        told("n5", "2024-06-10", "AID", "actual", lemma="cancel"),
        told("n5", "2024-06-02", "REJECT", "actual", lemma="cancel"),
        told("n5", "2024-06-10", "REJECT", "negation", lemma="cancel"),
    ],
    ids=["other story", "other side", "other day", "other act", "not told as fact", "debt", "earlier", "not cancelled"],
)
def test_what_tells_nothing_of_the_plan(other: Telling) -> None:
    assert follow(visit(), [event("e-other", other)], today=TODAY).fate == "no evidence"


def test_postponement_from_before_the_plan_is_of_another_one() -> None:
    old = event(
        "e-off",
        told("n0", "2024-06-01", "REJECT", "actual", lemma="postpone"),
        told("n2", "2024-06-10", "REJECT", "actual", lemma="postpone"),
    )
    assert follow(visit(), [old, HELD], today=TODAY).fate == "kept"


def test_contested_plan_goes_with_the_more_sources() -> None:
    more = event("e-met", *HELD.accounts, told("n9", "2024-06-13", "CONSULT", "actual", date="2024-06-12"))
    assert follow(visit(), [HELD, DENIED], today=TODAY).fate == "denied"
    assert follow(visit(), [more, DENIED], today=TODAY).fate == "kept"


def test_threat_put_off_by_a_concession_and_carried_out() -> None:
    threat = event("e-plan", told("n1", "2024-06-03", "THREATEN", "future", date="2024-06-12", lemma="tariff"))
    again = event("e-2", told("n2", "2024-06-12", "THREATEN", "actual", date="2024-06-12", lemma="threaten"))
    put_off = event("e-3", told("n3", "2024-06-10", "CONCEDE", "actual", lemma="suspend"))
    imposed = event("e-4", told("n4", "2024-06-12", "SANCTION", "actual", date="2024-06-12", lemma="impose"))
    fates = [follow(threat, [other], today=TODAY).fate for other in (again, put_off, imposed)]
    assert fates == ["no evidence", "changed", "kept"]


def test_sides_of_one_country_are_its_groups() -> None:
    state, rebels = Party("", "SDN GOV", "army"), Party("", "SDN REB", "rebels")
    sides = {"actors": (state,), "recipients": (rebels,), "date": "2024-06-12"}
    plan = event("e-plan", told("n1", "2024-06-03", "CONCEDE", "future", **sides))
    one = event("e-1", told("n2", "2024-06-12", "RETREAT", "actual", **{**sides, "recipients": ()}))
    both = event("e-1", told("n2", "2024-06-12", "RETREAT", "actual", **sides))
    assert [follow(plan, [other], today=TODAY).fate for other in (one, both)] == ["no evidence", "kept"]


def test_refusals_and_facts_are_no_plans() -> None:
    assert is_plan(visit())
    assert not is_plan(HELD)
    assert not is_plan(event("e-plan", told("n1", "2024-06-03", "REJECT", "future")))
    with pytest.raises(ValueError, match="e-met is no plan"):
        follow(HELD, [], today=TODAY)


def test_order_of_input_does_not_matter() -> None:
    views = [visit(), POSTPONED, CANCELLED, RESET, HELD_LATER, DENIED]
    wanted = follow_all(views, today=TODAY)
    assert [plan.event for plan in wanted] == ["e-plan", "e-new"]
    assert wanted[0] == follow(visit(), views, today=TODAY)
    for seed in range(10):
        assert follow_all(random.Random(seed).sample(views, len(views)), today=TODAY) == wanted  # noqa: S311


def test_ten_thousand_events_are_quick() -> None:
    rolls = random.Random(5)  # noqa: S311
    codes = ["SWE", "FIN", "NOR", "DNK", "EST", "LVA", "LTU", "POL"]
    views = []
    for number in range(10_000):
        day = (date(2024, 6, 1) + timedelta(rolls.randrange(28))).isoformat()
        kind, status = rolls.choice((("AGREE", "future"), *[("CONSULT", "actual")] * 8))
        first, second = (Party("", f"{code} GOV", code) for code in rolls.sample(codes, 2))
        context = tuple(f"name:{rolls.randrange(3000)}" for _ in range(12))
        one = told(f"n{number}", day, kind, status, actors=(first,), recipients=(second,), context=context)
        views.append(event(f"e-{number}", one))
    start = perf_counter()
    assert len(follow_all(views, today=TODAY)) == sum(map(is_plan, views))
    assert perf_counter() - start < 20


def test_table_is_sorted_and_names_two_fates() -> None:
    lines = tables.rows("lexicon", "fates.tsv")
    assert [row["lemma"] for row in lines] == sorted({row["lemma"] for row in lines})
    assert {row["fate"] for row in lines} == {"changed", "cancelled"}
    assert {row["provenance"] for row in lines} == {"waqai"}
