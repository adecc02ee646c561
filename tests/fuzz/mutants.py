"""Thirty planted miscompilations, one for a pass, a lowering or a rule each: the fuzzer must catch every one.

A mutant is a patch of one attribute, entry of a table or method, undone when its ``with`` block ends; ``engines`` are those
that can tell.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from ppc.compiler import interpreter, interpreter_ops
from ppc.compiler.frontend import arithmetic, subscripts
from ppc.compiler.frontend.library import elementary_functions
from ppc.compiler.frontend.values import array_folds, arrays, mappings
from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.types import I64
from ppc.compiler.jit import functions, operations
from ppc.compiler.jit.body import Body
from ppc.compiler.jit.storage import Strided
from ppc.compiler.passes import dce, finish, fold, forward, simplify
from ppc.targets import c_expressions, c_helpers, numba_printer
from ppc.targets.c_expressions import CExpressions
from ppc.targets.c_statements import CStatements
from ppc.targets.expressions import ADD, COMPARE, Infix

Patch = AbstractContextManager[Any]


@dataclass(frozen=True)
class Mutant:
    """``small``: small policies catch it soonest, as most of them; not those that need much around."""

    name: str
    engines: tuple[str, ...]
    plant: Callable[[], Patch]
    small: bool = True

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The patch in force. What the compiler keeps of library functions is made before, or thrown away after."""
        for function in elementary_functions.FUNCTION_MODULES:
            elementary_functions._compile(function)
        with mock.patch.object(functions, "_finished", {}), self.plant():
            yield


MUTANTS: list[Mutant] = []


def mutant(*engines: str, small: bool = True) -> Callable[[Callable[[], Patch]], Callable[[], Patch]]:
    def add(plant: Callable[[], Patch]) -> Callable[[], Patch]:
        MUTANTS.append(Mutant(plant.__name__, engines, plant, small))
        return plant

    return add


def _entry(table: dict[Any, Any], key: Any, value: Any, more: dict[Any, Any] | None = None) -> Patch:
    assert key in table, key
    return mock.patch.dict(table, {key: value, **(more or {})})


def _instead(owner: Any, name: str, make: Callable[[Any], Any]) -> Patch:
    """``owner.name`` becomes what ``make`` makes of it."""
    return mock.patch.object(owner, name, make(getattr(owner, name)))


# --- passes: the front end's IR is the reference, machine code of what the passes leave must equal it ------


@mutant("c")
def fold_multiplies_by_zero() -> Patch:
    """0.0 * x is not 0.0 where x is negative, infinite or NaN."""
    return mock.patch.object(simplify, "_ABSORBING", simplify._ABSORBING | {("fmul", "0.0")})


@mutant("jit")
def fold_negates_comparisons() -> Patch:
    """not (a < b) is not b <= a where one is NaN."""
    return _entry(simplify._OPPOSITE, "ilt", ("ile", True), more={"flt": ("fle", True)})


@mutant("jit")
def fold_remembers_through_loops() -> Patch:
    """A constant of before a loop is taken for granted in it."""
    return mock.patch.object(fold, "writes", lambda block: set())


@mutant("jit")
def dce_drops_state() -> Patch:
    """State that an entry writes and does not read counts as dead."""

    def dispensable(statement: ir.Statement) -> str | None:
        target = dce.written(statement)
        return target.name if isinstance(statement, ir.Assign) and target is not None else None

    return mock.patch.object(dce, "_dispensable", dispensable)


@mutant("jit", small=False)
def forward_past_writes() -> Patch:
    """A value moves down past statements that change what it reads."""

    def make(old: Any) -> Any:
        def pending(statement: ir.Assign) -> Any:
            found = old(statement)
            return None if found is None else replace(found, depends=frozenset())

        return pending

    return _instead(forward, "_pending", make)


@mutant("c")
def pin_turns_tables_round() -> Patch:
    def make(old: Any) -> Any:
        def fixed(*arguments: Any) -> ir.Variable:
            table = old(*arguments)
            return replace(table, values=table.values[1:] + table.values[:1])

        return fixed

    # The package has a function of the module's name.
    return _instead(importlib.import_module("ppc.compiler.passes.pin"), "_fixed", make)


@mutant("cpython")
def finish_clips_below_only() -> Patch:
    return _instead(finish, "_bounds", lambda old: lambda signature, i: (old(signature, i)[0], float("inf")))


# --- JIT -------------------------------------------------------------------------------------------------


