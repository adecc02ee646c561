"""Which parts of the language a policy uses, read off its text, and which of them each row of docs/language.md asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from ppc.compiler.faults import names

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
_STATEMENTS = {
    ast.Assign: "assignment", ast.AugAssign: "augmented assignment", ast.NamedExpr: "walrus", ast.If: "if", ast.For: "for",
    ast.While: "while", ast.Match: "match", ast.Yield: "yield", ast.YieldFrom: "yield from", ast.Raise: "raise",
        ast.Nonlocal: "nonlocal", ast.Break: "break", ast.Continue: "continue", ast.Assert: "assert", ast.Lambda: "lambda",
    ast.IfExp: "conditional expression", ast.ListComp: "comprehension", ast.GeneratorExp: "generator expression",
    ast.Starred: "starred", ast.MatMult: "@", ast.Pow: "**", ast.FloorDiv: "//", ast.Mod: "%", ast.Tuple: "tuple",
    ast.List: "list", ast.Dict: "dictionary", ast.Set: "set", ast.BitAnd: "&", ast.LShift: "<<", ast.BoolOp: "and/or",
        ast.Slice: "slice",
}  # fmt: skip


def features(source: str, status: int = 0) -> set[str]:
    """Tags of the policy ``source``, and of the faults in ``status`` that it raised."""
    tree = ast.parse(source)
    found = {f"fault {name}" for name in names(status)}
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if type(node) in _STATEMENTS:
            found.add(_STATEMENTS[type(node)])
        found.update(_tags(node, modules))
    found.update(_structure(tree))
    return found


def _tags(node: ast.AST, modules: dict[str, str]) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            for alias in aliases:
                modules[alias.asname or alias.name] = {"numpy": "np"}.get(alias.name, alias.name)
                yield f"module {alias.name}"
        case ast.ImportFrom(module=module):
            yield f"module {module}"
        case ast.Call(func=ast.Name(id=name)):
            yield f"built in {name}"
            if name == "round" and len(node.args) == 2:
                yield "round of digits"
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if not _is_module(value, modules):
            yield f"method {name}"
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in modules:
            yield f"{modules[name]}.{attr}"
            if name == "random":
                yield f"method {attr}"
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=name), attr=inner), attr=attr) if name in modules:
            yield f"{modules[name]}.{inner}.{attr}"
            if inner == "random":
                yield f"method {attr}"
        case ast.Assign(targets=[ast.Tuple()]):
            yield "unpacking"
        case ast.For(orelse=[_, *_]) | ast.While(orelse=[_, *_]):
            yield "else of a loop"
        case ast.Try():
            yield "try"
            yield from ["finally"] * bool(node.finalbody) + ["else of try"] * bool(node.orelse)
        case ast.Constant(value=None):
            yield "None"
        case ast.Constant(value=value):
            yield f"literal {type(value).__name__}"
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=value)):
            yield f"** {value}"
        case ast.BinOp(op=ast.Pow(), left=ast.Constant(value=int()) | ast.UnaryOp()):
            yield "** n"
        case ast.Subscript(value=ast.Dict()):
            yield "dictionary as a table"
        case ast.Subscript(slice=ast.Compare() | ast.UnaryOp(op=ast.Invert())):
            yield "mask"
        case ast.Subscript(slice=ast.Tuple()):
            yield "two dimensions"


def _is_module(value: ast.expr, modules: dict[str, str]) -> bool:
    if isinstance(value, ast.Attribute):
        value = value.value
    return isinstance(value, ast.Name) and value.id in modules


def _structure(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            named = "class *Policy" if node.name.endswith("Policy") else "other class"
            yield "class Policy" if node.name == "Policy" else named
            if node.bases:
                base = ast.unparse(node.bases[0])
                yield f"base {base}" if base in ("Enum", "NamedTuple", "Exception") else "base class"
            for function in node.body:
                if isinstance(function, ast.FunctionDef):
                    special = function.name in ("reset", "act") or function.name.startswith("__")
                    yield f"def {function.name}" if special else "method"
        for decorator in getattr(node, "decorator_list", ()):
            yield f"decorator {ast.unparse(decorator)}"
        if isinstance(node, ast.FunctionDef):
            if any(isinstance(inner, ast.FunctionDef) for inner in ast.walk(node) if inner is not node):
                yield "nested function"
            if any(isinstance(inner, ast.Return) for statement in node.body[:-1] for inner in ast.walk(statement)):
                yield "early return"
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield "function of the module"
        if isinstance(statement, ast.Assign):
            yield "constant of the module"


# How the first cell of a row begins -> the tags that it asks for; of a row of names, what comes before each name.
ROWS: dict[str, tuple[str, ...]] = {
    "which class": ("class Policy", "class *Policy"),
    "`__init__(self)`": ("def __init__",),
    "`reset(self)`": ("def reset",),
    "`act(self, obs)`": ("def act",),
    "helpers": ("method", "decorator staticmethod", "decorator classmethod", "decorator property", "decorator gain.setter",
    "def __add__",
                "def __len__", "def __getitem__", "other class", "base class", "decorator dataclass", "base NamedTuple",
                "base Enum",
                "function of the module", "constant of the module", "lambda", "nested function", "nonlocal"),
    "modules": ("module math", "module numpy", "module random", "module collections", "module heapq", "module bisect",
    "module itertools",
                "module functools", "module operator", "module statistics", "module copy", "module enum",
                "module dataclasses", "module abc",
                "module typing"),
    "assignment, augmented assignment, unpacking, `:=`": ("assignment", "augmented assignment", "unpacking", "walrus",
    "nonlocal"),
    "`match`": ("match",),
    "`try`": ("try", "finally", "else of try", "raise", "base Exception"),
    "`yield`": ("yield", "yield from"),
    "`if`, `for`, `while`, `break`, `continue`, `else` of loops": ("if", "for", "while", "break", "continue", "else of a loop",
                                                                   "early return"),
    "`assert` and `print`": ("assert", "built in print"),
    "numbers": ("literal bool", "literal int", "literal float", "//", "%"),
    "arrays": ("np.array", "two dimensions", "mask", "slice"),
    "sequences": ("tuple", "list", "built in range", "literal str"),
    "dictionaries and sets": ("dictionary", "set", "dictionary as a table", "method get", "method add"),
    "objects": ("other class", "built in Filter", "built in Setting"),
    "`None`": ("None",),
    "elementary functions": ("math.sin", "np.exp"),
    "`sum`, `@`, `np.dot`, norms": ("built in sum", "@", "np.dot", "np.linalg.norm"),
    "`x**2`, `x**3` …": ("** 2", "** 3", "** 0.5"),
    "`min`, `max`": ("built in min", "built in max"),
    "`x**n`, `np.power(x, 3)`": ("np.power", "built in pow"),
    "`2**n` of integers": ("** n",),
    "`np.max`": ("np.max", "np.maximum"),
    "`np.sort`, `np.median`": ("np.sort", "np.median"),
    "`in`, `index`": ("method index", "method count"),
    "order of a set": ("built in set",),
    "`round(x)`": ("built in round",),
    "`round(x, n)`": ("round of digits",),
    "`np.polyfit`, `np.linalg`": ("np.polyfit", "np.linalg.solve", "np.linalg.inv"),
    "random numbers": ("random.Random", "np.random.RandomState", "np.random.default_rng"),
    "`index`": ("fault index",),
    "`zero_division`": ("fault zero_division",),
    "`domain`, `overflow`": ("fault domain", "fault overflow"),
    "`int_of_nan`": ("fault int_of_nan",),
    "`capacity`": ("fault capacity",),
    "`loop_bound`": ("fault loop_bound",),
    "`absent`, `unassigned`, `key`, `value`": ("fault absent", "fault unassigned", "fault key", "fault value"),
    "`action_range`, `action_nan`": ("fault action_range", "fault action_nan"),
    "`action_clipped_infinity`": ("fault action_clipped_infinity",),
}  # fmt: skip
NAMED = {
    "built in": "built in ", "`math`": "math.", "`numpy`": "np.", "methods of arrays": "method ",
    "`random`, `random.Random`": "method ",
    "`np.random`, `np.random.RandomState`": "method ", "`np.random.default_rng`": "method ",
}  # fmt: skip
BEYOND = {"method ptp"}  # NumPy 2 has this method no more
HEADS = ("", "---", "accepted", "where", "fault")


def asked(page: str) -> dict[str, tuple[str, ...]]:
    """Row -> the tags that it asks for, for every row of every table of ``page``. KeyError for a row that is not known here."""
    found: dict[str, tuple[str, ...]] = {}
    for line in page.splitlines():
        if not line.startswith("|"):
            continue
        first, second = (cell.strip() for cell in line.strip("|").split(" | ")[:2]) if " | " in line else ("---", "")
        if first.strip("- ") == "" or first in HEADS:
            continue
        if first in NAMED:
            found[first] = tuple({NAMED[first] + name for name in re.findall(r"`([\w.]+)`", second)} - BEYOND)
        else:
            known = [key for key in ROWS if first.startswith(key)]
            if not known:
                raise KeyError(f"nothing is known of the row {first!r}: say in ROWS which features it asks for")
            found[first] = ROWS[max(known, key=len)]
    return found
