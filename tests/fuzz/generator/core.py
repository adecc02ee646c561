"""What the productions share: randomness, names in scope, lines of text.

A production is a function that answers the text of an expression of one kind, or appends statements. It is registered
with a weight under its kind, and picked at random while there is depth left; at depth 0 only leaves are.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

OBSERVED = 6  # numbers in an observation
NUMBERS = (0.0, 1.0, -1.0, 0.5, 2.0, 0.1, -0.3, 1.5, 3.25, 10.0, -2.5, 0.01, 7.0, 1e-3, 100.0, -0.7)
RARE_NUMBERS = (1e-300, 1e300, -0.0, 5e-324, 4503599627370497.5, 1e16, 0.49999999999999994, 2.5)

Production = Callable[..., Any]
Choice = tuple[float, Production, bool]  # weight, production, whether it is a leaf


@dataclass(frozen=True)
class Kind:
    """Type of a variable: ``tag`` and what tells its values apart (sizes, keys)."""

    tag: str
    size: tuple[int, ...] = ()
    detail: Any = None


FLOAT, INT, BOOL = Kind("float"), Kind("int"), Kind("bool")


@dataclass(frozen=True)
class Name:
    """Something in scope. ``text`` reads it; it may be bound anew (``assignable``) or changed in place (``mutable``)."""

    text: str
    kind: Kind
    assignable: bool = True
    mutable: bool = True


@dataclass
class Callee:
    """A function or method: ``takes`` kinds of its arguments, ``gives`` the kind of its result."""

    text: str
    takes: tuple[Kind, ...]
    gives: Kind


@dataclass
class Features:
    """What a program may contain. ``wild`` programs overflow and fault at will, and CPython is not asked about them."""

    wild: bool = False
    faults: float = 0.01  # chance that an operation is written without its guard
    rare: bool = False  # whether functions that policies seldom call occur, which would crowd out the others


@dataclass
class Context:
    """Where the next line goes."""

    indent: int = 0
    loop: int = 0  # depth of loops
    result: Kind | None = None  # what ``return`` gives here; None: no early return
    pure: bool = False  # no statements may be added and nothing assigned: inside a lambda or a comprehension


class Registry:
    """Productions by kind tag, with weights."""

    def __init__(self) -> None:
        self.of: dict[str, list[Choice]] = {}
        self.rare: dict[str, list[Choice]] = {}

    def add(self, tag: str, weight: float, leaf: bool = False, rare: bool = False) -> Callable[[Production], Production]:
        def keep(production: Production) -> Production:
            (self.rare if rare else self.of).setdefault(tag, []).append((weight, production, leaf))
            return production

        return keep

    def forms(self, tag: str, weight: float, *templates: str, leaf: bool = False) -> None:
        """One production that fills one of ``templates``."""

        def form(g: Core, depth: int, *size: int) -> str:
            return g.fill(g.pick(*templates), depth, size)

        self.add(tag, weight, leaf)(form)


PRODUCTIONS = Registry()


class Holes(dict[str, str]):
    """What the holes of a template stand for; each occurrence is an expression of its own.

    ``f`` ``i`` ``b``: a float, int or bool. ``X`` ``P`` ``D`` ``U`` ``S`` ``G`` ``K``: a float that is any, positive, away
    from 0, in [-1, 1], small, at least 1, in (-1, 1), unless the guard is left out. ``number`` ``digit`` ``bit``: literals.
    Of the production's own size ``n``: ``v`` ``mask`` ``list`` ``ints``, and ``at``, a valid index. Of its size ``n`` by
    ``k``: ``m``, its ``row`` and ``column``, ``m_kn`` transposed, ``v_nk`` flattened. ``v3`` ``q2`` ``mask4``: a vector,
    square matrix or mask of that size. ``obs``: the observation.
    """

    def __init__(self, g: Core, depth: int, size: tuple[int, ...], more: dict[str, Callable[[], str]]) -> None:
        super().__init__()
        self.g, self.depth, self.size, self.more = g, depth, size, more

    def __missing__(self, key: str) -> str:
        g, size = self.g, self.size
        if key in self.more:
            return self.more[key]()
        if key in _GUARDS:
            return g.hole(key, self.depth)
        literals = {"number": g.number, "digit": lambda: str(g.whole(0, 9)), "bit": lambda: str(g.whole(0, 1)), "obs": g.obs,
                    "n": lambda: str(size[0]), "k": lambda: str(size[1]), "at": lambda: str(g.whole(0,
                    size[0] - 1))}  # fmt: skip
        if key in literals:
            return literals[key]()
        return g.expr(self.kind(key), self.depth - 1)

    def kind(self, key: str) -> Kind:
        size = self.size
        match key:
            case "f" | "i" | "b":
                return {"f": FLOAT, "i": INT, "b": BOOL}[key]
            case "v" | "mask" | "list" | "ints":
                return Kind({"v": "vector"}.get(key, key), size[:1])
            case "m" | "m_kn":
                return Kind("matrix", size if key == "m" else size[::-1])
            case "row" | "column" | "v_nk":
                return Kind("vector", ({"row": size[1], "column": size[0], "v_nk": size[0] * size[1]}[key],))
        tag, n = key.rstrip("0123456789"), int(key.lstrip("abcdefghijklmnopqrstuvwxyz"))
        return Kind("matrix", (n, n)) if tag == "q" else Kind({"v": "vector"}.get(tag, tag), (n,))


# hole -> ways to write a float that is in the domain
_GUARDS = {
    "X": ("{x}",),
    "P": ("(abs({x}) + 0.5)", "(abs({x}) + 0.25)", "(abs({x}) + 1.0)"),
    "D": ("(abs({x}) + 0.5)", "2.0", "-0.7", "0.3", "(2.0 + math.cos({x}))"),
    "U": ("max(-1.0, min(1.0, {x}))", "np.clip({x}, -1.0, 1.0)", "math.sin({x})"),
    "S": ("max(-6.0, min(6.0, {x}))", "min(max({x}, -4.0), 3.0)"),
    "G": ("(1.0 + abs({x}))",),
    "K": ("(0.9 * math.tanh({x}))",),
}


class NotHere(Exception):
    """A production does not apply in this place; another is picked."""


@dataclass
class Core:
    """The state of one program under construction."""

    rng: random.Random
    features: Features = field(default_factory=Features)
    lines: list[str] = field(default_factory=list)
    scope: list[Name] = field(default_factory=list)
    callees: list[Callee] = field(default_factory=list)
    at: Context = field(default_factory=Context)
    names: int = 0
    work: int = 1  # an estimate of how often the current line runs in a step
    fuel: int = 160  # productions that may still nest

    # --- choices

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def pick(self, *items: Any) -> Any:
        return items[int(self.rng.random() * len(items))]

    def one(self, *options: Callable[[], Any]) -> str:
        """The text of one of ``options``; the others are not generated."""
        return str(self.pick(*options)())

    def fill(self, template: str, depth: int, size: tuple[int, ...], **more: Callable[[], str]) -> str:
        """``template`` with its holes filled; ``more`` holes are the production's own."""
        return template.format_map(Holes(self, depth, size, more))

    def hole(self, key: str, depth: int) -> str:
        """A float for the hole ``key`` of ``_GUARDS``."""
        x = self.f(depth)
        # Whether a division by zero raises depends on whose number it is, NumPy's or Python's, and some are either.
        bare = self.risky() and (key != "D" or self.features.wild)
        return x if bare else str(self.pick(*_GUARDS[key])).format(x=x)

    def number(self) -> str:
        """A float literal."""
        if self.chance(0.03 if not self.features.wild else 0.12):
            return repr(self.pick(*RARE_NUMBERS))
        if self.chance(0.6):
            return repr(self.pick(*NUMBERS))
        return repr(round(-5.0 + 10.0 * self.rng.random(), int(self.rng.random() * 4) + 1))

    def whole(self, low: int, high: int) -> int:
        return low + int(self.rng.random() * (high - low + 1))

    def risky(self) -> bool:
        """Whether to leave out the guard of an operation that can fault."""
        return self.chance(0.3 if self.features.wild else self.features.faults)

    # --- expressions

    def expr(self, kind: Kind, depth: int) -> str:
        """An expression of ``kind``."""
        self.fuel -= 1
        if self.fuel < 0:
            depth = 0
        choices = PRODUCTIONS.of[kind.tag]
        if self.features.rare:
            choices = choices + PRODUCTIONS.rare.get(kind.tag, [])
        if depth <= 0:
            choices = [c for c in choices if c[2]]
        while choices:
            choice = self._weighted(choices)
            try:
                return choice[1](self, depth, *kind.size) if kind.detail is None else choice[1](self, depth, kind)
            except NotHere:
                choices = [c for c in choices if c is not choice]
        raise AssertionError(f"nothing gives {kind}")

    def statement(self, depth: int) -> None:
        """Appends one statement."""
        choices = PRODUCTIONS.of["statement"]
        while choices:
            choice, lines, scope = self._weighted(choices), len(self.lines), len(self.scope)
            try:
                choice[1](self, depth)
                return
            except NotHere:
                del self.lines[lines:]
                del self.scope[scope:]
                choices = [c for c in choices if c is not choice]

    def _weighted(self, choices: list[Choice]) -> Choice:
        at = self.rng.random() * sum(c[0] for c in choices)
        for choice in choices:
            at -= choice[0]
            if at <= 0.0:
                return choice
        return choices[-1]

    def f(self, depth: int) -> str:
        return self.expr(FLOAT, depth - 1)

    def i(self, depth: int) -> str:
        return self.expr(INT, depth - 1)

    def b(self, depth: int) -> str:
        return self.expr(BOOL, depth - 1)

    def vector(self, n: int, depth: int) -> str:
        return self.expr(Kind("vector", (n,)), depth - 1)

    def mask(self, n: int, depth: int) -> str:
        return self.expr(Kind("mask", (n,)), depth - 1)

    def matrix(self, rows: int, columns: int, depth: int) -> str:
        return self.expr(Kind("matrix", (rows, columns)), depth - 1)

    # --- names

    def fresh(self, stem: str) -> str:
        self.names += 1
        return f"{stem}{self.names}"

    def known(self, tag: str, size: tuple[int, ...] | None = None, mutable: bool = False) -> Name:
        """Something of that kind in scope; NotHere when there is none."""
        found = [
            n for n in self.scope
            if n.kind.tag == tag and (size is None or n.kind.size == size) and (n.mutable or not mutable)
        ]  # fmt: skip
        if not found:
            raise NotHere
        name: Name = self.pick(*found)
        return name

    def obs(self) -> str:
        """The observation; NotHere where it is out of reach."""
        return self.known("observation").text

    def assignable(self, tag: str) -> Name:
        """A variable or field of that kind that may be bound anew; NotHere when there is none."""
        found = [n for n in self.scope if n.kind.tag == tag and n.assignable]
        if not found or self.at.pure:
            raise NotHere
        name: Name = self.pick(*found)
        return name

    def declare(self, text: str, kind: Kind, assignable: bool = True, mutable: bool = True) -> Name:
        self.scope.append(Name(text, kind, assignable, mutable))
        return self.scope[-1]

    # --- text

    def put(self, line: str) -> None:
        self.lines.append("    " * self.at.indent + line)

    @contextmanager
    def block(self, head: str, **changes: Any) -> Iterator[None]:
        """Lines below ``head``, one step further in; names declared there go with it."""
        self.put(head)
        old, scope, lines = self.at, len(self.scope), len(self.lines)
        self.at = replace(old, indent=old.indent + 1, **changes)
        try:
            yield
            if len(self.lines) == lines:
                self.put("pass")
        finally:
            self.at = old
            del self.scope[scope:]

    @contextmanager
    def inside(self, *names: Name) -> Iterator[None]:
        """``names`` are in scope of an expression: arguments of a lambda, variables of a comprehension."""
        scope, old = len(self.scope), self.at
        self.at = replace(old, pure=True)
        self.scope.extend(names)
        try:
            yield
        finally:
            del self.scope[scope:]
            self.at = old

    @contextmanager
    def repeated(self, times: int) -> Iterator[None]:
        """What follows runs ``times`` times; NotHere where that would take too long."""
        if self.work * times > 3_000:
            raise NotHere
        self.work *= times
        try:
            yield
        finally:
            self.work //= times
