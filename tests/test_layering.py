"""Imports go one way: compiler <- envs, targets <- promptpo <- cli."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "compiler": set[str](),
    "envs": {"compiler"},
    "targets": {"compiler"},
    "promptpo": {"compiler", "envs", "targets"},
    "cli": {"compiler", "envs", "targets", "promptpo"},
}
DOTTED = re.compile(r"^ppc\.(?!toml$)(\w+)(\.|$)")  # ppc.toml is a file


def violations(text: str, path: Path) -> Iterator[str]:
    """What is wrong with the imports of a product file; ``path`` is relative to the repository."""
    own = path.parts[0]
    allowed = MAY_IMPORT[own] | {own}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            if node.level > len(path.parts) - 1:
                yield f"{path}:{node.lineno}: a relative import leaves {own}/"
            continue
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [f"ppc.{alias.name}" for alias in node.names] if module == "ppc" else [module]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # Modules that are loaded by name when they are needed obey the same rule.
            names = [node.value] if DOTTED.match(node.value) else []
        line = getattr(node, "lineno", 0)
        for name in names:
            top = name.split(".")[0]
            if top in MAY_IMPORT:
                yield f"{path}:{line}: {name} is not importable when installed: write ppc.{name}"
            elif name == "ppc":
                yield f"{path}:{line}: import a folder of ppc, not ppc"
            elif top == "ppc" and name.split(".")[1] not in allowed:
                yield f"{path}:{line}: {own}/ must not know {name}"


def product_files() -> list[Path]:
    return sorted(f.relative_to(ROOT) for folder in MAY_IMPORT for f in (ROOT / folder).rglob("*.py"))


def test_imports_go_downwards() -> None:
    files = product_files()
    assert {f.parts[0] for f in files} == set(MAY_IMPORT)
    found = [v for f in files for v in violations((ROOT / f).read_text(encoding="utf-8"), f)]
    assert found == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("compiler/a.py", "import ppc.envs.task"),
        ("compiler/a.py", "from ppc import envs"),
        ("compiler/ir/a.py", "def f():\n    from ppc.targets import export"),
        ("envs/a.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ppc.promptpo.run import Run"),
        ("targets/a.py", "from ppc.envs import rollout"),
        ("promptpo/a.py", "import ppc.cli.main"),
        ("promptpo/a.py", "import_module('ppc.cli.main')"),
        ("cli/a.py", "import compiler"),
        ("cli/a.py", "from envs.task import Task"),
        ("envs/a.py", "from ..compiler import Signature"),
        ("envs/native/a.py", "from ...compiler import Signature"),
        ("cli/a.py", "import ppc"),
    ],
)
def test_the_rule_can_fail(path: str, text: str) -> None:
    assert list(violations(text, Path(path))), f"{text!r} in {path} went unnoticed"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("compiler/frontend/a.py", "from ppc.compiler.ir import nodes\nfrom .values import Num\nfrom ..ir import ops"),
        ("promptpo/a.py", "import math\nfrom ppc.envs import rollout\nfrom ppc.targets import export"),
        ("targets/a.py", "import_module('ppc.targets.c')"),
        ("cli/a.py", "from ppc import compiler"),
    ],
)
def test_the_rule_lets_good_imports_pass(path: str, text: str) -> None:
    assert list(violations(text, Path(path))) == []
