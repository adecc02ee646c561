"""What the loops of both modes read and write, in blocks: taking an array's address costs as much as dozens of steps."""

from __future__ import annotations

import numpy as np

from ppc.envs.native.environment import Floats, NativeEnvironment
from ppc.envs.native.seeding import uniforms
from ppc.envs.result import Bools, Ints

_BYTES = 8


def starts(environment: NativeEnvironment, seeds: Ints) -> tuple[Floats, Floats]:
    """States f64[S, state_size] and first observations f64[S, obs_size]."""
    states, observations = environment.initial(uniforms(seeds, environment.draws))
    return np.ascontiguousarray(states), np.ascontiguousarray(observations)


class Outputs:
    """Room for the outcome of ``total`` episodes, and for ``answers`` numbers of a probe on each (None: there is no probe)."""

    def __init__(self, total: int, answers: int | None) -> None:
        self._total, self._answers = total, answers
        self._rows = np.empty((5, total), dtype=np.int64)  # returns (the bits of f64), lengths, ends, status, the probe's
        self.lengths: Ints = self._rows[1]
        self._at = self._rows.ctypes.data
        self._summaries = np.empty((total, answers or 0))
        self._summaries_at = 0 if answers is None else self._summaries.ctypes.data

    def addresses(self, offset: int) -> tuple[int, int, int, int]:
        """Of returns, lengths, ends and status of the episodes from ``offset`` on."""
        row, at = _BYTES * self._total, self._at + _BYTES * offset
        return at, at + row, at + 2 * row, at + 3 * row

    def probe_addresses(self, offset: int) -> tuple[int, int]:
        """Of summaries and status of the probe, likewise."""
        return (
            self._summaries_at + _BYTES * offset * (self._answers or 0),
            self._at + _BYTES * (4 * self._total + offset),
        )

    def columns(self) -> tuple[Floats, Ints, Bools, Bools, Ints]:
        """Returns, lengths, terminated, truncated, status."""
        returns, (lengths, ends, status) = self._rows[0].view(np.float64), self._rows[1:4]
        return returns, lengths, (ends & 1).astype(bool), (ends & 2).astype(bool), status

    def told(self) -> tuple[Floats | None, Ints | None]:
        """Summaries f64[total, answers] and the probe's status i64[total]; None without one."""
        return (None, None) if self._answers is None else (self._summaries, self._rows[4])
