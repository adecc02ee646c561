"""A round's candidates on their way from a reply to a policy that runs: extracted, compiled, tried, repaired.

All candidates of a round go in step: the requests of one wave are in flight together, then the replies are looked at in
the candidates' order. So nothing depends on which reply came first.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.source import Span
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.evaluation import Policy
from ppc.promptpo.llm.evidence import told_signature
from ppc.promptpo.llm.messages import Lost, Reply, Request
from ppc.promptpo.llm.replies import NoCode, code_of
from ppc.promptpo.llm.trial import Trial
from ppc.promptpo.tuning import Tuner


@dataclass
class Draft:
    """``problem`` is what the latest text lacks, None once it runs; then ``policy``, ``trial`` and ``tuner`` are there."""

    name: str
    request: Request
    source: str = ""
    problem: str | None = "not asked for yet"
    repairs: int = 0
    policy: Policy | None = None
    trial: Trial | None = None
    tuner: Tuner | None = None
    reply: str = ""  # key of the reply that ``source`` is from


def extracted(reply: Reply | Lost, class_name: str = "Policy") -> tuple[str, str | None]:
    """The program in a reply, and what is wrong where there is none."""
    if isinstance(reply, Lost):
        return "", f"no reply: {reply.cause}"
    code = code_of(reply, class_name)
    return ("", code.text) if isinstance(code, NoCode) else (code.source, None)


def compiled(engine: TaskEngine, source: str, name: str) -> Policy:
    """The policy. Errors name nothing that the task keeps from the model.

    A defect of the compiler is an error of the text here: a run that has cost money goes on. Raises PolicyError.
    """
    told = told_signature(engine.task)
    try:
        if told != engine.signature:
            engine.compile(source, name, told)
        return engine.compile(source, name)
    except PolicyError:
        raise
    except Exception as error:
        cause = f"the compiler fails on this program ({type(error).__name__}); this is a defect of ppc"
        raise PolicyError([Diagnostic("PPC101", cause, Span(1, 0, 1, 0), "write it in another way")], source) from None


def rendered(error: PolicyError) -> str:
    """A compiler's diagnostics as a repair prompt shows them."""
    return error.render("policy.py")


def fingerprint(source: str) -> str:
    """The same for programs that differ in layout and comments only. ``source`` compiles."""
    return hashlib.sha256(ast.dump(ast.parse(source)).encode()).hexdigest()


def commonest(problems: Sequence[str]) -> str:
    """The first line of the problem that most drafts share."""
    lines = [p.strip().splitlines()[0] for p in problems if p.strip()]
    return max(lines, key=lambda line: (lines.count(line), -lines.index(line))) if lines else "no reply"
