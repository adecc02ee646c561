"""``ppc explain``: the page of a diagnostic's code, or of a run-time fault."""

from __future__ import annotations

from textwrap import fill, indent
from typing import TYPE_CHECKING

import click

from ppc.cli import options
from ppc.cli.output import paint, table
from ppc.cli.session import emit

if TYPE_CHECKING:
    from ppc.compiler.diagnostics.pages import Page

_WIDTH = 100


@click.command("explain")
@click.argument("code", metavar="[CODE]", required=False)
@options.as_json
def command(code: str | None, as_json: bool) -> None:
    """Explain a diagnostic's code or a run-time fault.

    CODE is what a diagnostic shows in brackets (PPC301), or the name of a fault (int_of_nan). Left out, all are listed.
    """
    if code is None:
        _list(as_json)
        return
    from ppc.cli.errors import CommandError
    from ppc.compiler.diagnostics.pages import UnknownCode, find

    try:
        page = find(code)
    except UnknownCode as error:
        raise CommandError(str(error), "unknown_code", matches=error.matches) from None
    if as_json:
        emit(page.data)
    else:
        click.echo(render(page))


def _list(as_json: bool) -> None:
    from ppc.compiler.diagnostics.pages import find, names

    pages = [find(name) for name in names()]
    if as_json:
        emit({"pages": [{"name": p.name, "title": p.title} for p in pages]})
    else:
        click.echo(table(("code", "what it is"), [(p.name, p.title) for p in pages]))


def render(page: Page) -> str:
    """The page for a terminal."""
    blocks = [f"{paint(page.name, bold=True)}: {paint(page.title, bold=True)}"]
    for section in page.sections:
        text = section.text.rstrip() if section.code else fill(section.text, _WIDTH - 2, break_on_hyphens=False)
        blocks.append(f"{paint(section.heading, fg='cyan', bold=True)}\n{indent(text, '  ')}")
    return "\n\n".join(blocks)
