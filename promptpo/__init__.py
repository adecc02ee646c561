"""The optimisation loop: proposals, tuning, selection, and the journal that everything is read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ppc.promptpo.config import OptimizeError
    from ppc.promptpo.journal import JournalError
    from ppc.promptpo.optimizer import Progress, optimize
    from ppc.promptpo.rewrite import apply_parameters
    from ppc.promptpo.run import Result, Run, latest_run, list_runs
    from ppc.promptpo.tune import TuneResult, tune_policy

__all__ = [
    "JournalError", "OptimizeError", "Progress", "Result", "Run", "TuneResult", "apply_parameters", "latest_run",
    "list_runs", "optimize", "tune_policy",
]  # fmt: skip

_HOMES = {
    "JournalError": "journal", "OptimizeError": "config", "Progress": "optimizer", "Result": "run", "Run": "run",
    "TuneResult": "tune", "apply_parameters": "rewrite", "latest_run": "run", "list_runs": "run", "optimize": "optimizer",
    "tune_policy": "tune",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Loaded on first use: the command line imports this package to print its help.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"ppc.promptpo.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
