"""What can go wrong outside of the policy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable


class UnknownEnvironment(ValueError):
    """No environment has this id. ``matches`` are similar ones."""

    def __init__(self, env_id: str, known: Iterable[str], reason: str = "") -> None:
        names = list(known)
        lower = {name.lower(): name for name in names}
        self.env_id = env_id
        self.matches = [lower[m] for m in difflib.get_close_matches(env_id.lower(), list(lower), n=3, cutoff=0.6)]
        hint = f"did you mean {' or '.join(self.matches)}?" if self.matches else "`ppc envs` lists what there is"
        super().__init__(f"unknown environment {env_id!r}: {reason + '; ' if reason else ''}{hint}")


class UnsupportedSpace(ValueError):
    """An observation or action space that no policy can be compiled for."""


class TaskFileError(ValueError):
    """A task file that cannot be read or does not make sense."""


class PolicyMismatch(ValueError):
    """A policy compiled for other observations or actions than the task has."""


class EngineUnavailable(ValueError):
    """The requested engine cannot run this task here."""


class EnvironmentFailed(RuntimeError):
    """The environment raised. ``env_id`` names it, ``__cause__`` is what it raised."""

    def __init__(self, env_id: str, action: str, cause: BaseException, hint: str = "") -> None:
        self.env_id = env_id
        lines = str(cause).strip().splitlines()
        first = lines[0] if lines else ""
        if hint:  # in place of the installation advice that many messages end with
            first = first.partition(", ")[0]
        what = f"{type(cause).__name__}: {first}" if first else type(cause).__name__
        super().__init__(f"environment {env_id} failed in {action}: {what}{'; ' + hint if hint else ''}")

    def __reduce__(self) -> tuple[Callable[..., EnvironmentFailed], tuple[str, str]]:
        return _told, (self.env_id, str(self))


def _told(env_id: str, text: str) -> EnvironmentFailed:
    """The error of another process, whose cause stayed there."""
    error = EnvironmentFailed.__new__(EnvironmentFailed, text)
    error.env_id, error.args = env_id, (text,)
    return error
