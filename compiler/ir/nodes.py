"""The IR: typed, structured, static memory.

Expressions are pure and total: every operation yields a defined value for every input (see ``ops.py``), so
that evaluation order never matters and ``Select`` may evaluate both arms. What Python would have raised is
an explicit ``Fault`` statement beside the operation. Arrays are values: a variable owns its elements and
nothing aliases. ``Load`` and ``Store`` clamp their index into the array.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar, Type
from ppc.compiler.source import NO_SPAN, Span


class Storage(Enum):
    """Where a variable lives and who may write it."""

    LOCAL = "local"  # one call of one entry; undefined (zero) on entry
    PARAMETER = "parameter"  # f64 array of tunable numbers, written by nobody
    DERIVED = "derived"  # written by `derive`, read by `reset` and `step`
    STATE = "state"  # written by `reset` and `step`
    OBSERVATION = "observation"  # f64 array, input of `step`
    ACTION = "action"  # f64 array, output of `step`
    TABLE = "table"  # compile-time constants (`Variable.values`)


@dataclass(frozen=True, slots=True)
class Variable:
    """A named cell. Names are unique in a program and are identifiers."""

    name: str
    type: Type
    storage: Storage = Storage.LOCAL
    values: tuple[float | int | bool, ...] = ()


# --- expressions -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    type: Scalar
    value: bool | int | float
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a scalar variable."""

    variable: Variable
    span: Span = NO_SPAN

    @property
    def type(self) -> Scalar:
        assert isinstance(self.variable.type, Scalar)
        return self.variable.type


@dataclass(frozen=True, slots=True)
class Load:
    """``variable[index]``, the index clamped to the array unless ``in_bounds`` says that it is proven."""

    variable: Variable
    index: Expr
    in_bounds: bool = False
    span: Span = NO_SPAN

    @property
    def type(self) -> Scalar:
        assert isinstance(self.variable.type, Array)
        return self.variable.type.element


@dataclass(frozen=True, slots=True)
class Unary:
    op: str
    operand: Expr
    type: Scalar
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Binary:
    op: str
    left: Expr
    right: Expr
    type: Scalar
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Select:
    condition: Expr
    then: Expr
    orelse: Expr
    type: Scalar
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Call:
    """Call of an IR function by name; ``type`` is its result."""

    function: str
    arguments: tuple[Expr, ...]
    type: Scalar
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Faulted:
    """True when a disqualifying fault was raised so far in this call of the entry."""

    type: Scalar = BOOL
    span: Span = NO_SPAN


Expr = Const | Read | Load | Unary | Binary | Select | Call | Faulted


# --- statements ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assign:
    variable: Variable
    value: Expr
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Store:
    """``variable[index] = value`` with the index clamped unless proven."""

    variable: Variable
    index: Expr
    value: Expr
    in_bounds: bool = False
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Copy:
    """Whole-array assignment between variables of one type."""

    target: Variable
    source: Variable
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Fill:
    """Every element of ``target`` becomes ``value``."""

    target: Variable
    value: Expr
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class If:
    condition: Expr
    then: Block
    orelse: Block
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class For:
    """``for index in range(start, stop, step)``; start and stop are evaluated once, step is a non-zero constant.

    ``index`` holds the last value after the loop. ``bound`` is a proven maximum of the trip count.
    """

    index: Variable
    start: Expr
    stop: Expr
    step: int
    body: Block
    bound: int
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Loop:
    """Repeats ``body`` until ``Break``, at most ``bound`` times; then fault ``site`` (if any) and goes on.

    ``site`` None says that the bound is proven.
    """

    body: Block
    bound: int
    site: int | None
    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Break:
    """Leaves the innermost loop. Last statement of its block."""

    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Continue:
    """Next turn of the innermost loop. Last statement of its block."""

    span: Span = NO_SPAN


@dataclass(frozen=True, slots=True)
class Fault:
    """Raises fault site ``site`` when ``condition`` holds, and goes on."""

    site: int
    condition: Expr
    span: Span = NO_SPAN


Statement = Assign | Store | Copy | Fill | If | For | Loop | Break | Continue | Fault
Block = tuple[Statement, ...]


# --- functions and programs ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Function:
    """A pure function of scalars; reads no program variable but tables; raises no fault.

    ``finished``: the passes gain nothing more on it.
    """

    name: str
    parameters: tuple[Variable, ...]
    body: Block
    result: Expr
    doc: str = ""
    finished: bool = field(default=False, compare=False)

    @property
    def type(self) -> Scalar:
        return self.result.type


@dataclass(frozen=True, slots=True)
class Parameter:
    """A numeric literal at ``spans`` (more than one where `reset` repeats `__init__`).

    ``name`` is a unique identifier, ``label`` reads like the source (``kp[2]``, ``act@17``). A ``structural``
    literal decided a shape, a range, an index or an integer operation: it is frozen at ``value``.
    """

    name: str
    label: str
    value: float
    spans: tuple[Span, ...]
    integer: bool = False
    structural: bool = False

    @property
    def span(self) -> Span:
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class FaultSite:
    """A place that can fault: ``code`` is a name of ``faults.FAULTS``, ``room`` what a container that was full there holds."""

    code: str
    span: Span
    detail: str = ""
    room: int = 0


@dataclass(frozen=True, slots=True)
class LoopBound:
    """A loop bound for the report."""

    span: Span
    bound: int
    proven: bool


@dataclass(frozen=True)
class Program:
    """A compiled policy. Entries: ``derive`` (once per parameter vector), ``reset`` (episode start), ``step``,
    and ``finish``, which follows ``step`` and turns the raw action into the finished one."""

    name: str
    parameters: tuple[Parameter, ...]
    parameter_array: Variable
    observation: Variable
    action: Variable
    derived: tuple[Variable, ...]
    state: tuple[Variable, ...]
    functions: tuple[Function, ...]
    sites: tuple[FaultSite, ...]
    derive: Block
    reset: Block
    step: Block
    finish: Block
    bounds: tuple[LoopBound, ...] = field(default=())
    frozen: tuple[Parameter, ...] = field(default=())  # structural literals, for the report


__all__ = [
    "BOOL", "F64", "I64", "Array", "Assign", "Binary", "Block", "Break", "Call", "Const", "Continue", "Copy", "Expr",
    "Fault", "FaultSite", "Faulted", "Fill", "For", "Function", "If", "Load", "Loop", "LoopBound", "Parameter",
    "Program", "Read", "Scalar", "Select", "Statement", "Storage", "Store", "Type", "Unary", "Variable",
]  # fmt: skip
