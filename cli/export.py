"""``ppc export``: a policy as an artifact."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.output import number, paint, pairs
from ppc.cli.session import emit, note, plain
from ppc.cli.subject import Place, Subject, load

if TYPE_CHECKING:
    from ppc.targets import Bundle


@click.command("export")
@click.argument("policy", metavar="[RUN|POLICY.py]", required=False)
@click.option("--target", required=True, metavar="NAME", help="numba, c or onnx: see ppc targets.")
@click.option("--out", metavar="DIR", help="The artifact's folder; by default artifacts/<task>/<target>.")
@options.task_options
@options.signature_options
@click.option("--name", metavar="NAME", help="Name of the artifact, made an identifier; by default the task's or the file's.")
@click.option(
    "--safe-action",
    callback=options.numbers,
    metavar="A[,B…]",
    help="What a faulty step answers; by default the task's.",
)
@click.option(
    "--on-fault", type=click.Choice(["hold", "safe"]), default="safe", help="Hold the last good action, or the safe one."
)
@click.option(
    "--dt", type=float, callback=options.positive, metavar="S", help="Sampling period in seconds; by default the task's."
)
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
@options.as_json
def command(
    policy: str | None,
    target: str,
    out: str | None,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    obs_size: int | None,
    action: str | None,
    name: str | None,
    safe_action: tuple[float, ...] | None,
    on_fault: Any,
    dt: float | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write a policy as a controller that runs without ppc.

    Takes a run's best, by default the latest run's, or a policy file with --env or with --obs-size and --action. The
    parameters are pinned; clipping, the safe action and the sampling period are inside the artifact.
    """
    from ppc.targets import export, write_bundle
    from ppc.targets.registry import target as find

    kind = find(target).name  # a misspelt target should not cost a compilation
    subject = load(policy, Place(env_id, env_kwargs, task_file, obs_size, action), simulate=False)
    bundle = export(
        subject.policy,
        kind,
        name=name,
        safe_action=safe_action,
        on_fault=on_fault,
        dt=dt,
        provenance=provenance(subject),
    )
    folder = Path(out) if out is not None else Path("artifacts") / task_name(subject) / kind
    write_bundle(bundle, folder, force)
    if as_json:
        emit(describe(bundle, folder, subject))
        return
    click.echo(render(bundle, folder, subject))
    if subject.result is not None and subject.result.held_out.faulty:
        note("warning: this policy faulted in held-out episodes; its artifact answers the safe action there")
    note(f"\nNext: {paint(f'ppc verify {shlex.quote(str(folder))}', bold=True)}")


def task_name(subject: Subject) -> str:
    """The folder below ``artifacts/``."""
    if subject.task is not None:
        return subject.task.name
    return Path(subject.path).stem.lower().replace("_", "-")


def provenance(subject: Subject) -> dict[str, Any]:
    """Whence the policy came, without dates or paths: two exports must be the same bytes."""
    if subject.run is None or subject.result is None:
        env = {} if subject.task is None else {"env": subject.task.env_id}
        return {"policy_file": Path(subject.path).name, **env}
    run, result = subject.run, subject.result
    found: dict[str, Any] = {
        "env": run.config.env_id,
        "env_kwargs": dict(run.config.env_kwargs),
        "seed": run.config.seed,
        "proposer": run.config.proposer,
        "candidate": result.name,
        "summary": result.summary,
        "origin": result.origin,
        "ended": result.reason,
        "env_steps": result.env_steps,
        "selection_mean": result.selection_mean,
        "held_out": result.held_out.to_json(),
        "versions": run.versions,
    }
    clean: dict[str, Any] = plain(found)
    return clean


def describe(bundle: Bundle, folder: Path, subject: Subject) -> dict[str, Any]:
    return {
        "artifact": str(folder),
        "name": bundle.name,
        "target": bundle.target,
        "policy": subject.label,
        "env": None if subject.task is None else subject.task.env_id,
        "parameters": len(subject.policy.parameters),
        "files": sorted(bundle.files),
        "bytes": sum(len(content) for content in bundle.files.values()),
    }


def render(bundle: Bundle, folder: Path, subject: Subject) -> str:
    rows = [
        ("artifact", str(folder)),
        ("name", f"{bundle.name} ({bundle.target})"),
        ("policy", subject.label if subject.result is None else f"{subject.result.name} of {subject.label}"),
    ]
    if subject.result is not None:
        rows.append(("mean return", number(subject.result.mean_return)))
    rows += [
        ("parameters", f"{len(subject.policy.parameters)}, pinned"),
        ("files", ", ".join(sorted(bundle.files))),
    ]
    return pairs(rows)
