"""A sample of the export campaign (tests/campaigns/export_agreement.py): exports give the reference's bits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = [
    ("t08_swimmer_a2", ["c", "onnx"]),
    ("t04_acrobot_a1", ["c", "numba"]),
]


@pytest.mark.parametrize(("name", "targets"), SAMPLE)
def test_exports_of_a_policy_agree_with_the_interpreter(name: str, targets: list[str]) -> None:
    command = [sys.executable, "-m", "tests.campaigns.export_agreement", "--only", name, "--steps", "4000"]
    command += ["--interpreter-seconds", "0.2", "--no-digests", "--targets", *targets]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert f"equal   {name}" in done.stdout
