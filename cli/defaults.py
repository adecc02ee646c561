"""``ppc.toml``: defaults of the options, a table for each command.

    [optimize]
    llm = "some-model"
    base-url = "http://localhost:8000/v1"
    max-usd = 5.0

The file of the folder in which ``ppc`` is started counts; what is given on the command line goes before it. A table for
``extra-body`` is a TOML table; an option that may be repeated takes a list.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ppc.cli.errors import CommandError
from ppc.cli.options import json_object

FILE = Path("ppc.toml")


def read(commands: Iterable[str], path: Path = FILE) -> dict[str, dict[str, Any]]:
    """Command -> option -> value, as written. Raises CommandError if the file is no such thing."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}", "defaults") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not UTF-8 text: save it as UTF-8", "defaults") from None
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"{path} is no TOML: {error}", "defaults") from None
    except RecursionError:
        raise CommandError(f"{path} is no TOML that can be read: it is nested too deeply", "defaults") from None
    for name, table in found.items():
        if not isinstance(table, dict):
            raise CommandError(f"{path}: {name} stands outside of a command's table: write it under [optimize]", "defaults")
        if name not in commands:
            raise CommandError(f"{path}: there is no command {name!r}; there are {', '.join(commands)}", "defaults")
    return found


def for_command(command: click.Command, table: dict[str, Any], path: Path = FILE) -> dict[str, Any]:
    """The defaults of one command by parameter name. Raises CommandError naming an option that there is not, or a value that it
    does not take."""
    options = {o.lstrip("-"): p for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}
    found: dict[str, Any] = {}
    for key, value in table.items():
        option = options.get(key.replace("_", "-"))
        if option is None or option.name is None:
            close = difflib.get_close_matches(key, options, n=1)
            hint = f"did you mean {close[0]}?" if close else f"ppc {command.name} --help lists them"
            raise CommandError(f"{path}: [{command.name}] has no option {key!r}; {hint}", "defaults")
        try:
            found[option.name] = _checked(command, option, value)
        except (click.BadParameter, ValueError) as error:
            told = error.message if isinstance(error, click.BadParameter) else str(error)
            raise CommandError(f"{path}: {key} of [{command.name}]: {told.rstrip('.')}", "defaults") from None
    return found


def _checked(command: click.Command, option: click.Option, value: Any) -> Any:
    """``value`` as the option takes it. Raises ValueError or click.BadParameter: click itself would take 2.5 for 2."""
    if isinstance(value, dict) and option.callback is json_object:
        try:
            value = json.dumps(value, allow_nan=False)
        except (TypeError, ValueError):
            raise ValueError("the table holds something that JSON cannot say") from None
    if option.multiple and isinstance(value, str):
        value = [value]
    kinds, wanted = _kinds(option)
    values = value if option.multiple and isinstance(value, list) else [value]
    # In Python true and false are integers as well.
    if not all(isinstance(v, kinds) and isinstance(v, bool) == option.is_flag for v in values):
        raise ValueError(f"{wanted}, not {json.dumps(value, default=str)}")
    option.process_value(click.Context(command), value)
    return value


def _kinds(option: click.Option) -> tuple[tuple[type, ...], str]:
    """The Python types of what TOML may say, and the same for people."""
    if option.is_flag:
        return (bool,), "write true or false"
    if isinstance(option.type, click.types.IntParamType):
        return (int,), "write a whole number"
    if isinstance(option.type, click.types.FloatParamType):
        return (int, float), "write a number"
    return (str,), 'write a text in quotes, or a list of them: ["…"]' if option.multiple else "write a text in quotes"


def from_file(name: str) -> bool:
    """Whether the parameter ``name`` of the command that runs has its value from the file."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP
