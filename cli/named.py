"""What the arguments of ``ppc diff`` and ``ppc compare`` name: RUN, RUN:CANDIDATE, POLICY.py, sb3:FILE.zip."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ppc.cli.errors import CommandError, failure_of, nothing_found
from ppc.cli.subject import find_run, is_policy_file, read_policy

if TYPE_CHECKING:
    from ppc.promptpo import Run
    from ppc.promptpo.candidate import Candidate
    from ppc.promptpo.incumbent import Tuned

SB3 = "sb3:"


@dataclass(frozen=True)
class Named:
    """``label`` is the argument. A run has ``run``, a candidate ``candidate`` as well, a file ``path``; ``sb3``: a model."""

    label: str
    run: Run | None = None
    candidate: Candidate | None = None
    path: Path | None = None
    sb3: bool = False

    @property
    def kind(self) -> str:
        """As people say it."""
        if self.path is not None:
            return "Stable-Baselines3 model" if self.sb3 else "policy file"
        return "run" if self.candidate is None else "candidate"


def parted(argument: str) -> tuple[str, str | None]:
    """The folder and the candidate's name in RUN:CANDIDATE; a path that exists is taken as it is."""
    if Path(argument).exists():
        return argument, None
    folder, colon, name = argument.rpartition(":")
    return (folder, name) if colon and folder and name else (argument, None)


def find(argument: str, models: bool = False) -> Named:
    """What ``argument`` names. ``models``: Stable-Baselines3 models are welcome. Raises CommandError."""
    if argument.startswith(SB3) and not Path(argument).exists():
        if not models:
            raise CommandError(f"{argument} is a model, which has no program to show: ppc compare measures it")
        return Named(argument, path=Path(argument.removeprefix(SB3)), sb3=True)
    if is_policy_file(argument):
        return Named(argument, path=Path(argument))
    if argument.endswith(".zip"):
        raise CommandError(f"{argument}: write {SB3}{argument} for a model of Stable-Baselines3", "missing")
    folder, name = parted(argument)
    run = find_run(folder)
    return Named(argument, run) if name is None else Named(argument, run, candidate_of(run, name))


def candidate_of(run: Run, name: str) -> Candidate:
    """Raises CommandError naming close ones."""
    from ppc.promptpo.candidate import NoCandidate, candidate

    try:
        return candidate(run, name)
    except NoCandidate as error:
        raise CommandError(str(error), "missing", matches=list(error.matches)) from None


def tuned_of(run: Run, found: Candidate) -> tuple[Tuned | None, str]:
    """The tuned numbers, and why they are not to be had (empty where they are, or where there are none)."""
    from ppc.promptpo.incumbent import tuned

    try:
        return tuned(run, found), ""
    except Exception as error:
        failure = failure_of(error)
        if failure.kind == "internal":
            raise
        return None, " ".join(failure.message.split())


def program_of(named: Named) -> str:
    """The text that stands for what was named: a run's result and a candidate with tuned numbers. Raises CommandError."""
    if named.path is not None:
        return read_policy(named.path)
    assert named.run is not None
    if named.candidate is None:
        result = named.run.result
        if result is None:
            raise nothing_found(f"{named.label} has no result yet: go on with {named.run.resume}")
        return result.tuned_source
    if not named.candidate.source:
        raise CommandError(f"{named.label} has no program: no reply held one", "missing")
    found, _ = tuned_of(named.run, named.candidate)
    return named.candidate.source if found is None else found.source
