"""The reference interpreter: runs IR as ``ir/ops.py`` defines it.

Each node becomes one Python closure, once; stepping then only calls closures. Scalars live in one list of
cells, an array in a list of its own, so that a closure needs no arguments. Functions cannot recurse, hence
their variables have fixed cells too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from ppc.compiler.faults import DISQUALIFYING_MASK, FAULTS, status_of
from ppc.compiler.interpreter_ops import binary, unary
from ppc.compiler.ir.assigned import maybe_unassigned
from ppc.compiler.ir.layout import Slot, Words, layout_of, words_of
from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Const,
    Continue,
    Copy,
    Expr,
    Fault,
    Faulted,
    Fill,
    For,
    Function,
    If,
    Load,
    Loop,
    Program,
    Read,
    Select,
    Statement,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.ops import Value
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.compiler.ir.walk import leaves

Evaluate: TypeAlias = Callable[[], Value]
Execute: TypeAlias = Callable[[], object]  # None: go on; _BREAK or _CONTINUE: leave the block

_BREAK, _CONTINUE = 1, 2
_ZERO: dict[Scalar, Value] = {BOOL: False, I64: 0, F64: 0.0}
_STATUS = 0  # the cell of the status word


class BrokenProof(RuntimeError):
    """The program claims something that does not hold: an index in bounds, a trip count."""


class Interpreter:
    """Runs one episode of ``program`` at a time.

    ``derive_status`` and ``reset_status`` are the status words that ``derive`` and ``reset`` left.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.layout = layout_of(program)
        self.derive_status = 0
        self.reset_status = 0
        self._memory = _Memory(program)
        memory = self._memory
        self._derive = _entry(memory, (program.derive,), program.derived)
        self._reset = _entry(memory, (program.reset,), program.state)
        self._step = _entry(memory, (program.step, program.finish), (program.action,))
        self._parameters = memory.array(program.parameter_array)
        self._observation = memory.array(program.observation)
        self._action = memory.array(program.action)

    def constants(self, parameters: Sequence[float]) -> Words:
        """Runs ``derive``: f64[n_constants] words of ``parameters`` (f64[n_parameters]) and what derives from them."""
        if len(parameters) != self.layout.n_parameters:
            raise ValueError(f"the program has {self.layout.n_parameters} parameters, not {len(parameters)}")
        self._parameters[:] = [float(p) for p in parameters]
        self.derive_status = self._derive()
        words = np.zeros(self.layout.n_constants)
        words[: self.layout.n_parameters] = self._parameters
        self._memory.save(self.layout.derived, words)
        return words

    def start(self, constants: Words) -> None:
        """Begins an episode with ``constants``, f64[n_constants] words as ``constants()`` gives them."""
        if len(constants) != self.layout.n_constants:
            raise ValueError(f"the program has {self.layout.n_constants} constant words, not {len(constants)}")
        words = np.ascontiguousarray(constants, dtype=np.float64)
        self._parameters[:] = words[: self.layout.n_parameters].tolist()
        self._memory.load(self.layout.derived, words)
        self.reset_status = self._reset()

    def step(self, observation: Sequence[float]) -> tuple[list[float], int]:
        """One step: the finished action, action_size numbers, and this step's status word."""
        if len(observation) != len(self._observation):
            raise ValueError(f"an observation has {len(self._observation)} elements, not {len(observation)}")
        self._observation[:] = [float(x) for x in observation]
        status = self._step()
        return [float(x) for x in self._action], status

    def state_words(self) -> Words:
        """The state as f64[n_state] words of ``docs/abi.md``."""
        words = np.zeros(self.layout.n_state)
        self._memory.save(self.layout.state, words)
        return words

    def call(self, function_name: str, *args: Value) -> Value:
        """Evaluates one IR function."""
        return self._memory.function(function_name)(args)


