"""The tree holds nothing of the machine that it was written on, and the product executes no text."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCT = ("compiler", "envs", "targets", "promptpo", "cli")
NOT_OURS = {
    ".git", ".venv", "venv", "build", "dist", "runs", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    ".hypothesis", ".numba_cache",
}  # fmt: skip
BINARY = {".onnx", ".png", ".nbi", ".nbc", ".pyc", ".npy", ".npz", ".mp4", ".xz"}

# Put together from parts, so that this file does not hold what it looks for.
MACHINE = re.compile("(?<![\\w./-])/(" + "|".join(("work", "root", "home", "Users", "opt", "private")) + ")/" + "[\\w.-]+")
INDEX = re.compile("|".join(("pypi\\" + ".org", "python" + "hosted", "--" + "index-url", "--extra-" + "index")))
EXECUTES = {"exec", "eval", "compile", "__import__", "execfile"}
EXECUTING_MODULES = {"runpy", "code", "codeop", "marshal", "pickle", "imp"}


def text_files() -> Iterator[Path]:
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in NOT_OURS and not f.endswith(".egg-info")]
        for name in files:
            path = Path(folder, name)
            if path.suffix not in BINARY and not path.is_symlink():
                yield path


def places(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    return found


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert places(MACHINE) == []


def test_no_file_names_a_package_index() -> None:
    assert places(INDEX) == []


@pytest.mark.parametrize("text", ["open('/" + "home/me/x.py')", "see /" + "root/notes", " '/" + "work/main'"])
def test_machine_paths_are_noticed(text: str) -> None:
    assert MACHINE.search(text)


@pytest.mark.parametrize("text", ["a/work/b", "https://host/home/x", "/usr/bin/env python", "work/ is done"])
def test_other_paths_are_not(text: str) -> None:
    assert MACHINE.search(text) is None


def executed(text: str) -> list[str]:
    """Calls in Python ``text`` that run text or bytes as a program."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else ""
            if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "builtins":
                name = function.attr
            if name in EXECUTES:
                found.append(f"line {node.lineno}: {name}()")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found += [f"line {node.lineno}: import {m}" for m in modules if m.split(".")[0] in EXECUTING_MODULES]
    return found


def test_the_product_executes_no_text() -> None:
    found = []
    for folder in PRODUCT:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found += [f"{path.relative_to(ROOT)} {what}" for what in executed(path.read_text(encoding="utf-8"))]
    # Its unpickler makes nodes of the IR and plain values, and nothing else: test_function_cache.py plants others.
    allowed = r"compiler/frontend/library/function_cache\.py line \d+: import pickle"
    assert [f for f in found if not re.fullmatch(allowed, f)] == []


def test_templates_execute_no_text() -> None:
    for folder in PRODUCT:
        for path in (ROOT / folder).rglob("*.jinja"):
            assert not re.search(r"\b(exec|eval|__import__)\s*\(", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize(
    "text", ["exec(source)", "x = eval('1')", "compile(s, 'f', 'exec')", "import pickle", "import builtins\nbuiltins.exec(s)"]
)
def test_execution_is_noticed(text: str) -> None:
    assert executed(text)


def test_methods_of_these_names_are_not_execution() -> None:
    assert executed("import re\nre.compile('a')\npolicy.eval(3)") == []