@mutant("jit")
def jit_unordered_comparison() -> Patch:
    return _entry(operations.SIMPLE, "flt", "fcmp ult double {a}, {b}")


@mutant("jit")
def jit_negates_by_subtraction() -> Patch:
    return _entry(operations.SIMPLE, "fneg", "fsub double 0.0, {a}")


@mutant("jit")
def jit_truncates_remainders() -> Patch:
    def remainder(emit: operations.Emit, a: str, b: str) -> str:
        return emit(f"srem i64 {a}, {operations._divisor(emit, b)[2]}")

    return _entry(operations.COMPOUND, "imod", remainder)


@mutant("jit", small=False)
def jit_truncates_quotients() -> Patch:
    def quotient(emit: operations.Emit, a: str, b: str) -> str:
        zero, minus_one, divisor = operations._divisor(emit, b)
        found = emit(f"select i1 {minus_one}, i64 {emit(f'sub i64 0, {a}')}, i64 {emit(f'sdiv i64 {a}, {divisor}')}")
        return emit(f"select i1 {zero}, i64 0, i64 {found}")

    return _entry(operations.COMPOUND, "idiv", quotient)


@mutant("jit")
def jit_reads_integers_without_sign() -> Patch:
    return _entry(operations.SIMPLE, "i2f", "uitofp i64 {a} to double")


@mutant("jit")
def jit_rounds_down() -> Patch:
    return _entry(operations.SIMPLE, "rint", operations.SIMPLE["floor"])


@mutant("jit")
def jit_clamps_to_the_second_element() -> Patch:
    def make(old: Any) -> Any:
        def index(self: Body, variable: ir.Variable, at: ir.Expr, in_bounds: bool) -> str:
            found: str = old(self, variable, at, in_bounds)
            if isinstance(at, ir.Const) or in_bounds or found == "0":
                return found
            return self.emit(f"call i64 @llvm.smax.i64(i64 {found}, i64 1)")

        return index

    return _instead(Body, "_index", make)


