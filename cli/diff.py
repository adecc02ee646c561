"""``ppc diff``: what differs between two runs, two candidates or two policies."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.named import Named, find, program_of, tuned_of
from ppc.cli.output import number, paint, safe, table
from ppc.cli.session import emit

if TYPE_CHECKING:
    from ppc.promptpo.difference import Change, Difference

_LONGEST = 60
"""Characters of a value in a table."""


@click.command("diff")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@options.as_json
def command(a: str, b: str, as_json: bool) -> None:
    """Tell what differs between two runs, candidates or policies.

    A and B are runs, candidates as RUN:CANDIDATE, or policy files (.py). Of two runs: configuration, versions, the first
    prompt and the first answer that are not the same, verdicts, rounds, results, and the winners' programs. Of anything else:
    the programs, a run standing for its result. The exit code is 0 whether something differs or not. ppc compare A B says which
    is better.
    """
    left, right = find(a), find(b)
    if left.kind == right.kind == "run":
        assert left.run is not None and right.run is not None
        from ppc.promptpo.difference import difference

        found = difference(left.run, right.run)
        if as_json:
            emit({"a": a, "b": b, "kind": "run", "same": found.same, **found.to_json()})
        else:
            click.echo(render_runs(a, b, found))
        return
    document = describe(left, right)
    if as_json:
        emit(document)
    else:
        click.echo(render(document))


def describe(left: Named, right: Named) -> dict[str, Any]:
    """Two things that stand for a program each."""
    from ppc.promptpo.difference import changes, unified

    programs = program_of(left), program_of(right)
    facts, written = [], []
    if left.candidate is not None and right.candidate is not None:
        facts = [asdict(c) for c in changes(_facts(left), _facts(right))]
        if (left.candidate.source, right.candidate.source) != programs:
            a, b = (f"{n.label} as written" for n in (left, right))
            written = unified(left.candidate.source, right.candidate.source, a, b)
    return {
        "a": left.label,
        "b": right.label,
        "kind": left.kind if left.kind == right.kind else f"{left.kind} and {right.kind}",
        "same": programs[0] == programs[1] and not facts,
        "same_program": _shape(programs[0]) == _shape(programs[1]),
        "facts": facts,
        "written": written,
        "program": unified(programs[0], programs[1], left.label, right.label),
    }


def _shape(source: str) -> str:
    """The same for programs that differ in layout and comments only; the text where Python cannot parse it."""
    from ppc.promptpo.llm.drafts import fingerprint

    try:
        return fingerprint(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source


def _facts(named: Named) -> dict[str, Any]:
    """What is known of a candidate besides its program."""
    found = named.candidate
    if found is None or named.run is None:
        return {}
    tuned, why = tuned_of(named.run, found)
    trial = found.written[-1].trial
    selection = [m.best for m in found.of_kind("selection")]
    return {
        "environment": named.run.config.env_id,
        "verdict": found.verdict if found.error is None else f"{found.verdict}: {(found.error.splitlines() or [''])[0]}",
        "round": found.round,
        "attempts": len(found.written),
        "trial": None if trial is None else trial.mean_return,
        "while tuning": None if tuned is None or not tuned.episodes else tuned.mean,
        "selection": max(selection, default=None),
        "steps": found.env_steps,
        "tokens": found.tokens.total,
        "tuned numbers": why or None,
    }


def render_runs(a: str, b: str, found: Difference) -> str:
    if found.same:
        return "Both runs did the same."
    blocks = []
    parts = (
        ("configuration", found.configuration), ("task", found.task), ("versions", found.versions),
        ("verdicts", found.verdicts), ("rounds", found.rounds), ("result", found.result),
    )  # fmt: skip
    for title, rows in parts:
        if rows:
            blocks.append(_table(title, rows))
        if title == "versions":
            blocks += _where(found)
    if found.program:
        blocks.append(_patch(found.program))
    blocks.append(f"ppc compare {shlex.join((a, b))} measures both on the same fresh episodes.")
    return "\n\n".join(blocks)


def _where(found: Difference) -> list[str]:
    blocks = []
    if (prompt := found.prompt) is not None:
        title = paint(f"first prompt that differs: {prompt.key}", bold=True)
        if prompt.only:
            blocks.append(f"{title}\nonly {prompt.only.upper()} has it")
        else:
            lines = [f"{sign} {safe(text)}" for sign, text in (("-", prompt.a), ("+", prompt.b)) if text is not None]
            blocks.append("\n".join([f"{title}, {prompt.role}, line {prompt.line}", *_painted(lines)]))
    if (parting := found.parting) is not None:
        what = f"only {parting.only.upper()} has event {parting.seq}" if parting.only else f"from event {parting.seq} on"
        blocks.append(f"{paint('the journals part', bold=True)} at {safe(parting.key)}: {what}")
    return blocks


def render(document: dict[str, Any]) -> str:
    from ppc.promptpo.difference import Change

    if document["same"]:
        return "The programs are the same."
    blocks = [_table("about", [Change(**f) for f in document["facts"]])] if document["facts"] else []
    if document["written"]:
        blocks.append(_patch(document["written"]))
    if document["program"]:
        blocks.append(_patch(document["program"]))
    if not document["program"]:
        blocks.append("The programs are the same.")
    elif document["same_program"]:
        blocks.append("The programs differ in layout and comments only.")
    return "\n\n".join(blocks)


def _table(title: str, rows: list[Change]) -> str:
    return table((title, "A", "B"), [(safe(c.name), _value(c.a), _value(c.b)) for c in rows])


def _value(value: Any) -> str:
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list) and value and all(isinstance(v, float) for v in value):
        return ", ".join(number(v) for v in value)
    text = "-" if value is None else safe(" ".join(str(value).split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _patch(lines: list[str]) -> str:
    return "\n".join(_painted([safe(line) for line in lines]))


def _painted(lines: list[str]) -> list[str]:
    colours = {"-": "red", "+": "green", "@": "cyan"}
    return [paint(line, fg=colours[line[0]]) if line[:1] in colours else line for line in lines]