class _Memory:
    """Cells of scalars, lists of arrays, and the functions compiled so far."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.cells: list[Value] = [0]
        self._cell_of: dict[str, int] = {}
        self._array_of: dict[str, list[Value]] = {}
        self._function_of: dict[str, Callable[[Sequence[Value]], Value]] = {}
        self._declared = {f.name: f for f in program.functions}

    def cell(self, variable: Variable) -> int:
        assert isinstance(variable.type, Scalar)
        index = self._cell_of.get(variable.name)
        if index is None:
            index = self._cell_of[variable.name] = len(self.cells)
            self.cells.append(variable.values[0] if variable.storage is Storage.TABLE else _ZERO[variable.type])
        return index

    def array(self, variable: Variable) -> list[Value]:
        assert isinstance(variable.type, Array)
        found = self._array_of.get(variable.name)
        if found is None:
            found = list(variable.values) or [_ZERO[variable.type.element]] * variable.type.size
            self._array_of[variable.name] = found
        return found

    def zero(self, variables: Sequence[Variable]) -> Execute:
        """A closure that zeroes ``variables``."""
        cells = self.cells
        scalars = [(self.cell(v), _ZERO[v.type]) for v in variables if isinstance(v.type, Scalar)]
        arrays = [(self.array(v), [_ZERO[v.type.element]] * v.type.size) for v in variables if isinstance(v.type, Array)]

        def run() -> None:
            for index, zero in scalars:
                cells[index] = zero
            for array, zeros in arrays:
                array[:] = zeros

        return run

    def function(self, name: str) -> Callable[[Sequence[Value]], Value]:
        found = self._function_of.get(name)
        if found is None:
            found = self._function_of[name] = _function(self, self._declared[name])
        return found

    def save(self, slots: Sequence[Slot], words: Words) -> None:
        bits = words.view(np.int64)
        for slot in slots:
            type_ = slot.variable.type
            values = self.array(slot.variable) if isinstance(type_, Array) else [self.cells[self.cell(slot.variable)]]
            element = type_.element if isinstance(type_, Array) else type_
            target = words if element is F64 else bits
            target[slot.offset : slot.offset + slot.words] = values

    def load(self, slots: Sequence[Slot], words: Words) -> None:
        bits = words.view(np.int64)
        for slot in slots:
            type_ = slot.variable.type
            element = type_.element if isinstance(type_, Array) else type_
            source = words if element is F64 else bits
            values = source[slot.offset : slot.offset + slot.words].tolist()
            if element is BOOL:
                values = [bool(v) for v in values]
            if isinstance(type_, Array):
                self.array(slot.variable)[:] = values
            else:
                self.cells[self.cell(slot.variable)] = values[0]


def _entry(memory: _Memory, blocks: tuple[Block, ...], outputs: tuple[Variable, ...]) -> Callable[[], int]:
    """Compiles an entry: zeroes its locals and outputs, runs ``blocks``, answers the status word."""
    whole = tuple(statement for block in blocks for statement in block)
    locals_ = [v for v in maybe_unassigned(whole).values() if v.storage is Storage.LOCAL]
    zero, run, cells = memory.zero([*locals_, *outputs]), _block(memory, whole), memory.cells

    def execute() -> int:
        cells[_STATUS] = 0
        zero()
        run()
        return int(cells[_STATUS])

    return execute


def _function(memory: _Memory, function: Function) -> Callable[[Sequence[Value]], Value]:
    cells = memory.cells
    parameters = [memory.cell(p) for p in function.parameters]
    given = {p.name for p in function.parameters}
    unassigned = maybe_unassigned(function.body, function.result)
    locals_ = [v for v in unassigned.values() if v.storage is Storage.LOCAL and v.name not in given]
    zero = memory.zero(locals_) if locals_ else None
    body, result = _block(memory, function.body), _expr(memory, function.result)

    def call(arguments: Sequence[Value]) -> Value:
        for index, value in zip(parameters, arguments, strict=True):
            cells[index] = value
        if zero is not None:
            zero()
        body()
        return result()

    if len(parameters) != 1 or zero is not None:
        return call
    only = parameters[0]

    def call_one(arguments: Sequence[Value]) -> Value:
        (cells[only],) = arguments
        body()
        return result()

    return call_one


# --- statements ------------------------------------------------------------------------------------------


def _block(memory: _Memory, block: Block) -> Execute:
    steps = [_statement(memory, statement) for statement in block]
    if leaves(block):

        def run_leaving() -> object:
            for step in steps:
                signal = step()
                if signal is not None:
                    return signal
            return None

        return run_leaving
    if not steps:
        return lambda: None
    if len(steps) == 1:
        return steps[0]
    if len(steps) == 2:
        first, second = steps

        def run_two() -> None:
            first()
            second()

        return run_two

    def run() -> None:
        for step in steps:
            step()

    return run


def _statement(memory: _Memory, statement: Statement) -> Execute:
    cells = memory.cells
    match statement:
        case Assign(variable=variable):
            index, value = memory.cell(variable), _expr(memory, statement.value)

            def assign() -> None:
                cells[index] = value()

            return assign
        case Store(variable=variable):
            return _store(memory, statement)
        case Copy():
            target, source = memory.array(statement.target), memory.array(statement.source)

            def copy() -> None:
                target[:] = source

            return copy
        case Fill():
            array, value, size = memory.array(statement.target), _expr(memory, statement.value), words_of(statement.target.type)

            def fill() -> None:
                array[:] = [value()] * size

            return fill
        case If():
            return _if(memory, statement)
        case For():
            return _for(memory, statement)
        case Loop():
            return _loop(memory, statement)
        case Break():
            return lambda: _BREAK
        case Continue():
            return lambda: _CONTINUE
        case Fault():
            raise_, condition = _raise(memory, statement.site), _expr(memory, statement.condition)

            def fault() -> None:
                if condition():
                    raise_()

            return fault


def _raise(memory: _Memory, site: int) -> Callable[[], None]:
    cells, code = memory.cells, memory.program.sites[site].code
    bit, first = FAULTS[code].bit, status_of(code, site)

    def raise_() -> None:
        cells[_STATUS] = int(cells[_STATUS]) | bit if cells[_STATUS] else first

    return raise_


def _if(memory: _Memory, statement: If) -> Execute:
    condition = _expr(memory, statement.condition)
    then, orelse = _block(memory, statement.then), _block(memory, statement.orelse)
    if not statement.orelse:

        def run_then() -> object:
            return then() if condition() else None

        return run_then

    def run() -> object:
        return then() if condition() else orelse()

    return run


def _for(memory: _Memory, statement: For) -> Execute:
    cells, index, step, bound = memory.cells, memory.cell(statement.index), statement.step, statement.bound
    start, stop = _expr(memory, statement.start), _expr(memory, statement.stop)
    body, leaving = _block(memory, statement.body), leaves(statement.body)

    def turns() -> range:
        result = range(int(start()), int(stop()), step)
        # A range longer than the machine's word has no len().
        if result and (result[-1] - result[0]) // step >= bound:
            raise BrokenProof(f"a loop over {result} at {statement.span} exceeds its proven bound of {bound} turns")
        return result

    def run() -> None:
        for i in turns():
            cells[index] = i
            body()

    def run_leaving() -> None:
        for i in turns():
            cells[index] = i
            if body() == _BREAK:
                return

    return run_leaving if leaving else run


def _loop(memory: _Memory, statement: Loop) -> Execute:
    body, turns = _block(memory, statement.body), range(statement.bound)
    raise_ = None if statement.site is None else _raise(memory, statement.site)

    def run() -> None:
        for _ in turns:
            if body() == _BREAK:
                return
        if raise_ is not None:
            raise_()

    return run


def _store(memory: _Memory, statement: Store) -> Execute:
    array, value = memory.array(statement.variable), _expr(memory, statement.value)
    position = _position(memory, len(array), statement.index, statement.in_bounds)
    if isinstance(position, int):
        fixed = position

        def store_fixed() -> None:
            array[fixed] = value()

        return store_fixed
    where = position

    def store() -> None:
        array[where()] = value()

    return store


# --- expressions -----------------------------------------------------------------------------------------


def _position(memory: _Memory, size: int, index: Expr, in_bounds: bool) -> int | Callable[[], int]:
    """The element that ``index`` selects of ``size``: a number, or a closure that answers it."""
    last = size - 1
    if isinstance(index, Const):
        return min(max(int(index.value), 0), last)
    value = _expr(memory, index)
    if not in_bounds:

        def clamp() -> int:
            i = int(value())
            return i if 0 <= i <= last else (0 if i < 0 else last)

        return clamp

    def check() -> int:
        i = int(value())
        if not 0 <= i <= last:
            raise BrokenProof(f"index {i} at {index.span} is outside of 0..{last}, against its proof")
        return i

    return check


def _expr(memory: _Memory, expr: Expr) -> Evaluate:
    cells = memory.cells
    match expr:
        case Const(value=constant):
            return lambda: constant
        case Read():
            cell = memory.cell(expr.variable)
            return lambda: cells[cell]
        case Load():
            array = memory.array(expr.variable)
            position = _position(memory, len(array), expr.index, expr.in_bounds)
            if isinstance(position, int):
                fixed = position
                return lambda: array[fixed]
            where = position
            return lambda: array[where()]
        case Unary():
            return unary(expr.op, _expr(memory, expr.operand))
        case Binary(left=left, right=right):
            known = right.value if isinstance(right, Const) else None
            return binary(expr.op, _expr(memory, left), _expr(memory, right), known)
        case Select():
            condition, then, orelse = (_expr(memory, e) for e in (expr.condition, expr.then, expr.orelse))
            return lambda: then() if condition() else orelse()
        case Call():
            return _call(memory, expr)
        case Faulted():
            return lambda: bool(int(cells[_STATUS]) & DISQUALIFYING_MASK)


def _call(memory: _Memory, expr: Call) -> Evaluate:
    function = memory.function(expr.function)
    arguments = [_expr(memory, e) for e in expr.arguments]
    if len(arguments) == 1:
        (only,) = arguments
        return lambda: function((only(),))
    if len(arguments) == 2:
        first, second = arguments
        return lambda: function((first(), second()))
    return lambda: function([argument() for argument in arguments])


def evaluator(program: Program) -> Callable[[str, Sequence[Value]], Value]:
    """A callable that evaluates ``program``'s IR functions by name, each compiled when first called."""
    memory = _Memory(program)
    return lambda name, arguments: memory.function(name)(arguments)
