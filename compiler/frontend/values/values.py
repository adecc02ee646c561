"""Abstract values of the partial evaluator.

A value is known (strings, classes, functions, constants) or holds IR expressions for what is known at run time
only. Mutable things are references into the evaluator's heap, so that Python's aliasing is followed exactly.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ppc.compiler.ir.nodes import Const, Expr, Load, Read, Storage, Variable
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

NO_DEPS: frozenset[int] = frozenset()
SINGLE = 2  # ``Num.numpy`` of a float32: a float64 that holds a float32 value, rounded after each operation
EITHER = 3  # in shapes: NumPy's or Python's, as the run has it (``Num.whose``)


class Num:
    """A scalar.

    ``static`` is its value under the default parameters where that is known at compile time, ``deps`` the
    parameters that it depends on; with no ``deps`` and a ``static`` it is a constant. ``numpy`` tells NumPy's
    scalars from Python's: they differ in what raises; it is ``SINGLE`` for NumPy's float32. ``literal`` is the
    parameter index of an integer literal that becomes a tunable number if only floating-point arithmetic uses it.
    ``whose`` is of numbers that are NumPy's or Python's as a run-time choice has it; ``numpy`` is True then.
    """

    __slots__ = ("_expr", "_literals", "deps", "literal", "numpy", "static", "type", "whose")

    def __init__(
        self,
        type: Scalar,
        expr: Expr,
        static: Any = None,
        deps: frozenset[int] = NO_DEPS,
        numpy: int = False,
        literal: int | None = None,
        literals: set[int] | None = None,
        whose: Whose | None = None,
    ) -> None:
        self.type = type
        self._expr = expr
        self.static = static
        self.deps = deps
        self.numpy = numpy
        self.literal = literal
        self._literals = literals
        self.whose = whose

    @property
    def expr(self) -> Expr:
        """The IR expression. Asking for it as an integer makes an integer literal structural."""
        if self.literal is not None and self._literals is not None:
            self._literals.add(self.literal)
        return self._expr

    @property
    def constant(self) -> bool:
        return self.static is not None and not self.deps

    @property
    def atomic(self) -> bool:
        """True when the expression may be repeated at no cost."""
        e = self._expr
        if isinstance(e, Load):  # of memory that changes, the value now is not the value later
            return isinstance(e.index, Const) and e.variable.storage not in (Storage.LOCAL, Storage.STATE)
        return isinstance(e, Const | Read)

    def __repr__(self) -> str:
        return f"Num({self.type}, {self.static if self.static is not None else self._expr})"


@dataclass(frozen=True, slots=True, eq=False)
class Whose:
    """Whose number came out where one of NumPy's and one of Python's meet: ``min(a, b)``, both ways of an ``if``.
    ``python`` is a bool, true where the number is Python's; ``zero`` says whether it may be 0 there."""

    python: Num
    zero: bool


def const(value: Any, numpy: int = False) -> Num:
    """A compile-time scalar of the value's own type."""
    kind = BOOL if isinstance(value, bool) else I64 if isinstance(value, int) else F64
    return Num(kind, Const(kind, value), value, NO_DEPS, numpy)


@dataclass(frozen=True, slots=True)
class Static:
    """A value that is known: None, str, Ellipsis, a type name."""

    value: Any


NONE = Static(None)
NOT_IMPLEMENTED = Static(NotImplemented)  # what an operator of the policy answers to what it does not know


class TypeName(str):
    """The text of a ``Static`` that stands for a name of ``typing`` and the like, which no code but annotations needs."""


@dataclass(frozen=True, slots=True)
class UnknownText:
    """A string of which nothing is known but that it is one, or an exception. It may be passed on and forgotten, not used."""

    what: str


@dataclass(frozen=True, slots=True, eq=False)
class NumberText(UnknownText):
    """A string made of run-time integers between known pieces: ``pieces[0]``, the first number, ``pieces[1]`` and so on.
    A number stands for itself, or for one of several strings (``words``, empty where it is itself). The pieces tell the numbers
    apart, so that two such strings of the same form are equal where their numbers are."""

    pieces: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    numbers: tuple[Num, ...]

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True, slots=True, eq=False)
class BinaryText(UnknownText):
    """What ``bin`` makes of a run-time integer; its ones can be counted."""

    number: Num

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


