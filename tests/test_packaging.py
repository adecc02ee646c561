"""What is installed is what is on the disk."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS: dict[str, Any] = PROJECT["tool"]["setuptools"]
FOLDERS: dict[str, str] = SETUPTOOLS["package-dir"]


def folders_with_python() -> set[str]:
    found = set()
    for package, folder in FOLDERS.items():
        for file in (ROOT / folder).rglob("*.py"):
            inside = file.parent.relative_to(ROOT / folder).parts
            found.add(".".join((package, *inside)))
    return found


def test_the_list_of_packages_is_the_disk() -> None:
    listed = SETUPTOOLS["packages"]
    assert len(listed) == len(set(listed)), "a package is listed twice"
    assert set(listed) == folders_with_python()


def test_every_folder_is_a_regular_package() -> None:
    missing = [p for p in SETUPTOOLS["packages"] if not (folder_of(p) / "__init__.py").is_file()]
    assert missing == [], "these need an __init__.py"


def folder_of(package: str) -> Path:
    top = ".".join(package.split(".")[:2])
    return ROOT.joinpath(FOLDERS[top], *package.split(".")[2:])


def test_files_that_are_not_python_are_package_data() -> None:
    data = SETUPTOOLS["package-data"]
    lost = []
    for package in SETUPTOOLS["packages"]:
        for file in folder_of(package).iterdir():
            if not file.is_file() or file.suffix in (".py", ".pyc", ".nbi", ".nbc"):
                continue
            if not any(fnmatch(file.name, pattern) for pattern in data.get(package, ())):
                lost.append(f"{package}: {file.name}")
    assert lost == [], "an installed ppc would not have these: name them in package-data"


def test_every_pattern_of_package_data_matches_a_file() -> None:
    for package, patterns in SETUPTOOLS["package-data"].items():
        for pattern in patterns:
            assert any(folder_of(package).glob(pattern)), f"{package}: {pattern} matches nothing"


@pytest.mark.parametrize("package", sorted(FOLDERS))
def test_type_checkers_see_the_same_tree(package: str) -> None:
    link = ROOT / ".typing" / "ppc" / package.removeprefix("ppc.")
    assert link.is_symlink()
    assert link.resolve() == (ROOT / FOLDERS[package]).resolve()


def test_the_links_for_type_checkers_are_the_folders() -> None:
    names = {p.name for p in (ROOT / ".typing" / "ppc").iterdir()}
    assert {f"ppc.{name}" for name in names} == set(FOLDERS)


def test_every_dependency_is_pinned_in_the_constraints() -> None:
    project = PROJECT["project"]
    groups = project["optional-dependencies"]
    tested = ("dev", "onnx", "plot", "video", "classic")
    wanted = [*project["dependencies"], *(d for group in tested for d in groups[group])]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower() for line in lines if line and not line.startswith("#")}
    missing = [d for d in wanted if d.split(">")[0].lower() not in pinned]
    assert missing == []


def test_constraints_are_exact_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    loose = [line for line in lines if line and not line.startswith("#") and line.count("==") != 1]
    assert loose == []
