"""What the command line loads to start, its help, and the page made of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_harness import ppc, process

from ppc.cli.main import COMMANDS, cli
from ppc.cli.reference import reference

ROOT = Path(__file__).parents[2]
HEAVY = ("numba", "llvmlite", "gymnasium", "numpy", "onnx", "onnxruntime", "cma", "openai", "rich", "jinja2", "imageio")


def loaded_by(*arguments: str) -> set[str]:
    """The heavy packages in the process after ``ppc`` ran with ``arguments``."""
    script = f"""
import sys
from ppc.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
print("loaded:", *(m for m in {HEAVY!r} if m in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    last = done.stdout.splitlines()[-1]
    assert last.startswith("loaded:")
    return set(last.split()[1:])


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("--help") == set()


def test_the_probe_notices_what_is_loaded() -> None:
    assert "numpy" in loaded_by("targets")


def test_help_of_every_command_loads_nothing_heavy() -> None:
    script = f"""
import sys
from ppc.cli.main import COMMANDS, main
for name in COMMANDS:
    try:
        main([name, "--help"])
    except SystemExit as end:
        assert end.code == 0, (name, end.code)
print("loaded:", *(m for m in {HEAVY!r} if m in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_the_page_is_the_help() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(), "write it again: python -m ppc.cli.reference docs/cli.md"


def test_help_lists_every_command() -> None:
    shown = ppc("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in shown


def command_of(name: str) -> click.Command:
    found = cli.get_command(cli.make_context("ppc", [], resilient_parsing=True), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_the_table_says(name: str) -> None:
    found = command_of(name)
    assert found.name == name
    assert (found.help or "").splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_explained(name: str) -> None:
    found = command_of(name)
    for parameter in found.params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), f"{name} {parameter.opts[0]} has no help"
    assert any("--json" in p.opts for p in found.params), f"{name} has no --json"


def test_the_version() -> None:
    done = ppc("--version")
    assert done.exit_code == 0 and done.stdout.startswith("ppc ")


def test_as_a_module(tmp_path: Path) -> None:
    done = process("targets", cwd=tmp_path)
    assert done.exit_code == 0 and "numba" in done.stdout and done.stderr == ""


@pytest.mark.parametrize(("typed", "meant"), [("evl", "eval"), ("exprt", "export"), ("benhc", "bench")])
def test_a_misspelt_command(typed: str, meant: str) -> None:
    done = ppc(typed)
    assert done.exit_code == 2 and f"did you mean {meant}" in done.stderr
