"""``docs/diagnostics.md`` is what the compiler says now, and ``ppc explain`` shows its sections."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ppc.cli.main import main
from ppc.compiler.diagnostics.catalogue import RULES
from ppc.compiler.diagnostics.fault_rules import FAULT_RULES
from ppc.compiler.diagnostics.pages import UnknownCode, document, find, names, shown

PAGE = Path(__file__).parent.parent.parent / "docs" / "diagnostics.md"


def explain(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["explain", *arguments])
    out, err = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, out, err


def test_the_page_is_current() -> None:
    current = PAGE.read_text(encoding="utf-8")
    assert document() == current, "python -m ppc.compiler.diagnostics.pages docs/diagnostics.md writes it again"


def test_the_page_has_a_section_for_every_name() -> None:
    heads = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert heads == names() == [*RULES, *FAULT_RULES]


def test_every_example_is_followed_by_what_the_compiler_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = re.split(r"^### ", text, flags=re.MULTILINE)[1 : len(RULES) + 1]
    for r, section in zip(RULES.values(), sections, strict=True):
        assert (f"{r.severity}[{r.code}]: " in section) == bool(r.example)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PPC301", "PPC301"), ("ppc301", "PPC301"), (" 301 ", "PPC301"), ("int_of_nan", "int_of_nan"),
        ("INT-OF-NAN", "int_of_nan"),
    ],
)  # fmt: skip
def test_find(text: str, name: str) -> None:
    assert find(text).name == name


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("PPC399", "PPC305"), ("309", "PPC305"), ("PPC3O1", "PPC301"), ("int_nan", "int_of_nan"),
        ("zero_div", "zero_division"),
    ],
)  # fmt: skip
def test_similar_names_are_offered(text: str, match: str) -> None:
    with pytest.raises(UnknownCode, match=match) as caught:
        find(text)
    assert match in caught.value.matches


def test_long_lines_and_control_characters_are_not_shown() -> None:
    for name in names():
        for section in find(name).sections:
            assert all(c >= " " or c == "\n" for c in section.text)
            assert not section.code or max(map(len, section.text.splitlines())) <= 110
    assert shown("a\0b\tc\n") == "a\u2400b\u2409c\n"


def test_explain_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = explain(capsys, "PPC502")
    assert (code, err) == (0, "")
    assert out.startswith("PPC502: a float as a discrete action\n")
    assert "for 4 observations and discrete:2" in out
    assert "      return 0.5 * obs[0] + 0.5\n" in out
    assert all(len(line) <= 110 for line in out.splitlines())


def test_explain_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = explain(capsys, "int_of_nan")
    assert code == 0
    assert "Bit 0x0010 of the status word" in out and "ValueError for NaN" in out


def test_explain_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    for name in names():
        code, out, _ = explain(capsys, name, "--json")
        data = json.loads(out)
        assert code == 0 and name in (data.get("code"), data.get("fault"))
    assert data["observation"] == [1.0, 0.0, 0.0, 0.0]


def test_explain_nothing_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = explain(capsys)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == names()
    code, out, _ = explain(capsys, "--json")
    assert [p["name"] for p in json.loads(out)["pages"]] == names()


def test_an_unknown_code_is_one_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = explain(capsys, "PPC309")
    assert (code, out) == (1, "")
    assert err == "error: there is no code or fault 'PPC309'; did you mean PPC304 or PPC305 or PPC306?\n"
    code, out, err = explain(capsys, "xyzzy", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["error"]["kind"] == "unknown_code" and json.loads(out)["error"]["matches"] == []


def test_the_catalogue_is_not_loaded_by_the_compiler() -> None:
    code = "import sys, ppc.compiler, ppc.compiler.policy; print([m for m in sys.modules if m.endswith(('_rules', '.pages'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
