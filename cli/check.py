"""``ppc check``: what the compiler finds in a policy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.output import number, paint, paint_diagnostics, pairs, safe, table
from ppc.cli.session import emit
from ppc.cli.subject import Place, Subject, load_policy_file

if TYPE_CHECKING:
    from ppc.compiler.source import Span

_MOST = 40  # rows of one table on a terminal; --json has them all


@click.command("check")
@click.argument("policy", metavar="POLICY.py")
@options.task_options
@options.signature_options
@options.as_json
def command(
    policy: str,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    obs_size: int | None,
    action: str | None,
    as_json: bool,
) -> None:
    """Compile a policy and say what is in it, or what is wrong.

    Shows the parameters, what is computed once, the memory between steps, the bounds of loops, numbers that are frozen,
    and the faults that can occur; or diagnostics that point at the place. Exit code 1 if the policy does not compile.
    """
    place = Place(env_id, env_kwargs, task_file, obs_size, action)
    if not place.names_a_task and obs_size is None and action is None:
        raise click.UsageError("say what the policy sees and does: --env ID, --task FILE, or --obs-size N --action SPEC")
    subject = load_policy_file(Path(policy), place)
    document = describe(subject)
    if as_json:
        emit(document)
    else:
        click.echo(render(document, subject))


def describe(subject: Subject) -> dict[str, Any]:
    """The findings as plain data."""
    from ppc.compiler.faults import FAULTS
    from ppc.compiler.passes.start_faults import INIT, RESET

    policy, program = subject.policy, subject.policy.program
    signature, internal = policy.signature, (INIT.name, RESET.name)
    return {
        "policy": subject.label,
        "ok": True,
        "env": None if subject.task is None else subject.task.env_id,
        "observation": [{"name": f.name, "size": f.size, "unit": f.unit} for f in signature.observation],
        "action": action_text(signature.action),
        "parameters": [_literal(p) for p in program.parameters],
        "frozen": [_literal(p) for p in program.frozen],
        "derived": [_variable(v) for v in program.derived if v.name not in internal],
        "state": [_variable(v) for v in program.state if v.name not in internal],
        "loops": [{**_place(b.span), "bound": b.bound, "proven": b.proven} for b in program.bounds],
        "faults": [
            {
                **_place(s.span),
                "name": s.code,
                "disqualifying": FAULTS[s.code].disqualifying,
                "meaning": FAULTS[s.code].meaning,
                "detail": s.detail,
            }
            for s in program.sites
        ],
        "notes": [d.to_json() for d in policy.notes],
    }


def action_text(action: Any) -> str:
    """The action space as ``--action`` takes it; bounds that differ between elements are left out."""
    if not hasattr(action, "fields"):
        return f"discrete:{action.n}"
    bounds = {(f.low, f.high) for f in action.fields}
    low, high = next(iter(bounds))
    bounded = len(bounds) == 1 and (low, high) != (float("-inf"), float("inf"))
    return f"box:{action.size}" + (f"[{low:g},{high:g}]" if bounded else "")


def _place(span: Span) -> dict[str, int | None]:
    """Line and column from 1; None for what the compiler added itself."""
    return {"line": span.line, "column": span.column + 1} if span.line else {"line": None, "column": None}


def _literal(p: Any) -> dict[str, Any]:
    return {
        "name": p.name,
        "label": p.label,
        "value": p.value,
        "integer": p.integer,
        "places": [_place(s) for s in p.spans],
        **_place(p.span),
    }


def _variable(v: Any) -> dict[str, Any]:
    size = getattr(v.type, "size", None)
    element = getattr(v.type, "element", v.type)
    return {"name": v.name, "type": element.value, "size": size, "bytes": 8 * (size or 1)}


def render(document: dict[str, Any], subject: Subject) -> str:
    """The findings as text."""
    seen = sum(f["size"] for f in document["observation"])
    where = f" for {document['env']}" if document["env"] else ""
    blocks = [
        paint(f"{safe(document['policy'])} compiles{where}", fg="green", bold=True),
        pairs(
            [
                ("observation", f"{seen} numbers"),
                ("action", document["action"]),
                ("parameters", f"{len(document['parameters'])} that can be tuned"),
                ("state", f"{sum(v['bytes'] for v in document['state'])} bytes"),
            ]
        ),
    ]
    blocks += _section("parameters", ("name", "value", "line"), [_cells(p) for p in document["parameters"]], ".rr")
    blocks += _section("derived: computed once, from parameters", ("name", "type"), [_shape(v) for v in document["derived"]])
    blocks += _section("state: kept between steps", ("name", "type"), [_shape(v) for v in document["state"]])
    loops = [(str(b["line"]), f"{b['bound']:,}", "proven" if b["proven"] else "assumed") for b in document["loops"]]
    blocks += _section("loops", ("line", "at most", "bound"), loops, "rr.")
    frozen = [_cells(p) for p in document["frozen"]]
    blocks += _section("frozen: they decide a shape, a range, an index or an integer", ("name", "value", "line"), frozen, ".rr")
    blocks += _section("faults that can occur", ("line", "fault", "meaning"), _faults(document["faults"]), "r..")
    if subject.policy.notes:
        shown = [d.render(subject.policy.source, subject.path) for d in subject.policy.notes]
        blocks.append(paint_diagnostics("\n\n".join(shown)))
    return "\n\n".join(blocks)


def _section(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], right: str = "") -> list[str]:
    if not rows:
        return []
    more = [f"… and {len(rows) - _MOST} more: --json lists all"] if len(rows) > _MOST else []
    return ["\n".join([paint(title, bold=True), table(head, rows[:_MOST], right), *more])]


def _cells(p: dict[str, Any]) -> tuple[str, str, str]:
    return p["label"], number(p["value"], 9), str(p["line"])


def _shape(v: dict[str, Any]) -> tuple[str, str]:
    return v["name"], v["type"] if v["size"] is None else f"{v['type']}[{v['size']}]"


def _faults(faults: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    rows = []
    for f in faults:
        row = (str(f["line"]) if f["line"] else "-", f["name"], f["meaning"])
        if row not in rows:
            rows.append(row)
    return rows
