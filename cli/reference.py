"""Writes ``docs/cli.md``, the reference of the command line: ``python -m ppc.cli.reference docs/cli.md``."""

from __future__ import annotations

import sys
from pathlib import Path

from ppc.cli.main import COMMANDS, cli

_WIDTH = 100
_INTRODUCTION = """\
# The command line

This page is generated from the commands' own help: `python -m ppc.cli.reference docs/cli.md` writes it, and a test compares.

Results go to stdout, progress and notes to stderr. With `--json` a command prints exactly one JSON object on stdout; numbers
that are not finite are `null`. An error is one line on stderr (diagnostics of a policy have several); with `--json` it is
`{"error": {"kind", "message", "exit_code", …}}` on stdout, with `diagnostics` where a policy does not compile.
Colour is for terminals, and `NO_COLOR` turns it off. `ppc --debug COMMAND …` shows the traceback of an error.

| exit code | meaning |
|---|---|
| 0 | done; a cap reached, or Ctrl-C with a best found, is done |
| 1 | the input is wrong (policy, environment, target, file, folder), or a verification failed |
| 2 | the command line is wrong |
| 3 | something outside failed (environment, missing package or tool, full disk), or nothing was found |

Where a command takes `RUN`, that is a folder with `journal.jsonl`; left out, it is the latest run below `runs/`.
"""


def reference() -> str:
    """The page."""
    root = cli.make_context("ppc", [], resilient_parsing=True, terminal_width=_WIDTH, max_content_width=_WIDTH)
    parts = [_INTRODUCTION, _block("ppc", cli.get_help(root))]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        context = command.make_context(name, [], root, resilient_parsing=True, terminal_width=_WIDTH, max_content_width=_WIDTH)
        parts.append(_block(f"ppc {name}", command.get_help(context)))
    return "\n".join(parts)


def _block(title: str, text: str) -> str:
    return f"## {title}\n\n```\n{text.rstrip()}\n```\n"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m ppc.cli.reference FILE")
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
