"""One run of the command line: where output goes, and how it ends."""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import IO, Any

import click

from ppc.cli.errors import INTERNAL, Failure, failure_of
from ppc.cli.output import paint_diagnostics

_document: ContextVar[list[dict[str, Any]] | None] = ContextVar("document", default=None)


def emit(document: dict[str, Any]) -> None:
    """Makes ``document`` the one JSON object that the command prints at its end. NaN and infinities become null."""
    holder = _document.get()
    assert holder is not None and not holder, "a command prints one object, with --json"
    holder.append(document)


def note(text: str) -> None:
    """A line for the person at the terminal, on stderr."""
    click.echo(text, err=True)


def run(body: Callable[[], object], arguments: Sequence[str]) -> int:
    """Runs ``body`` and answers the exit code. With ``--json`` among ``arguments`` exactly one JSON object goes to stdout:
    what was emitted, or ``{"error": …}``; else an error is a line on stderr."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    as_json, debug = "--json" in options, "--debug" in options
    holder: list[dict[str, Any]] = []
    token = _document.set(holder)
    stdout = sys.stdout
    for stream in (stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what the terminal's encoding lacks is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # pygame greets on stdout
    try:
        with contextlib.ExitStack() as stack:
            if as_json and "--help" not in options and "-h" not in options and "--version" not in options:
                # Whatever an environment prints must not break the object.
                stack.enter_context(contextlib.redirect_stdout(sys.stderr))
            if not debug:
                stack.enter_context(warnings.catch_warnings())
                warnings.simplefilter("ignore")
            code = _guarded(body, as_json, debug, holder)
        for document in holder:
            stdout.write(json.dumps(plain(document), allow_nan=False) + "\n")
        stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not stumble over it again at its end.
        _to_nowhere(stdout)
        return 0
    except OSError as error:
        click.echo(f"error: the output cannot be written: {error.strerror or error}", err=True)
        _to_nowhere(stdout)
        return INTERNAL
    finally:
        _document.reset(token)
    return code


def _guarded(body: Callable[[], object], as_json: bool, debug: bool, holder: list[dict[str, Any]]) -> int:
    try:
        body()
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        raise
    except BaseException as error:
        if isinstance(error, SystemExit | GeneratorExit):
            raise
        if debug:
            traceback.print_exc()
        failure = failure_of(error)
        if as_json:
            holder[:] = [failure.document()]
        else:
            _show(failure)
        return failure.exit_code
    return 0


def _show(failure: Failure) -> None:
    click.echo(paint_diagnostics(failure.text or failure.line()), err=True)


def _to_nowhere(stream: IO[str]) -> None:
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def plain(value: Any) -> Any:
    """``value`` as JSON knows it: NumPy scalars and arrays as numbers and lists, what is not finite as None."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | range):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
