"""A rule: what a diagnostic's code means, shown by a policy that breaks it and by one that does not."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from ppc.compiler.signature import Signature


@dataclass(frozen=True, slots=True)
class Rule:
    """The page of one code.

    ``example`` is a policy that gets ``code`` when it is compiled for ``signature``, ``instead`` one that compiles
    without it; both are empty where no policy is known that gets here. ``severity`` is that of the diagnostics with this
    code: ``error``, ``warning`` or ``note``.
    """

    code: str
    title: str
    what: str
    why: str
    example: str
    instead: str
    observations: int = 4
    action: str = "box:1[-1,1]"
    severity: str = "error"

    @property
    def signature(self) -> Signature:
        """What both policies are compiled for."""
        return Signature(self.observations, self.action)


def rule(
    code: str,
    title: str,
    *,
    what: str,
    why: str,
    example: str,
    instead: str,
    observations: int = 4,
    action: str = "box:1[-1,1]",
    severity: str = "error",
) -> Rule:
    """A rule written in triple quotes: prose on one line, policies flush left."""
    texts = (" ".join(title.split()), " ".join(what.split()), " ".join(why.split()), policy(example), policy(instead))
    return Rule(code, *texts, observations, action, severity)


def policy(text: str) -> str:
    """Policy text out of an indented literal."""
    stripped = dedent(text).strip("\n")
    return stripped + "\n" if stripped else ""
