"""What a search tells while it runs: a live view on a terminal, a line now and then elsewhere. All of it on stderr."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import click

from ppc.cli.output import count, number

if TYPE_CHECKING:
    from ppc.promptpo import Progress

# Events that are not about one structure begin with these.
_NO_STRUCTURE = {
    "probe", "round", "verdict", "select", "held-out", "comparison", "wind-up", "cap", "prompt", "reply", "attempt", "trial",
    "room", "lost", "failed", "again",
}  # fmt: skip
_LINE_SECONDS = 10.0  # between plain lines of one phase


class Reporter(Protocol):
    """Called with each state of the search; ``began`` once there was one."""

    began: bool

    def __call__(self, state: Progress) -> None: ...


@contextlib.contextmanager
def reporter(quiet: bool) -> Iterator[Reporter]:
    """The reporter that fits stderr; the live view is gone when the context ends."""
    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        live = LiveView()
        with live:
            yield live
    else:
        yield Lines()


class Silent:
    def __init__(self) -> None:
        self.began = False

    def __call__(self, state: Progress) -> None:
        self.began = True


class Rate:
    """Steps a second over the last few seconds; replayed steps of a resumed run do not count."""

    def __init__(self) -> None:
        self._marks: list[tuple[float, int]] = []

    def see(self, state: Progress) -> float | None:
        if state.replaying:
            self._marks.clear()
            return None
        now = state.seconds
        self._marks.append((now, state.env_steps))
        while len(self._marks) > 2 and now - self._marks[1][0] > 5.0:
            self._marks.pop(0)
        first, steps = self._marks[0]
        spent = now - first
        return (state.env_steps - steps) / spent if spent > 0.05 else None


def place_text(state: Progress) -> str:
    """The phase, and the round where there are rounds."""
    return f"{state.place}, {state.phase}" if state.place else state.phase


def spent_text(state: Progress) -> str:
    """Verdicts, tokens and money of a run with a model."""
    if not state.requests:
        return ""
    dollars = "" if state.dollars is None else f", {state.dollars:.4f} USD"
    verdicts = f"{state.candidates - state.failed} of {state.candidates} candidates run"
    return f"{verdicts}, {state.requests} requests, {count(state.tokens)} tokens{dollars}"


def left_text(state: Progress, rate: float) -> str:
    """How long the planned steps still take at most."""
    left = state.planned_steps - state.env_steps
    return f"{left / rate:.0f} s" if rate and left > 0 else "-"


def best_text(state: Progress) -> str:
    return f"{state.best_name} {number(state.best_mean)}" if state.best_name else "none yet"


class Lines:
    """A line when the phase changes, and every ten seconds."""

    def __init__(self) -> None:
        self.began = False
        self._phase, self._last, self._rate = "", 0.0, Rate()

    def __call__(self, state: Progress) -> None:
        self.began = True
        rate = self._rate.see(state)
        now = time.monotonic()
        if place_text(state) == self._phase and now - self._last < _LINE_SECONDS:
            return
        self._phase, self._last = place_text(state), now
        speed = f", {count(rate)} steps/s" if rate else ""
        spent = f"; {spent_text(state)}" if state.requests else ""
        best = f"best {best_text(state)}, {count(state.env_steps)} steps{speed}{spent}"
        click.echo(f"{state.seconds:6.1f} s  {self._phase}: {best}", err=True)


class LiveView:
    """A few lines that are drawn over while the search runs."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.live import Live

        self.began = False
        self._state: Progress | None = None
        self._rate, self._speed = Rate(), 0.0
        self._seen: dict[str, None] = {}
        self._live = Live(
            console=Console(stderr=True), get_renderable=self._draw, refresh_per_second=8, transient=True, redirect_stdout=False
        )

    def __enter__(self) -> LiveView:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def __call__(self, state: Progress) -> None:
        self.began = True
        self._state = state
        self._speed = self._rate.see(state) or self._speed
        if state.structure and state.structure not in _NO_STRUCTURE:
            self._seen.setdefault(state.structure)

    def _draw(self) -> Any:
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2))
        state = self._state
        if state is None:
            grid.add_row("phase", "starting")
            return grid
        named = state.structure and state.structure not in _NO_STRUCTURE
        doing = f"{place_text(state)}: {state.structure}" if named else place_text(state)
        if state.replaying:
            doing = f"reading the journal ({doing})"
        share = min(1.0, state.env_steps / max(1, state.planned_steps))
        rows = [
            ("phase", Text(doing)),
            ("candidates", Text(spent_text(state) or str(len(self._seen)))),
            ("best so far", Text(best_text(state), style="bold green")),
            ("steps", Text(f"{count(state.env_steps)} of at most {count(state.planned_steps)}  ({100 * share:.0f} %)")),
            ("speed", Text(f"{count(self._speed)} steps/s" if self._speed else "-")),
            (
                "time",
                Text(f"{state.seconds:.0f} s, at most {left_text(state, self._speed)} left (Ctrl-C ends with the best so far)"),
            ),
        ]
        for label, value in rows:
            grid.add_row(Text(label, style="dim"), value)
        return grid
