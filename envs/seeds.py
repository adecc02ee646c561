"""Which episodes serve which purpose. An episode is its seed; the ranges below do not overlap.

Gymnasium and NumPy accept any non-negative integer as a seed, so disjoint ranges of integers are disjoint episodes.
Seeds that a user chooses (``eval --seed``) usually lie far below ``FIRST_RESERVED``.
"""

from __future__ import annotations

FIRST_RESERVED = 1_000_000_000
_BLOCK = 1_000_000_000  # seeds per run and purpose
_RUNS = 1_000_000  # `--seed` values with ranges of their own; larger ones wrap around

_TRAINING, _SELECTION, _HELD_OUT = 1, 2, 3  # purposes; 0 belongs to evaluation


def evaluation_seeds(count: int) -> range:
    """The fixed seeds of ``ppc eval``: no optimisation, whatever its seed, draws from this range."""
    return _block(FIRST_RESERVED, count)


def training_seeds(run_seed: int, start: int, count: int) -> range:
    """``count`` seeds for tuning in the run started with ``--seed run_seed``, from the ``start``-th on."""
    return _purpose(_TRAINING, run_seed, start, count)


def selection_seeds(run_seed: int, start: int, count: int) -> range:
    """Fresh seeds that re-rank finalists."""
    return _purpose(_SELECTION, run_seed, start, count)


def held_out_seeds(run_seed: int, count: int) -> range:
    """Seeds of the final score, untouched until then."""
    return _purpose(_HELD_OUT, run_seed, 0, count)


def _purpose(purpose: int, run_seed: int, start: int, count: int) -> range:
    if start < 0 or start + count > _BLOCK:
        raise ValueError(f"a run has {_BLOCK} seeds a purpose; {start} + {count} is too many")
    block = purpose * _RUNS + run_seed % _RUNS
    return _block(FIRST_RESERVED + block * _BLOCK + start, count)


def _block(first: int, count: int) -> range:
    if not 0 <= count <= _BLOCK:
        raise ValueError(f"the number of seeds must lie in 0..{_BLOCK}, not {count}")
    return range(first, first + count)


EVALUATION_SEEDS = evaluation_seeds(_BLOCK)
