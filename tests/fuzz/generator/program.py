"""The skeleton of a policy: imports, helpers, fields, ``__init__``, ``reset``, methods and ``act``."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.fuzz.generator import library
from tests.fuzz.generator import rare as _rare  # noqa: F401  (adds its forms)
from tests.fuzz.generator import statements as _statements
from tests.fuzz.generator.containers import KEYS, MODES, WORDS
from tests.fuzz.generator.core import BOOL, FLOAT, INT, OBSERVED, PRODUCTIONS, Callee, Core, Features, Kind, Name

ACTIONS = ("box:1", "box:1[-2,2]", "box:3", "box:2[-1,1.5]", "box:4", "discrete:2", "discrete:5", "box:1", "box:2")
IMPORTS = """\
import heapq
import math
import random
from collections import deque
from dataclasses import dataclass
from enum import Enum

import numpy as np
"""
HELPERS = """
class Mode(Enum):
    IDLE = 0
    RUN = 1
    HOLD = 2
    STOP = 5


@dataclass
class Setting:
    gain: float = {gain}
    bias: float = {bias}


class Base:
    LIMIT = {limit}

    def bounded(self, x):
        return max(-self.LIMIT, min(self.LIMIT, x))


class Filter(Base):
    def __init__(self, gain, level=0.0):
        self.gain = gain
        self.level = level
        self.y = 0.0

    def update(self, x):
        self.y += self.gain * (self.bounded(x) - self.y)
        return self.y

    @property
    def doubled(self):
        return 2.0 * self.y

    @staticmethod
    def mixed(a, b=0.5):
        return 0.75 * a - b
