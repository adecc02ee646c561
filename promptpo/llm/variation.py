"""Directions in which the candidates of one round are sent, so that they differ by more than sampling."""

from __future__ import annotations

FIRST = (
    "Write the simplest controller that could work.",
    "Work with quantities computed from the observation (errors, energies, angles, products of its elements).",
    "Write a state machine: a few phases with conditions for going from one to the next.",
    "Estimate what the observation does not say from several steps (filters, integrals, differences), and act on that.",
    "Look ahead: plan with a small model of your own of how actions change the observation.",
)

LATER = (
    "Improve the best attempt: keep its structure and mend what its feedback shows to be wrong.",
    "Take another structure than any attempt above.",
    "Combine what works in the two best attempts.",
    "Simplify the best attempt: leave out what does not earn its place, and act on what remains more exactly.",
    "Improve the latest attempt, and say to yourself first why its episodes ended as they did.",
)

_COMBINE = LATER[2]


def direction(candidate: int, attempts: int) -> str:
    """The line for a ``candidate`` of a round (any whole number) after ``attempts`` attempts: the same for the same numbers."""
    if attempts == 0:
        return FIRST[candidate % len(FIRST)]
    lines = [line for line in LATER if attempts > 1 or line != _COMBINE]
    return lines[candidate % len(lines)]
