"""A block of text as a program: parsed within bounds, mended where a copy was garbled, completed and named as asked for."""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

from ppc.compiler import budgets
from ppc.compiler.frontend.function_policies import NAMES as FUNCTIONS

CALL = {"Policy": "method act(self, obs)", "Feedback": "methods reset(self), step(self, obs, action, reward) and summary(self)"}
"""Class that may be asked for -> what makes it one, in words."""
_METHODS = {"Policy": "act", "Feedback": "summary"}
_TYPOGRAPHY = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "″": '"', "‘": "'", "’": "'", "′": "'", "−": "-", "–": "-", "‑": "-", "×": "*",
        "≤": "<=", "≥": ">=", "≠": "!=", "\u00a0": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
        "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None, "\u2060": None,
    }
)  # fmt: skip
_BUILT_IN = frozenset(dir(builtins))


@dataclass
class Candidate:
    """``rank`` says how much of what was asked for is in it: 0 nothing, 1 a text that does not parse, 2 a function, 3 a class
    of another name, 4 the class. ``tree`` is None for what does not parse; ``size`` is in bytes."""

    text: str
    size: int
    rank: int = 0
    tree: ast.Module | None = None
    notes: list[str] = field(default_factory=list)
    found: ast.ClassDef | ast.FunctionDef | ast.Assign | None = None


def candidate_of(text: str, class_name: str) -> Candidate:
    """Looks for class ``class_name`` in ``text``, or for what stands for it."""
    made = Candidate(text.strip("\n") + "\n", len(text.encode("utf-8", "surrogatepass")))
    if not re.search(r"\b(?:class|def)\s", text):
        made.tree = parse(made.text) if made.size <= budgets.SOURCE_BYTES else None
        return made
    promising = re.search(rf"^[ \t]*class\s+{class_name}\b", text, re.MULTILINE) or re.search(
        rf"\bdef\s+{_METHODS[class_name]}\b", text
    )
    if made.size > budgets.SOURCE_BYTES:
        made.rank = 1 if promising else 0
        return made
    _parse_mended(made)
    if made.tree is None:
        made.rank = 1 if promising else 0
        return made
    made.found, made.rank = _wanted_class(made.tree, class_name)
    if made.found is None and class_name == "Policy":
        made.found = _bare_function(made.tree)
        made.rank = 2 if made.found is not None else 0
    return made


def parse(text: str) -> ast.Module | None:
    """The tree; None for what does not parse, or is nested deeper than the compiler takes."""
    if "\0" in text or _depth(text) > budgets.BRACKET_DEPTH:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return None


def _depth(text: str) -> int:
    """How deep brackets are open at most; those in strings count as well."""
    depth = most = 0
    for bracket in re.finditer(r"[()\[\]{}]", text):
        depth = depth + 1 if bracket[0] in "([{" else max(depth - 1, 0)
        most = max(most, depth)
    return most


def _parse_mended(made: Candidate) -> None:
    """Parses; where that fails, undoes what copying through chat windows does to programs."""
    original = made.text
    for mend, note in (
        (lambda t: t, ""),
        (textwrap.dedent, "indentation of the whole program removed"),
        (lambda t: _unquoted(textwrap.dedent(t)), "marks of quotation or prompts at the lines' beginnings removed"),
        (lambda t: textwrap.dedent(t).translate(_TYPOGRAPHY), "typographic characters replaced"),
        (lambda t: textwrap.dedent(t).translate(_TYPOGRAPHY).expandtabs(4), "tabs replaced by four spaces"),
        (lambda t: textwrap.dedent(t).expandtabs(8), "tabs replaced by eight spaces"),
    ):
        text = mend(original)
        if note and text == original:
            continue
        made.tree = parse(text)
        if made.tree is not None:
            made.text = text
            made.notes += [note] if note else []
            return