"""


@dataclass(frozen=True)
class Generated:
    """A random policy: ``source`` compiles for ``OBSERVED`` numbers and the action space ``action``.

    A ``wild`` one overflows integers and faults at will.
    """

    seed: int
    source: str
    action: str
    wild: bool


def action_kind(action: str, form: str) -> Kind:
    """The kind of what ``act`` returns; every ``return`` of a policy has the same ``form``, a template of its elements."""
    space, size = action.split("[")[0].split(":")
    return Kind("action", (), (space, int(size), form))


@PRODUCTIONS.add("action", 1, leaf=True)
def an_action(g: Core, depth: int, kind: Kind) -> str:
    space, n, form = kind.detail
    if space == "discrete":
        if n == 2 and g.chance(0.5):
            return g.one(lambda: g.b(depth + 1), lambda: f"(1 if {g.b(depth + 1)} else 0)", lambda: f"int({g.b(depth + 1)})")
        if g.risky():
            return g.i(depth)
        numbers = ", ".join(["{f}"] * n)
        template = g.pick("{i} % {n}", "({at} if {b} else {at})", "max(0, min({n} - 1, {i}))", f"int(np.argmax([{numbers}]))")
        return g.fill(template, depth + 1, (n,))
    if form == "vector":
        return g.vector(n, depth + 1)
    return str(form.format(", ".join(g.f(depth) for _ in range(n))))


def everything(g: Core, kind: Kind) -> str:
    """An action that tells of as much as possible of what is in scope."""
    space, n, form = kind.detail
    shown: list[str] = []
    for name in g.scope:
        shown += [form.format(name.text) for form in {
            "float": ["{}", "(-{})"], "int": ["0.25 * {}"], "bool": ["float({})"], "vector": ["np.sum({})", "{}[-1]"],
            "mask": ["np.sum({})"],
            "matrix": ["{}[-1, 0]", "{}.sum()"], "list": ["sum({})"], "ints": ["0.125 * sum({})"], "deque": ["sum({})"],
            "growing": ["sum({})"], "map": ["sum({}.values())"], "set": ["float(len({}))"], "filter": ["{}.y"],
            "heap": ["len({})"],
            "mode": ["0.5 * {}.value"], "optional": ["(0.5 if {0} is None else {0})"], "tuple": ["{}[0]"],
            "dict": ["max({}.values())"],
        }.get(name.kind.tag, [])]  # fmt: skip
    if space == "discrete" or not shown:
        return g.expr(kind, 3)
    parts = [" + ".join([g.pick(*shown) for _ in range(g.whole(1, 3))] + shown[-1:]) for _ in range(n)]
    return ("np.array([{}])" if form == "vector" else form).format(", ".join(parts))


# --- fields ----------------------------------------------------------------------------------------------


_RANDOM = ("random", "generator", "randomstate", "seeded")


def _field(g: Core, tag: str = "") -> None:
    """Binds a field in ``__init__``, of a kind that is picked unless ``tag`` says it."""
    tag = tag or g.pick(
        "float", "float", "float", "int", "int", "bool", "vector", "vector", "matrix", "list", "ints", "deque", "growing",
        "growing", "map",
        "map", "set", "heap", *_RANDOM, "dict", "mode", "word", "optional", "filter",
        "filters",
        "tuple", "setting", "derived",
    )  # fmt: skip
    name, n = f"self.{g.fresh(tag[0])}", g.pick(2, 3, 4, 6, 17)
    if tag in ("float", "int", "bool"):
        kind = {"float": FLOAT, "int": INT, "bool": BOOL}[tag]
        value = {"float": g.number(), "int": str(g.whole(-5, 12)), "bool": g.pick("True", "False")}[tag]
        g.put(f"{name} = {value}")
        g.declare(name, kind, assignable=g.chance(0.8))
    elif tag == "vector":
        given = f"np.array([{', '.join(g.number() for _ in range(n))}])"
        value = g.one(lambda: f"np.zeros({n})", lambda: given, lambda: g.vector(n, 2))
        g.put(f"{name} = {_statements.own(value)}")
        g.declare(name, Kind("vector", (n,)), mutable=g.chance(0.7))
    elif tag == "matrix":
        size = g.pick((2, 2), (3, 3), (2, 3), (4, 5))
        g.put(f"{name} = {_statements.own(g.matrix(*size, 2))}")
        g.declare(name, Kind("matrix", size), mutable=g.chance(0.5))
    elif tag in ("list", "ints"):
        n = min(n, 6)
        g.put(f"{name} = [{', '.join(g.number() if tag == 'list' else str(g.whole(-3, 9)) for _ in range(n))}]")
        g.declare(name, Kind(tag, (n,)), mutable=g.chance(0.7))
    elif tag == "deque":
        g.put(f"{name} = deque({g.pick('', f'[{g.number()}], ', '[0.0] * 3, ')}maxlen={g.whole(3, 6)})")
        g.declare(name, Kind("deque"))
    elif tag in ("growing", "heap", "map"):
        g.put(f"{name} = {'{}' if tag == 'map' else '[]'}")
        g.declare(name, Kind(tag, (g.whole(3, 9),) if tag == "map" else ()))
    elif tag == "set":
        g.put(f"{name} = set()")
        g.declare(name, Kind("set", (g.whole(3, 9),)))
    elif tag == "dict":
        keys = g.pick(KEYS, (0, 1, 2), (0, 1, 2, 3, 4))
        g.put(f"{name} = {{{', '.join(f'{k!r}: {g.number()}' for k in keys)}}}")
        g.declare(name, Kind("dict", (), keys))
    elif tag in ("mode", "word", "optional"):
        value = {"mode": f"Mode.{g.pick(*MODES)}", "word": repr(g.pick(*WORDS)), "optional": "None"}[tag]
        g.put(f"{name} = {value}")
        g.declare(name, Kind(tag))
    elif tag == "filter":
        g.put(f"{name} = Filter({g.number()}{g.pick('', ', 1.5', ', level=-0.5')})")
        g.declare(name, Kind("filter"), False)
    elif tag == "filters":
        g.put(f"{name} = [Filter(0.1 * i + 0.2) for i in range({g.whole(2, 4)})]")
        g.declare(name, Kind("filters"), False)
    elif tag in ("random", "generator", "randomstate"):
        make = {"random": "random.Random", "generator": "np.random.default_rng", "randomstate": "np.random.RandomState"}[tag]
        g.put(f"{name} = {make}({g.whole(0, 99)})")
        g.declare(name, Kind(tag), False)
    elif tag == "seeded":
        g.put(f"np.random.seed({g.whole(0, 99)})")
        g.put(f"random.seed({g.whole(0, 99)})")
        g.declare("np.random", Kind("seeded"), False)
        g.declare("random", Kind("random"), False)
    elif tag == "tuple":
        kinds = tuple(g.pick(FLOAT, INT) for _ in range(3))
        g.put(f"{name} = ({', '.join(g.number() if k == FLOAT else str(g.whole(0, 9)) for k in kinds)})")
        g.declare(name, Kind("tuple", (), kinds))
    elif tag == "setting":
        g.put(f"{name} = Setting({g.pick('', 'bias=0.125', '1.75')})")
        g.declare(f"{name}.gain", FLOAT, False)
        g.declare(f"{name}.bias", FLOAT, g.chance(0.5))
    else:
        # Computed once, with the statements of any other code; nothing assigns it later.
        before = len(g.scope)
        for _ in range(g.whole(1, 3)):
            g.statement(2)
        value = g.f(3)
        del g.scope[before:]
        g.put(f"{name} = {value}")
        g.declare(name, FLOAT, False)


def _reset(g: Core, fields: list[Name]) -> None:
    with g.block("def reset(self):"):
        for name in fields:
            tag, n = name.kind.tag, name.kind.size
            value = {
                "float": g.number(), "int": str(g.whole(-2, 9)), "bool": "False", "optional": "None", "mode": "Mode.RUN",
                "vector": f"np.zeros({n[0] if n else 0})", "growing": "[]", "map": "{}",
            }.get(tag)  # fmt: skip
            if value is not None and name.assignable and g.chance(0.5):
                g.put(f"{name.text} = {value}")
            elif tag in ("deque", "set", "map", "growing") and g.chance(0.5):
                g.put(f"{name.text}.clear()")


def _function(g: Core, head: str, name: str, scope: list[Name], method: bool) -> None:
    takes = tuple(g.pick(FLOAT, FLOAT, INT, BOOL, Kind("vector", (3,))) for _ in range(g.whole(1, 3)))
    gives = g.pick(FLOAT, FLOAT, INT, BOOL)
    names = [g.fresh("q") for _ in takes]
    g.scope[:] = list(scope)
    hidden: list[Callee] = []
    more = f", extra={g.number()}" if g.chance(0.3) else ""
    if method and g.chance(0.15):
        g.put("@staticmethod")
        g.scope[:], method = [], False
        hidden = [c for c in g.callees if c.text.startswith("self.")]
        g.callees[:] = [c for c in g.callees if c not in hidden]
    with g.block(f"def {name}({', '.join((['self'] if method else []) + names)}{more}):", result=gives):
        for argument, kind in zip(names, takes, strict=True):
            g.declare(argument, kind, mutable=False)
        if more:
            g.declare("extra", FLOAT)
        for _ in range(g.whole(0, 4)):
            g.statement(3)
        g.put(f"return {g.expr(gives, 3)}")
    g.callees += [*hidden, Callee(head + name, takes, gives)]
    g.scope[:] = []


def generate(seed: int, small: bool | None = None) -> Generated:
    """The policy of ``seed``: the same text wherever it is asked for. A ``small`` one has few lines; None: two in three."""
    rng = random.Random(seed)
    small = seed % 3 != 0 if small is None else small
    g = Core(rng, Features(wild=rng.random() < 0.15, rare=seed % 5 == 4))
    action = g.pick(*ACTIONS)
    forms = ("[{}]", "({},)", "np.array([{}])", "vector")
    kind = action_kind(action, g.pick(*forms, *(("{}", "{}", "float({})", "({})") * 2 if "box:1" in action else ())))
    extras = g.chance(0.4)
    text = HELPERS.format(gain=g.number(), bias=g.number(), limit=g.pick("2.0", "10.0", "0.75"))
    text = library.IMPORTS + IMPORTS + text + "\n" + library.EXTRAS if extras else IMPORTS + text
    for line in text.splitlines():
        g.put(line)
    g.put("")
    g.put("")
    g.put(f"SCALE = {g.number()}")
    g.put(f"TABLE = [{', '.join(g.number() for _ in range(5))}]")
    constants = [Name("SCALE", FLOAT, False, False), Name("TABLE", Kind("list", (5,)), False, False)]
    if extras:
        constants.append(Name("", Kind("extras"), False, False))
    for _ in range(0 if small else g.pick(0, 0, 1, 1, 2)):
        g.put("")
        g.put("")
        _function(g, "", g.fresh("helper"), constants, False)
    g.put("")
    g.put("")
    with g.block("class Policy:" if g.chance(0.8) else f"class {g.pick('Tuned', 'Other')}Policy{g.pick('', '(Base)')}:"):
        g.scope[:] = list(constants)
        with g.block("def __init__(self):"):
            for _ in range(g.whole(1, 3) if small else g.whole(1, 7)):
                _field(g)
            if extras:
                _field(g, g.pick(*_RANDOM))
            fields = [n for n in g.scope if n not in constants]
        if g.chance(0.4):
            g.put("")
            g.scope[:] = []
            _reset(g, fields)
        for _ in range(0 if small else g.pick(0, 1, 1, 2)):
            g.put("")
            _function(g, "self.", g.fresh("method"), [*constants, *fields], True)
        g.put("")
        g.scope[:] = [*constants, *fields]
        with g.block("def act(self, obs):", result=kind):
            g.declare("obs", Kind("observation"), False)
            if g.chance(0.2):
                names = [g.fresh("o") for _ in range(OBSERVED)]
                g.put(f"{', '.join(names)} = obs")
                for name in names:
                    g.declare(name, FLOAT)
            g.fuel = 25 if small else 130
            for _ in range(g.whole(1, 3) if small else g.whole(2, 7)):
                g.statement(4)
            g.fuel = 10 if small else 60
            g.put(f"return {everything(g, kind)}")
    return Generated(seed, "\n".join(g.lines) + "\n", action, g.features.wild)
