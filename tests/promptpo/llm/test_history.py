"""Which attempts a prompt tells of, and how."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ppc.promptpo.llm.history import Attempt, Excerpt, excerpt, ranked, tokens

NAN = float("nan")


def attempts(*means: float, rates: Sequence[float | None] = ()) -> list[Attempt]:
    return [Attempt(i + 1, f"# {i + 1}", m, rates[i] if rates else None, "") for i, m in enumerate(means)]


def numbers(found: Sequence[Attempt]) -> list[int]:
    return [a.round for a in found]


def cut(history: list[Attempt], parents: int, most: int | None, full: int = 100, brief: int = 10) -> Excerpt:
    return excerpt(history, parents, most, lambda _: full, lambda _: brief)


@pytest.mark.parametrize(
    ("means", "order"),
    [
        ((1.0, 3.0, 2.0), [2, 3, 1]),
        ((2.0, 2.0, 2.0), [1, 2, 3]),
        ((NAN, -5.0, float("-inf")), [2, 1, 3]),
        ((), []),
    ],
)
def test_the_best_comes_first_and_the_earliest_of_equals(means: tuple[float, ...], order: list[int]) -> None:
    assert numbers(ranked(attempts(*means))) == order


def test_by_success_returns_do_not_count() -> None:
    history = attempts(9.0, 1.0, 5.0, 2.0, rates=(0.2, 0.8, 0.8, None))
    assert numbers(ranked(history, by_success=True)) == [2, 3, 1, 4]


def test_without_a_bound_all_is_shown_in_its_order() -> None:
    found = cut(attempts(1.0, 3.0, 2.0), 0, None)
    assert (numbers(found.full), found.brief, found.left_out) == ([1, 2, 3], (), 0)


def test_parents_then_the_latest_the_others_in_brief() -> None:
    found = cut(attempts(5.0, 1.0, 3.0, 4.0, 0.0), 2, None)
    assert (numbers(found.full), numbers(found.brief), found.left_out) == ([1, 4, 5], [2, 3], 0)


def test_the_latest_is_not_shown_twice() -> None:
    assert numbers(cut(attempts(1.0, 2.0), 2, None).full) == [2, 1]


@pytest.mark.parametrize(
    ("most", "full", "brief", "left_out"),
    [
        (0, [], [], 4),
        (9, [], [], 4),
        (25, [], [3, 4], 2),
        (100, [2], [], 3),
        (120, [2], [3, 4], 1),
        (130, [2], [1, 3, 4], 0),
        (200, [2, 4], [], 2),
        (300, [2, 3, 4], [], 1),
        (310, [2, 3, 4], [1], 0),
    ],
)
def test_room_goes_to_the_best_the_latest_the_next_best_and_lines(
    most: int, full: list[int], brief: list[int], left_out: int
) -> None:
    found = cut(attempts(1.0, 9.0, 5.0, 0.0), 2, most)
    assert (numbers(found.full), numbers(found.brief), found.left_out) == (full, brief, left_out)
    assert found.tokens <= most


def test_an_attempt_that_is_too_long_gives_way_to_shorter_ones() -> None:
    history = attempts(1.0, 9.0, 5.0)
    found = excerpt(history, 3, 250, lambda a: 1000 if a.round == 2 else 100, lambda _: 10)
    assert (numbers(found.full), numbers(found.brief)) == ([3, 1], [2])


def test_no_bound_is_exceeded_and_nothing_is_lost() -> None:
    history = attempts(*((k * 37 % 11) / 3 for k in range(40)))
    for most in range(0, 3000, 7):
        found = excerpt(history, 4, most, lambda a: 50 + 13 * a.round, lambda a: 5 + a.round % 3)
        assert found.tokens <= most
        assert len(found.full) + len(found.brief) + found.left_out == 40
        assert not set(numbers(found.full)) & set(numbers(found.brief))
        assert found.tokens == sum(50 + 13 * a.round for a in found.full) + sum(5 + a.round % 3 for a in found.brief)


def test_tokens_are_rather_too_many() -> None:
    assert tokens("") == 0 and tokens("a") == 1 and tokens("abcd") == 2
    assert tokens("größe") == 3  # seven bytes
    assert tokens("\ud800") == 1
