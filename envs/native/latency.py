"""The time of one call of a policy from compiled code."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from ppc.envs.native.machine_code import load


@cache
def call_loop() -> Callable[..., int]:
    """``f(step, constants, state, observations, rows, obs_size, action, calls)``: addresses and counts, all int64.

    Steps the policy ``calls`` times over ``rows`` observations in turn; answers the ORed status.
    """
    return load("call-loop", _build)


def _build() -> tuple[Callable[..., Any], Sequence[str]]:
    from ppc.envs.native.pointers import call_step, f64_at

    def loop(step, constants, state, observations, rows, obs_size, action, calls):
        status = 0
        row = 0
        for _ in range(calls):
            at = f64_at(observations + 8 * row * obs_size)
            status |= call_step(step, f64_at(constants), f64_at(state), at, f64_at(action))
            row += 1
            if row == rows:
                row = 0
        return status

    return loop, ["i64"] * 8