TEXT = UnknownText("a string that is made at run time")
EXCEPTION = UnknownText("an exception")
MESSAGE = UnknownText("the message of an exception")


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several known values, selected at run time by ``index``."""

    index: Num
    options: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Optional:
    """``value`` when ``present``, else None."""

    present: Num
    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Maybe:
    """A local that is assigned only when ``present``."""

    present: Num
    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Poison:
    """A value that no single type can hold; an error only when used."""

    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Tuple:
    """``cls`` is the class of a named tuple."""

    items: tuple[Value, ...]
    cls: UserClass | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    start: Num
    stop: Num
    step: Num


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    start: Value
    stop: Value
    step: Value


@dataclass(frozen=True, slots=True, eq=False)
class Ref:
    """A reference to a mutable object of the heap (list, dict, instance, buffer, deque …)."""

    id: int


@dataclass(frozen=True, slots=True, eq=False)
class Handle:
    """A reference to an object of a pooled class, by its position (see ``pools``)."""

    cls: UserClass
    index: Num


@dataclass(frozen=True, slots=True, eq=False)
class Dim:
    """An array dimension: at most ``size`` elements, ``length`` of them at run time (None: all)."""

    size: int
    length: Num | None = None


@dataclass(frozen=True, slots=True, eq=False)
class NDArray:
    """A view of a buffer, as in NumPy. ``offset`` and ``strides`` count elements."""

    buffer: Ref
    dtype: Scalar
    shape: tuple[Dim, ...]
    strides: tuple[int, ...]
    offset: Num


@dataclass(frozen=True, slots=True, eq=False)
class UserFunction:
    """A function of the policy; ``closure`` are the locals around a nested function or lambda. ``identity`` tells it from
    others of the same text: the stage that made it, and a number. It is ``cached`` if ``lru_cache`` was called with it."""

    node: ast.FunctionDef | ast.Lambda
    name: str
    owner: UserClass | None = None
    closure: Any = None
    defaults: tuple[Value, ...] = ()
    kw_defaults: tuple[Value | None, ...] = ()
    identity: tuple[str, int] | None = None
    cached: bool = False


@dataclass(eq=False)
class UserClass:
    """A class of the policy. ``kind`` is ``plain``, ``enum``, ``dataclass`` or ``namedtuple``; ``hidden`` are the fields of
    a dataclass that its constructor does not take, ``integers`` tells an IntEnum."""

    name: str
    node: ast.ClassDef
    kind: str = "plain"
    bases: tuple[UserClass, ...] = ()
    attributes: dict[str, Value] = field(default_factory=dict)
    methods: dict[str, tuple[str, UserFunction]] = field(default_factory=dict)  # name -> (kind, function)
    fields: list[tuple[str, Value | None]] = field(default_factory=list)  # of a dataclass or named tuple
    hidden: set[str] = field(default_factory=set)
    uncompared: set[str] = field(default_factory=set)
    ordered: bool = False
    integers: bool = False
    shared: Ref | None = None  # an object with the attributes that code assigns through the class, ``Leg.count += 1``

    def __eq__(self, other: object) -> bool:
        """The same class of the text: when the policy is evaluated again, shapes of the last time still fit."""
        return isinstance(other, UserClass) and self.place == other.place

    def __hash__(self) -> int:
        return hash(self.place)

    @property
    def place(self) -> tuple[str, int, int]:
        """Where the class stands in the text."""
        return self.name, self.node.lineno, self.node.col_offset

    def order(self) -> list[UserClass]:
        """The class and its bases in the order in which Python looks into them (C3, as in the language reference)."""
        rows = [*(b.order() for b in self.bases), list(self.bases)]
        out = [self]
        while any(rows):
            rows = [r for r in rows if r]
            first = next((r[0] for r in rows if not any(r[0] in other[1:] for other in rows)), rows[0][0])
            out.append(first)
            rows = [[c for c in r if c is not first] for r in rows]
        return out

    def find_method(self, name: str) -> tuple[str, UserFunction] | None:
        if not self.bases:
            return self.methods.get(name)
        return next((c.methods[name] for c in self.order() if name in c.methods), None)

    def find_attribute(self, name: str) -> Value | None:
        if not self.bases:
            return self.attributes.get(name)
        return next((c.attributes[name] for c in self.order() if name in c.attributes), None)

    def derives_from(self, other: UserClass) -> bool:
        return self is other or any(b.derives_from(other) for b in self.bases)


CELL = UserClass("cell", ast.ClassDef("cell", [], [], [], [], lineno=0, col_offset=0))
FUNCTION_FIELDS = UserClass("function", ast.ClassDef("function", [], [], [], [], lineno=0, col_offset=0))
"""Of the objects that hold variables which functions assign (see ``rewriting``), and what is assigned to a function."""


@dataclass(frozen=True, slots=True, eq=False)
class EnumMember:
    """A member of an enum class of the policy; identity is class and name. One that is a number or a string as well is equal
    to it, and finds what a dictionary holds under it, as in Python. ``value`` is a ``classes.Key``."""

    owner: str
    name: str
    value: Any

    def __eq__(self, other: object) -> bool:
        if isinstance(other, EnumMember) and (self.owner, self.name) == (other.owner, other.name):
            return True
        plain = self.value.plain
        return plain is not None and bool(plain == (other.value.plain if isinstance(other, EnumMember) else other))

    def __hash__(self) -> int:
        plain = self.value.plain
        return hash((self.owner, self.name) if plain is None else plain)


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A method with its receiver."""

    receiver: Value
    function: UserFunction


@dataclass(frozen=True, slots=True, eq=False)
class Builtin:
    """A function or type of the libraries that policies may use. ``call(evaluator, args, kwargs)``. ``receiver`` tells
    methods of different objects apart."""

    name: str
    call: Callable[..., Value]
    receiver: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """The observation: an array that also answers to the names of its fields."""

    array: NDArray


Value = Any  # the union of the classes above; Any keeps the evaluator's matching readable to the type checker


# --- heap contents: replaced, never changed, so that a snapshot is a shallow copy ------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    cls: UserClass
    fields: dict[str, Value]


@dataclass(frozen=True, slots=True, eq=False)
class Buffer:
    """Elements of arrays: scalars (``elements``) or memory (``variable``). ``single``: NumPy calls it float32."""

    dtype: Scalar
    size: int
    elements: tuple[Num, ...] | None
    variable: Variable | None = None
    single: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ListObject:
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DictObject:
    """Keys are hashable Python values: numbers, strings, enum members, tuples of them. ``kind`` is dict or set.

    ``default`` makes the values of missing keys (defaultdict).
    """

    items: dict[Any, Value]
    kind: str = "dict"
    default: Value = None


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """A list, deque, dict or set of run-time length: ``length`` items from ``start`` in rings of ``capacity``.

    ``columns`` hold one array a leaf of the element shape; ``element`` is None while nothing was put in.
    ``maxlen`` drops from the other end when full; without it a push into a full container faults.
    """

    capacity: int
    maxlen: bool
    start: Num
    length: Num
    element: Any
    columns: tuple[Variable, ...]
    kind: str = "deque"
    proven: bool = True
    default: Value = None
