"""Reading runs: everything is in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.config import TUNE, Config
from ppc.promptpo.journal import JOURNAL, Event, JournalError, read_events
from ppc.promptpo.selection import HeldOut


@dataclass(frozen=True)
class Result:
    """The best policy of a run. ``source`` with ``values`` (one a parameter) and ``tuned_source`` with its own literals are
    the same policy. ``reason``: why the run ended: "completed", "perfect", a cap ("max_steps", "max_seconds", "max_usd",
    "max_tokens"), "interrupted", "endpoint" (which failed, see ``trouble``), "no_candidates" (two rounds without a policy
    that runs), "recording_ended". ``best_ever`` of a model's run: name, round and mean return of the best of all rounds."""

    folder: Path
    reason: str
    name: str
    summary: str
    origin: dict[str, Any]
    source: str
    values: NDArray[np.float64]
    tuned_source: str
    selection_mean: float
    held_out: HeldOut
    env_steps: int
    episodes: int
    seconds: float
    best_ever: dict[str, Any] | None = None
    trouble: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do; else the run can be resumed."""
        return self.reason not in ("interrupted", "endpoint")

    @property
    def mean_return(self) -> float:
        return self.held_out.mean_return


class Run:
    """A run's folder, read. ``status``: "finished", "interrupted" (Ctrl-C; can go on) or "unfinished" (running or killed)."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.events = read_events(self.folder)
        if not self.events:
            raise JournalError(f"{self.folder / JOURNAL} is empty: the run was killed before it began; start it again")

    @property
    def config(self) -> Config:
        return Config.from_json(self.events[0].data["config"])

    @property
    def started(self) -> str:
        """When the run began, ISO 8601."""
        return str(self.events[0].data["started"])

    @property
    def task(self) -> dict[str, Any]:
        """The task as it was described when the run began."""
        return dict(self.events[0].data["task"])

    @property
    def versions(self) -> dict[str, str]:
        return dict(self.events[0].data["versions"])

    @property
    def status(self) -> str:
        last = self.events[-1].kind
        return last if last in ("finished", "interrupted") else "unfinished"

    @property
    def resume(self) -> str:
        """The command that goes on with it."""
        return resuming(self.folder, self.events)

    @property
    def seconds(self) -> float:
        return max((float(e.data.get("seconds", 0.0)) for e in self.events), default=0.0)

    @property
    def result(self) -> Result | None:
        """The latest final answer, if there is one."""
        try:
            return result_of(self.folder, self.events)
        except JournalError:
            return None

    def of_kind(self, *kinds: str) -> list[Event]:
        return [e for e in self.events if e.kind in kinds]


def result_of(folder: Path, events: Sequence[Event]) -> Result:
    """The result that the last "finished" or "interrupted" event holds. Raises JournalError if there is none."""
    for event in reversed(events):
        if event.kind in ("finished", "interrupted"):
            d = event.data
            return Result(
                folder, d["reason"], d["name"], d["summary"], d["origin"], d["source"],
                np.array([float(v) for v in d["values"]], dtype=np.float64), d["tuned_source"], float(d["selection_mean"]),
                HeldOut.from_json(d["held_out"]), d["env_steps"], d["episodes"], float(d["seconds"]),
                d.get("best_ever"), d.get("trouble", ""),
            )  # fmt: skip
    raise JournalError(f"{folder} has no result yet: go on with {resuming(folder, events)}")


def resuming(folder: Path, events: Sequence[Event]) -> str:
    """The command that goes on with the run in ``folder``."""
    tuning = bool(events) and events[0].data["config"]["proposer"] == TUNE
    return f"ppc {'tune' if tuning else 'optimize'} --resume --out {folder}"


def list_runs(root: Path | str = "runs") -> list[Run]:
    """Every readable run below ``root``, oldest first; damaged journals are left out."""
    runs = []
    for path in sorted(Path(root).glob(f"*/{JOURNAL}")):
        try:
            runs.append(Run(path.parent))
        except JournalError:
            continue
    return sorted(runs, key=lambda r: (r.started, path_mtime(r.folder), r.folder.name))


def path_mtime(folder: Path) -> int:
    """Start dates count whole seconds; the lock file is as old as the run to the nanosecond."""
    try:
        return (folder / "journal.lock").stat().st_mtime_ns
    except OSError:
        return 0


def latest_run(root: Path | str = "runs", env_id: str | None = None, tuning: bool | None = None) -> Run | None:
    """The run below ``root`` that began last, of ``env_id`` if given; only tunings or only searches if ``tuning`` says so."""
    runs = [r for r in list_runs(root) if env_id is None or r.config.env_id == env_id]
    runs = [r for r in runs if tuning is None or (r.config.proposer == TUNE) == tuning]
    return runs[-1] if runs else None
