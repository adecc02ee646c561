"""A click group that imports a command's module when the command runs, and turns every error into one line."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from ppc.cli import defaults


class LazyGroup(click.Group):
    """``summaries``: command name -> its one-line help. A command is the attribute ``command`` of ``package.<name>``."""

    def __init__(self, *arguments: Any, package: str, summaries: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._package, self.summaries = package, summaries

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.summaries:
            return None
        command: click.Command = import_module(f"{self._package}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.summaries and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], self.summaries, n=2)
            hint = f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(self.summaries)}"
            raise click.UsageError(f"there is no command {args[0]!r}; {hint}", ctx)
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and command is not None:
            ctx.default_map = {name: defaults.for_command(command, defaults.read(self.summaries).get(name, {}))}
        return name, command, rest

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        name = prog_name or "ppc"
        if not standalone_mode or f"_{name.upper()}_COMPLETE" in os.environ:
            return super().main(args, prog_name, complete_var, standalone_mode, **extra)
        from ppc.cli.session import run

        arguments = list(sys.argv[1:] if args is None else args)

        def body() -> None:
            # What runs the command consumes the list.
            with self.make_context(name, list(arguments), **extra) as context:
                self.invoke(context)

        sys.exit(run(body, arguments))