def _unquoted(text: str) -> str:
    """Without ``>>>`` and ``...`` of a console, or ``>`` of a quotation, where every line has one."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if not filled or not all(re.match(r"(?:>>>|\.\.\.|>)(?: |$)", line) for line in filled):
        return text
    return "\n".join(re.sub(r"^(?:>>>|\.\.\.|>) ?", "", line) for line in lines)


def _classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    return {s.name: s for s in tree.body if isinstance(s, ast.ClassDef)}


def _has(cls: ast.ClassDef, method: str, classes: dict[str, ast.ClassDef]) -> bool:
    """Whether ``cls`` or a base of it in the same text has ``method``."""
    waiting, seen = [cls], set[str]()
    while waiting:
        one = waiting.pop()
        if one.name in seen:
            continue
        seen.add(one.name)
        if any(isinstance(s, ast.FunctionDef) and s.name == method for s in one.body):
            return True
        waiting += [classes[b.id] for b in one.bases if isinstance(b, ast.Name) and b.id in classes]
    return False


def _wanted_class(tree: ast.Module, class_name: str) -> tuple[ast.ClassDef | None, int]:
    classes = _classes(tree)
    able = [c for c in classes.values() if _has(c, _METHODS[class_name], classes)]
    if class_name in classes:
        # Without the method the class is incomplete or only a base; the compiler knows what to say.
        own = classes[class_name]
        return (own, 4) if own in able or not able else (own, 3)
    return (able[-1], 3) if able else (None, 0)


def _bare_function(tree: ast.Module) -> ast.FunctionDef | ast.Assign | None:
    """A function that is named like a policy, or the assignment of one that another function makes."""
    functions = {s.name: s for s in tree.body if isinstance(s, ast.FunctionDef)}
    for name in FUNCTIONS:
        if name in functions and len(_required(functions[name])) in (1, 2):
            return functions[name]
    made = {_target(s): s for s in tree.body if isinstance(s, ast.Assign) and isinstance(s.value, ast.Call | ast.Lambda)}
    return next((made[name] for name in FUNCTIONS if name in made), None)


def _target(statement: ast.Assign) -> str:
    target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _required(function: ast.FunctionDef) -> list[str]:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return [a.arg for a in arguments[: len(arguments) - len(function.args.defaults)]]


def is_stub(candidate: Candidate) -> bool:
    """Whether the class's method is left out (``...`` or ``pass``), as where only a change is shown."""
    if not isinstance(candidate.found, ast.ClassDef):
        return False
    bodies = [s.body for s in candidate.found.body if isinstance(s, ast.FunctionDef) and s.name in _METHODS.values()]
    return bool(bodies) and all(
        isinstance(s, ast.Pass) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)) for b in bodies for s in b
    )


def finish(before: Sequence[Candidate], chosen: Candidate, class_name: str) -> tuple[str, list[str]]:
    """The program of ``chosen``, with the blocks ``before`` it that it needs, its class called ``class_name``; and notes."""
    notes = list(chosen.notes)
    source = chosen.text
    found, tree = chosen.found, chosen.tree
    if tree is None or found is None:
        return source, notes
    if isinstance(found, ast.FunctionDef | ast.Assign):
        name = found.name if isinstance(found, ast.FunctionDef) else _target(found)
        needs_self = "self, " if isinstance(found, ast.FunctionDef) and len(_required(found)) == 2 else ""
        source += f"\n\nclass Policy:\n    def act(self, obs):\n        return {name}({needs_self}obs)\n"
        if any(isinstance(s, ast.FunctionDef) and s.name == "reset" and not _required(s) for s in tree.body):
            source += "\n    def reset(self):\n        reset()\n"
        notes.append(f"function {name} wrapped into class Policy")
    elif found.name != class_name and class_name not in _classes(tree):
        source = _renamed(source, tree, found.name, class_name)
        notes.append(f"class {found.name} renamed to {class_name}")
    helpers = _needed(before, tree, class_name)
    if helpers:
        joined = "\n\n".join([*(h.text.strip("\n") for h in helpers), source])
        if len(joined.encode("utf-8", "surrogatepass")) <= budgets.SOURCE_BYTES and parse(joined) is not None:
            return joined, [*notes, f"joined with {len(helpers)} block{'s' if len(helpers) > 1 else ''} before it"]
    return source, notes


def _renamed(source: str, tree: ast.Module, old: str, new: str) -> str:
    """``source`` with the class ``old`` called ``new`` wherever it is meant."""
    lines = [line.encode("utf-8", "surrogatepass") for line in re.split(r"(?<=\n)", source)]
    places: set[tuple[int, int]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == old:
            places.add((node.lineno, node.col_offset))
        elif isinstance(node, ast.ClassDef) and node.name == old:
            head = re.compile(rb"class\s+").match(lines[node.lineno - 1], node.col_offset)
            if head is not None:
                places.add((node.lineno, head.end()))
    size = len(old.encode())
    for number, column in sorted(places, reverse=True):
        line = lines[number - 1]
        if line[column : column + size] == old.encode():
            lines[number - 1] = line[:column] + new.encode() + line[column + size :]
    return b"".join(lines).decode("utf-8", "surrogatepass")


def _needed(before: Sequence[Candidate], tree: ast.Module, class_name: str) -> list[Candidate]:
    """The blocks that define what ``tree`` reads and does not define, in the order of the text."""
    missing = _read(tree) - _bound(tree)
    chosen: list[Candidate] = []
    for one in reversed(before):
        if one.tree is None or not missing:
            continue
        given = _top(one.tree)
        if not given & missing or class_name in given:
            continue
        chosen.insert(0, one)
        missing = (missing | (_read(one.tree) - _bound(one.tree))) - given
    return chosen


def _read(tree: ast.Module) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)} - _BUILT_IN


def _bound(tree: ast.Module) -> set[str]:
    """Every name that is given a value anywhere."""
    names = _top(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


def _top(tree: ast.Module) -> set[str]:
    """Names that a text defines at its top level."""
    names: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            names |= {(a.asname or a.name).partition(".")[0] for a in statement.names}
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names |= {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return names


__all__ = ["CALL", "Candidate", "candidate_of", "finish", "is_stub", "parse"]
