"""Random policies through the engines, compared with the reference: one verdict each."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ppc.compiler import PolicyError
from tests.fuzz import engines
from tests.fuzz.answers import Answer, Told, cpython_difference, difference
from tests.fuzz.cpython import tell
from tests.fuzz.engines import Subject
from tests.fuzz.generator import Generated

ALL = ("passes", "jit", "c", "cpython", "numba")
FAST = ("jit", "c", "cpython")


@dataclass
class Verdict:
    """``refused``: code of the first diagnostic. ``wrong``: engine (or ``compiler`` for a crash) -> what it did."""

    generated: Generated
    refused: str = ""
    message: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    compared: tuple[str, ...] = ()
    faults: int = 0  # union of the fault bits of the reference

    @property
    def compiles(self) -> bool:
        return not self.refused and "compiler" not in self.wrong


def examine(
    policies: Sequence[Generated],
    chosen: Sequence[str] = FAST,
    build: str = "O1",
    told: Callable[[Generated], Told] | None = None,
) -> list[Verdict]:
    """A verdict for each of ``policies`` after the engines ``chosen``; the front end's IR in the interpreter is the reference.

    ``told`` answers for CPython where its answers are known already.
    """
    verdicts = [Verdict(p) for p in policies]
    subjects: list[tuple[Subject, Answer, int, Verdict]] = []
    for verdict in verdicts:
        try:
            subject = engines.subject_of(verdict.generated)
            expected, begun = engines.interpreted(subject)
        except PolicyError as error:
            verdict.refused, verdict.message = error.diagnostics[0].code, error.diagnostics[0].message
            continue
        except Exception:
            verdict.wrong["compiler"] = traceback.format_exc(limit=-3)
            continue
        verdict.faults = int(expected.status[0])
        for status in expected.status.tolist():
            verdict.faults |= status & 0xFFFFFFFF
        subjects.append((subject, expected, begun, verdict))
    for engine in chosen:
        _ENGINES[engine](subjects, build, told)
        for _, _, _, verdict in subjects:
            if engine != "cpython" or not verdict.generated.wild:
                verdict.compared += (engine,)
    return verdicts


_Subjects = list[tuple[Subject, Answer, int, Verdict]]
_Tell = Callable[[Generated], Told] | None


def _one_by_one(name: str, run: Callable[[Subject], Answer]) -> Callable[[_Subjects, str, _Tell], None]:
    def check(subjects: _Subjects, build: str, told: _Tell) -> None:
        for subject, expected, _, verdict in subjects:
            try:
                error = difference(run(subject), expected, sites=True)
            except Exception:
                error = traceback.format_exc(limit=-3)
            if error:
                verdict.wrong[name] = error

    return check


def _together(name: str, run: Callable[[Sequence[Subject], str], list[Answer]]) -> Callable[[_Subjects, str, _Tell], None]:
    def check(subjects: _Subjects, build: str, told: _Tell) -> None:
        if not subjects:
            return
        try:
            answers = run([s for s, _, _, _ in subjects], build)
        except Exception as error:
            if len(subjects) == 1:
                subjects[0][3].wrong[name] = str(error) or type(error).__name__
                return
            half = len(subjects) // 2
            check(subjects[:half], build, told)
            check(subjects[half:], build, told)
            return
        for (_, expected, _, verdict), answer in zip(subjects, answers, strict=True):
            if error_ := difference(answer, expected):
                verdict.wrong[name] = error_

    return check


def _cpython(subjects: _Subjects, build: str, told: _Tell) -> None:
    """Wild policies are left out: Python's integers do not wrap, and its loops need not end."""
    asked = [s for s in subjects if not s[0].generated.wild]
    if told is not None:
        answers = [told(s.generated) for s, _, _, _ in asked]
    else:
        answers = tell([s.generated for s, _, _, _ in asked], [s.policy.signature.action_size for s, _, _, _ in asked])
    for (subject, expected, begun, verdict), answer in zip(asked, answers, strict=True):
        if error := cpython_difference(answer, expected, bounds(subject), begun):
            verdict.wrong["cpython"] = error


def bounds(subject: Subject) -> tuple[float, float]:
    """The bounds of every element of the action."""
    fields = getattr(subject.policy.signature.action, "fields", ())
    return (fields[0].low, fields[0].high) if fields else (float("-inf"), float("inf"))


_ENGINES: dict[str, Callable[[_Subjects, str, _Tell], None]] = {
    "passes": _one_by_one("passes", lambda s: engines.interpreted(s, s.policy.program)[0]),
    "jit": _one_by_one("jit", lambda s: engines.jitted(s)),
    "c": _together("c", lambda s, build: engines.run_c(s, build)),
    "numba": _together("numba", lambda s, build: engines.run_numba(s)),
    "cpython": _cpython,
}