@mutant("jit")
def jit_ends_loops_early() -> Patch:
    def make(old: Any) -> Any:
        def counted(self: Body, loop: ir.For) -> None:
            old(self, replace(loop, stop=ir.Binary("isub", loop.stop, ir.Const(I64, loop.step // abs(loop.step)), I64)))

        return counted

    return _instead(Body, "_for", make)


@mutant("jit")
def jit_forgets_first_sites() -> Patch:
    """The fault word is right, the site that it names is the last one's."""
    return mock.patch("ppc.compiler.jit.body.status_of", lambda code, site: interpreter.status_of(code, 0))


@mutant("jit")
def jit_stores_next_door() -> Patch:
    """Stores to state by a run-time index go to the element before."""

    def make(old: Any) -> Any:
        def store(self: Strided, emit: Any, line: Any, index: str, value: str) -> None:
            if index.startswith("%"):
                index = emit(f"call i64 @llvm.smax.i64(i64 {emit(f'sub i64 {index}, 1')}, i64 0)")
            old(self, emit, line, index, value)

        return store

    return _instead(Strided, "store", make)


# --- C and Numba -----------------------------------------------------------------------------------------


@mutant("c")
def c_drops_parentheses() -> Patch:
    """a - (b - c) becomes a - b - c."""
    return _entry(c_expressions._INFIX, "fsub", Infix("-", ADD, ADD, ADD))


@mutant("c")
def c_prints_six_digits() -> Patch:
    def make(old: Any) -> Any:
        def constant(self: CExpressions, scalar: Any, value: Any) -> Any:
            return old(self, scalar, float(f"{value:.6g}") if isinstance(value, float) else value)

        return constant

    return _instead(CExpressions, "constant", make)


@mutant("c")
def c_remainder_of_c() -> Patch:
    needs, code = c_helpers.HELPERS["i64_floor_mod"]
    assert "r + b : r" in code
    return _entry(c_helpers.HELPERS, "i64_floor_mod", (needs, code.replace("r + b : r", "r : r")))


@mutant("c")
def c_copies_all_but_one() -> Patch:
    def make(old: Any) -> Any:
        def each(self: CStatements, target: ir.Variable, value: str) -> None:
            old(self, replace(target, type=replace(target.type, size=max(target.type.size - 1, 1))), value)  # type: ignore[arg-type]

        return each

    return _instead(CStatements, "_each", make)


@mutant("c")
def c_keeps_one_fault() -> Patch:
    """A later fault takes the place of the earlier ones."""

    def make(old: Any) -> Any:
        def put(self: CStatements, text: str) -> None:
            old(self, text.replace("status |=", "status ="))

        return put

    return _instead(CStatements, "put", make)


@mutant("numba")
def numba_compares_loosely() -> Patch:
    return _entry(numba_printer._INFIX, "flt", Infix("<=", COMPARE, ADD, ADD))


@mutant("numba")
def numba_drops_parentheses() -> Patch:
    return _entry(numba_printer._INFIX, "fsub", Infix("-", ADD, ADD, ADD))


# --- interpreter -----------------------------------------------------------------------------------------


@mutant("jit")
def interpreter_forgets_not() -> Patch:
    return _entry(interpreter_ops._FAST_UNARY, "not", lambda f: f)


@mutant("jit")
def interpreter_strict_comparison() -> Patch:
    return _entry(interpreter_ops._FAST_BINARY, "fle", lambda f, g: lambda: f() < g())


@mutant("jit")
def interpreter_clamps_wrong() -> Patch:
    def make(old: Any) -> Any:
        def position(memory: Any, size: int, index: ir.Expr, in_bounds: bool) -> Any:
            return old(memory, size if in_bounds else max(size - 1, 1), index, in_bounds)

        return position

    return _instead(interpreter, "_position", make)


# --- front end: only CPython can tell --------------------------------------------------------------------


@mutant("cpython")
def frontend_clips_above_first() -> Patch:
    """np.clip with bounds that cross answers the upper one."""

    def clip(ev: Any, x: Any, low: Any, high: Any) -> Any:
        for bound, op in ((high, "<"), (low, ">")):
            x = x if bound is None else arithmetic.numpy_extremum(ev, x, bound, op)
        return arithmetic.as_numpy(x)

    return mock.patch.object(arithmetic, "clip", clip)


@mutant("cpython")
def frontend_divides_towards_zero() -> Patch:
    def floor_divide(ev: Any, a: Any, b: Any) -> Any:
        return arithmetic.unary("trunc", arithmetic.divide(ev, a, b))

    return mock.patch.object(arithmetic, "floor_divide", floor_divide)


@mutant("cpython")
def frontend_slices_next_door() -> Patch:
    def make(old: Any) -> Any:
        def bounds(ev: Any, index: Any, size: int) -> tuple[int, int, int]:
            begin, end, step = old(ev, index, size)
            return (begin + 1, end + 1, step) if step == 1 and end < size else (begin, end, step)

        return bounds

    return _instead(subscripts, "_static_slice", make)


@mutant("cpython", small=False)
def frontend_misses_copies() -> Patch:
    return mock.patch.object(arrays, "copy", lambda ev, a: a)


@mutant("cpython", small=False)
def frontend_misses_division_by_zero() -> Patch:
    return mock.patch.object(arithmetic, "divide", lambda ev, a, b: arithmetic.binary("fdiv", a, b))


@mutant("cpython")
def frontend_adds_from_the_right() -> Patch:
    def make(old: Any) -> Any:
        def fold_(ev: Any, dim: Any, start: Any, element: Any, combine: Any, hint: str) -> Any:
            if dim.length is None and hint in ("dot", "sum"):
                last = arithmetic.const(dim.size - 1)
                return old(ev, dim, start, lambda k: element(arithmetic.binary("isub", last, k)), combine, hint)
            return old(ev, dim, start, element, combine, hint)

        return fold_

    return _instead(array_folds, "fold", make)


@mutant("cpython")
def frontend_calls_pow() -> Patch:
    """x ** 3 by the function for any exponent, which rounds once where x * x * x rounds twice."""

    def make(old: Any) -> Any:
        def multiplied(ev: Any, a: Any, n: int) -> Any:
            return arithmetic.call(ev, "pow", a, arithmetic.const(float(n))) if n >= 3 else old(ev, a, n)

        return multiplied

    return _instead(arithmetic, "_multiplied_out", make)


@mutant("cpython", small=False)
def frontend_ignores_defaults() -> Patch:
    """``d.get(key, default)`` of a key that is not there answers what lies in the first place."""
    return mock.patch.object(mappings, "get_default", lambda ev, ref, key, default: mappings.get(ev, ref, key))


@mutant("cpython")
def frontend_swaps_remainders() -> Patch:
    return _instead(arithmetic, "modulo", lambda old: lambda ev, a, b: old(ev, b, a))
