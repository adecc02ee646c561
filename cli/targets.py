"""``ppc targets``: what a policy can be exported as."""

from __future__ import annotations

import click

from ppc.cli import options
from ppc.cli.output import table
from ppc.cli.session import emit


@click.command("targets")
@options.as_json
def command(as_json: bool) -> None:
    """List the export targets."""
    from ppc.targets import targets

    found = targets()
    if as_json:
        emit({"targets": [{"name": t.name, "summary": t.summary, "suffix": t.suffix} for t in found]})
    else:
        click.echo(table(("target", "writes"), [(t.name, t.summary) for t in found]))
