"""Groups from pairs, and the judgement of two accounts: no order matters, a chain makes no group, decisions by hand hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from ledgers import SOME, records
from reference import joined

from waqai.ledger.entry import version_id
from waqai.stories import same
from waqai.stories.accounts import accounts
from waqai.stories.linking import Pair, groups

IDS = tuple("abcdefgh")
PAIRS = tuple(combinations(IDS, 2))


def scored() -> st.SearchStrategy[dict[Pair, float]]:
    """Return pairs with scores, some of which are equal."""
    return st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([3.0, 3.5, 4.0, 5.0]))


def chosen() -> st.SearchStrategy[list[Pair]]:
    """Return some pairs."""
    return st.lists(st.sampled_from(PAIRS), max_size=4, unique=True)


@given(scored(), st.permutations(IDS), st.randoms(use_true_random=False))
def test_no_order_matters(pairs: dict[Pair, float], ids: list[str], random: Random) -> None:
    items = list(pairs.items())
    random.shuffle(items)
    assert groups(ids, dict(items)) == groups(IDS, pairs)


@given(scored())
def test_every_two_of_a_group_are_a_pair_and_each_id_stands_in_one(pairs: dict[Pair, float]) -> None:
    found = groups(IDS, pairs)
    assert sorted(one for group in found for one in group) == sorted(IDS)
    for group in found:
        assert set(combinations(group, 2)) <= set(pairs)


def join(order: Sequence[str], pairs: dict[Pair, float], together: Sequence[Pair], against: list[Pair]) -> dict[str, str]:
    """Place ids one after the other; those of ``against`` are apart."""
    scores: dict[str, dict[str, float]] = {}
    for (one, other), score in pairs.items():
        scores.setdefault(one, {})[other] = score
        scores.setdefault(other, {})[one] = score
    return joined(order, scores, together, lambda a, b: (min(a, b), max(a, b)) in against, lambda one: f"e-{one}")


@given(scored(), chosen(), chosen(), st.permutations(IDS), st.randoms(use_true_random=False))
def test_the_order_of_the_links_does_not_matter(
    pairs: dict[Pair, float], together: list[Pair], against: list[Pair], order: list[str], random: Random
) -> None:
    items, by_hand = list(pairs.items()), list(together)
    random.shuffle(items)
    random.shuffle(by_hand)
    assert join(order, dict(items), by_hand, against) == join(order, pairs, together, against)


@given(scored(), chosen(), st.permutations(IDS))
def test_no_two_of_a_joined_group_are_apart(pairs: dict[Pair, float], against: list[Pair], order: list[str]) -> None:
    found = join(order, pairs, (), against)
    assert set(found) == set(IDS)
    assert not [pair for pair in against if found[pair[0]] == found[pair[1]]]


@given(scored(), chosen(), st.permutations(IDS))
def test_what_was_put_together_stays_together(pairs: dict[Pair, float], against: list[Pair], order: list[str]) -> None:
    # As `merge` writes it: the smallest id with each of the others.
    together = [("a", "c"), ("a", "e"), ("a", "h")]
    found = join(order, pairs, together, against)
    assert len({found[one] for one in "aceh"}) == 1


@given(scored(), st.sets(st.sampled_from(IDS)))
def test_pairs_with_what_is_not_asked_for_count_nothing(pairs: dict[Pair, float], ids: set[str]) -> None:
    inside = {pair: score for pair, score in pairs.items() if set(pair) <= ids}
    assert groups(ids, pairs) == groups(ids, inside)


def told() -> list[same.Profile]:
    """Return the accounts of some articles of the week."""
    return [same.profile(one) for name in SOME for one in accounts(records()[name], version_id(records()[name]))]


def outcome(one: same.Profile, other: same.Profile) -> tuple[bool, float]:
    """Return whether two accounts are of one event and how surely; the reason may name them in their order."""
    found = same.verdict(one, other)
    return found.same, found.score


def test_the_verdict_on_two_accounts_does_not_depend_on_their_order() -> None:
    pairs = list(combinations(told(), 2))
    wrong = [(one.id, other.id) for one, other in pairs if outcome(one, other) != outcome(other, one)]
    assert wrong == [], f"{len(wrong)} of {len(pairs)}"


def test_what_is_the_same_is_not_apart() -> None:
    assert not [
        (one.id, other.id) for one, other in combinations(told(), 2) if same.verdict(one, other).same and same.apart(one, other)
    ]
