"""Exceptions as one line and an exit code. Nothing is imported for it: an exception is known by its class's name."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import Any

import click

INPUT, USAGE, INTERNAL = 1, 2, 3

# Qualified class name -> (kind for JSON, exit code).
_KNOWN = {
    "ppc.compiler.diagnostics.diagnostic.PolicyError": ("policy", INPUT),
    "ppc.envs.errors.UnknownEnvironment": ("unknown_environment", INPUT),
    "ppc.envs.errors.UnsupportedSpace": ("unsupported_space", INPUT),
    "ppc.envs.errors.TaskFileError": ("task_file", INPUT),
    "ppc.envs.errors.PolicyMismatch": ("policy_mismatch", INPUT),
    "ppc.envs.errors.EngineUnavailable": ("engine", INPUT),
    "ppc.envs.errors.EnvironmentFailed": ("environment", INTERNAL),
    "ppc.promptpo.config.OptimizeError": ("optimize", INPUT),
    "ppc.promptpo.llm.messages.EndpointError": ("endpoint", INTERNAL),
    "ppc.promptpo.journal.JournalError": ("journal", INPUT),
    "ppc.targets.errors.ExportError": ("export", INPUT),
    "ppc.targets.errors.VerifyError": ("verify", INPUT),
    "ppc.targets.errors.MissingTool": ("missing_tool", INTERNAL),
}

# The machine's trouble, not the user's choice of a path.
_MACHINE = {errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM}

_PACKAGES = {
    "imageio": "policy-compiler[video]",
    "pygame": "policy-compiler[classic]",
    "mujoco": "policy-compiler[mujoco]",
    "onnxruntime": "policy-compiler[onnx]",
}


class CommandError(Exception):
    """A command cannot do what it was asked; ``kind`` and ``details`` are for JSON."""

    def __init__(self, message: str, kind: str = "input", exit_code: int = INPUT, **details: Any) -> None:
        super().__init__(message)
        self.kind, self.exit_code, self.details = kind, exit_code, details


class PolicyRejected(CommandError):
    """A policy does not compile: ``text`` shows the diagnostics with carets, ``details`` holds them as data."""

    def __init__(self, error: Any, path: str) -> None:
        diagnostics = [d.to_json() for d in error.diagnostics]
        super().__init__(str(error), "policy", INPUT, path=path, diagnostics=diagnostics)
        self.text: str = error.render(path)


@dataclass(frozen=True)
class Failure:
    """How a command ended that did not do its work. ``text`` where given replaces the line on a terminal."""

    kind: str
    message: str
    exit_code: int
    details: dict[str, Any] = field(default_factory=dict)
    text: str = ""

    def line(self) -> str:
        """``error: …`` on one line."""
        return "error: " + " ".join(self.message.split())

    def document(self) -> dict[str, Any]:
        message = " ".join(self.message.split())
        return {"error": {"kind": self.kind, "message": message, "exit_code": self.exit_code, **self.details}}


def failure_of(error: BaseException) -> Failure:
    """What to say about ``error``."""
    match error:
        case CommandError():
            return Failure(error.kind, str(error), error.exit_code, error.details, getattr(error, "text", ""))
        case click.ClickException():
            return _usage(error)
        case KeyboardInterrupt() | click.Abort():
            return Failure("interrupted", "interrupted before there was a result", INTERNAL)
    for base in type(error).__mro__:
        known = _KNOWN.get(f"{base.__module__}.{base.__qualname__}")
        if known is not None:
            if known[0] == "policy":
                return failure_of(PolicyRejected(error, "policy.py"))
            matches = getattr(error, "matches", None)
            return Failure(known[0], str(error), known[1], {} if matches is None else {"matches": list(matches)})
    match error:
        case ImportError():
            return Failure("missing_package", _missing(error), INTERNAL)
        case OSError():
            return _system(error)
        case MemoryError():
            return Failure("memory", "there is not enough memory", INTERNAL)
    first = (str(error).strip().splitlines() or [""])[0]
    what = f"{type(error).__name__}: {first}" if first else type(error).__name__
    return Failure("internal", f"unexpected {what} (rerun as ppc --debug … for the traceback)", INTERNAL)


def _usage(error: click.ClickException) -> Failure:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "ppc"
    message = error.format_message().rstrip(".")
    return Failure("usage", f"{message[:1].lower()}{message[1:]} (see {path} --help)", USAGE)


def _missing(error: ImportError) -> str:
    name = (error.name or "").split(".")[0]
    if not name:
        return f"a package cannot be imported: {error}"
    if name == "ppc":
        return f"ppc is not installed completely: {error}"
    return f"the package {name} is missing or broken here: pip install '{_PACKAGES.get(name, name)}'"


def _system(error: OSError) -> Failure:
    reason = error.strerror or str(error) or type(error).__name__
    where = f"{error.filename}: " if error.filename else ""
    return Failure("system", f"{where}{reason}", INTERNAL if error.errno in _MACHINE else INPUT)


def nothing_found(message: str) -> CommandError:
    """The search ended with nothing to show."""
    return CommandError(message, "nothing_found", INTERNAL)
