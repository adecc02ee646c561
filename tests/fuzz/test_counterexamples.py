"""What some engine once got wrong: every engine gives the reference's bits now."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.fuzz.counterexamples import FOLDER, read
from tests.fuzz.generator import Generated
from tests.fuzz.shrink import shrink
from tests.fuzz.verdicts import FAST, examine

PATHS = sorted(FOLDER.glob("*.py"))


def test_counterexamples_are_right_now() -> None:
    verdicts = examine([read(p) for p in PATHS], ("passes", *FAST))
    for path, verdict in zip(PATHS, verdicts, strict=True):
        assert not verdict.refused, (path.name, verdict.message)
        assert not verdict.wrong, (path.name, verdict.wrong)


def test_counterexamples_of_numba_are_right_now() -> None:
    paths = [p for p in PATHS if "\n# numba" in p.read_text()]
    verdicts = examine([read(p) for p in paths], ("numba",))
    assert verdicts
    for path, verdict in zip(paths, verdicts, strict=True):
        assert not verdict.wrong, (path.name, verdict.wrong)


def test_a_file_without_its_first_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.py").write_text("class Policy:\n    pass\n")
    with pytest.raises(ValueError, match="the first line"):
        read(tmp_path / "p.py")


def test_shrinking_keeps_what_fails_and_drops_the_rest() -> None:
    source = textwrap.dedent("""
        import math

        class Policy:
            def act(self, obs):
                y = math.sin(obs[0] + 1.0)
                for k in range(3):
                    if y > 0.0:
                        y += math.cos(k)
                return y
    """)

    def fails(candidates: Sequence[Generated]) -> list[bool]:
        return ["math.cos" in c.source for c in candidates]

    small = shrink(Generated(0, source, "box:1", False), fails)
    assert "math.cos" in small.source
    assert "sin" not in small.source
    assert len(small.source) < 80
