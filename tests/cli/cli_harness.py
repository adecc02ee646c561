"""Running ``ppc`` in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from ppc.cli.main import cli

PD = """\
class Policy:
    def __init__(self):
        self.kp = 2.0
        self.kd = 0.5

    def act(self, obs):
        u = self.kp * obs[2] + self.kd * obs[3]
        return 1 if u > 0 else 0
"""

SWING = """\
class Policy:
    def __init__(self):
        self.gain = 2.0
        self.last = 0.0

    def act(self, obs):
        self.last = 0.5 * self.last + self.gain * obs[2]
        return [self.last]
"""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout."""
        assert self.stdout.count("\n") == 1 and self.stdout.endswith("\n"), self.stdout
        found = json.loads(self.stdout, parse_constant=_refuse)
        assert isinstance(found, dict)
        return found


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def ppc(*arguments: str | Path) -> Done:
    """In this process."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ppc.cli", *map(str, arguments)]


def process(*arguments: str | Path, cwd: Path, **environment: str) -> Done:
    """In a process of its own."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file and folder below ``folder`` with its content."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else b"/"
        for p in sorted(folder.rglob("*"))
        if "__pycache__" not in p.parts
    }
