"""``ppc.toml``: defaults of the options, a table for each command.

    [optimize]
    llm = "some-model"
    base-url = "http://localhost:8000/v1"
    max-usd = 5.0

The file of the folder in which ``ppc`` is started counts; what is given on the command line goes before it.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from ppc.cli.errors import CommandError

FILE = Path("ppc.toml")


def read(commands: Iterable[str], path: Path = FILE) -> dict[str, dict[str, Any]]:
    """Command -> option -> value, as written. Raises CommandError if the file is no such thing."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}", "defaults") from None
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"{path} is no TOML: {error}", "defaults") from None
    for name, table in found.items():
        if not isinstance(table, dict):
            raise CommandError(f"{path}: {name} stands outside of a command's table: write it under [optimize]", "defaults")
        if name not in commands:
            raise CommandError(f"{path}: there is no command {name!r}; there are {', '.join(commands)}", "defaults")
    return found


def for_command(command: click.Command, table: dict[str, Any], path: Path = FILE) -> dict[str, Any]:
    """The defaults of one command by parameter name. Raises CommandError naming an option that there is not."""
    options = {o.lstrip("-"): p for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}
    found: dict[str, Any] = {}
    for key, value in table.items():
        option = options.get(key.replace("_", "-"))
        if option is None or option.name is None:
            close = difflib.get_close_matches(key, options, n=1)
            hint = f"did you mean {close[0]}?" if close else f"ppc {command.name} --help lists them"
            raise CommandError(f"{path}: [{command.name}] has no option {key!r}; {hint}", "defaults")
        found[option.name] = json.dumps(value) if isinstance(value, dict) else value
    return found
