"""The documentation is true where a machine can tell: links, commands, examples that run, parts that repeat the code."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from ppc.cli.main import cli

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = sorted((ROOT / "examples").rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to headings."""
    heads = re.findall(r"^#+ +(.*)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"^[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        if not found.exists() or (anchor and anchor not in anchors(found.read_text(encoding="utf-8"))):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_fences_are_closed(page: Path) -> None:
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("```")]
    assert len(lines) % 2 == 0
    assert all(line == "```" for line in lines[1::2])


def commands(text: str) -> list[list[str]]:
    """The words of each ``ppc`` command in shell fences, comments left out, continued lines joined."""
    found = []
    for language, body in FENCE.findall(text):
        if language.split()[:1] in (["sh"], ["bash"]):
            for line in body.replace("\\\n", " ").splitlines():
                words = shlex.split(line.removeprefix("$ "), comments=True)
                found += [words[1:]] if words[:1] == ["ppc"] else []
    return found


def wrong(words: list[str]) -> str | None:
    """What the command line would not accept; nothing is run."""
    context = cli.make_context("ppc", [], resilient_parsing=True)
    command = cli.get_command(context, words[0]) if words else None
    if command is None:
        return f"ppc {' '.join(words)}: no such command"
    try:
        command.make_context(words[0], words[1:], parent=context)
    except click.exceptions.Exit:
        return None
    except click.UsageError as error:
        return f"ppc {' '.join(words)}: {error.format_message()}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_exist_with_their_options(page: Path) -> None:
    assert [w for c in commands(page.read_text(encoding="utf-8")) if (w := wrong(c))] == []


def test_commands_in_examples_exist() -> None:
    lines = [
        shlex.split(line.strip())[1:]
        for path in [*EXAMPLES, ROOT / "examples" / "loop_posix.c"]
        for line in path.read_text(encoding="utf-8").replace(" * ", "   ").splitlines()
        if line.strip().startswith("ppc ")
    ]
    assert len(lines) >= 3
    assert [w for c in lines if (w := wrong(c))] == []


def test_a_wrong_command_is_noticed() -> None:
    assert commands("```sh\n$ ppc optimise X \\\n  --seed 0  # so\n```\n") == [["optimise", "X", "--seed", "0"]]
    assert wrong(["optimise", "CartPole-v1"])
    assert wrong(["optimize", "CartPole-v1", "--sead", "0"])
    assert wrong(["optimize", "CartPole-v1", "--seed", "0"]) is None


def runnable() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            if match[1] == "python run":
                found.append((f"{name(page)}:{text.count(chr(10), 0, match.start()) + 1}", match[2]))
    return found


@pytest.mark.parametrize(("place", "code"), runnable())
def test_examples_run(place: str, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_readme_and_the_tutorial_have_examples_that_run() -> None:
    assert {place.split(":")[0] for place, _ in runnable()} >= {"README.md", "docs/tutorial.md", "docs/tasks.md"}


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=name)
def test_generated_parts_are_current(page: Path, generator: ModuleType) -> None:
    text = page.read_text(encoding="utf-8")
    assert generator.generated(text) == text, "run make docs"


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [(page.parent / t.partition("#")[0]).resolve() for t in LINK.findall(page.read_text(encoding="utf-8"))]
    lost = [name(p) for p in (ROOT / "docs").rglob("*.md") if p not in reached]
    assert lost == []


def test_the_tutorial_shows_the_policy_that_it_names() -> None:
    source = (ROOT / "examples" / "policies" / "cartpole_pd.py").read_text(encoding="utf-8")
    body = source[source.index("class Policy") :]
    assert body in (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
