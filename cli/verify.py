"""``ppc verify``: an artifact against its manifest and its vectors."""

from __future__ import annotations

import click

from ppc.cli import options
from ppc.cli.errors import INPUT, CommandError, failure_of
from ppc.cli.output import paint, safe
from ppc.cli.session import emit


@click.command("verify")
@click.argument("folder", metavar="DIR")
@options.as_json
def command(folder: str, as_json: bool) -> None:
    """Replay an artifact's test vectors in its own runtime.

    First every file is compared with the hash in manifest.json; then the C is built and run, the Numba module is run, or
    the ONNX graph is run. Exit code 0 if all agree, 1 if a file or a vector differs, 3 if the runtime is missing.
    """
    from ppc.targets import verify

    report = verify(folder)
    document = {
        "artifact": folder,
        "name": report.name,
        "target": report.target,
        "ok": report.ok,
        "passed": report.passed,
        "failed": report.failed,
        "detail": report.detail,
    }
    if report.ok:
        if as_json:
            emit(document)
        else:
            vectors = f"{report.passed:,} vectors replayed, 0 differ"
            click.echo(f"{paint('verified', fg='green', bold=True)} {safe(report.name)} ({report.target}): {vectors}")
        return
    counts = f"{report.failed:,} of {report.passed + report.failed:,} vectors differ; " if report.failed else ""
    error = CommandError(f"{folder} does not verify: {counts}{safe(report.detail)}", "mismatch")
    if not as_json:
        raise error
    emit({**document, **failure_of(error).document()})
    raise click.exceptions.Exit(INPUT)
