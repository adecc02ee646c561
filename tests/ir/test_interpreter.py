"""The interpreter against the definitions, and the statements' rules one by one."""

from __future__ import annotations

import itertools
import math

import pytest

from ppc.compiler.faults import first_site, names
from ppc.compiler.interpreter import BrokenProof, Interpreter
from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.ops import Value
from ppc.compiler.ir.types import BOOL, F64, I64, Array
from ppc.compiler.ir.verify import verify
from tests.ir import samples
from tests.ir.grid import ALL, DEFINITION, VALUES, pattern
from tests.ir.samples import at, b, bi, f, i, local, program, put, select, state, table, un


def _operation(op: str, operands: tuple[ir.Expr, ...]) -> ir.Expr:
    return un(op, *operands) if len(operands) == 1 else bi(op, *operands)


@pytest.mark.parametrize("op", sorted(ALL))
def test_operations_are_their_definitions(op: str) -> None:
    types = ALL[op]
    parameters = tuple(local(f"x{k}", t) for k, t in enumerate(types))
    reads = tuple(ir.Read(p) for p in parameters)
    whole = ir.Function("whole", parameters, (), _operation(op, reads))
    points = list(itertools.product(*(VALUES[t] for t in types)))
    # A constant on the right takes a closure of its own.
    half = {
        value: ir.Function(f"half_{k}", (local(f"y{k}", types[0]),), (), _operation(op, (ir.Read(local(f"y{k}", types[0])), c)))
        for k, value in enumerate(VALUES[types[-1]])
        for c in [ir.Const(types[-1], value)]
        if len(types) == 2 and value == value
    }
    interpreter = Interpreter(program(functions=(whole, *half.values())))
    for point in points:
        expected = pattern(DEFINITION[op](*point))
        assert pattern(interpreter.call("whole", *point)) == expected, point
        if len(point) == 2 and point[1] == point[1]:
            name = f"half_{[pattern(v) for v in VALUES[types[1]]].index(pattern(point[1]))}"
            if any(function.name == name for function in half.values()):
                assert pattern(interpreter.call(name, point[0])) == expected, point


def _run(block: ir.Block, faults: tuple[str, ...] = (), size: int = 1, tables: object = None) -> tuple[list[float], int]:
    sample = program(step=block, faults=faults, action_size=size)
    verify(sample)
    interpreter = Interpreter(sample)
    interpreter.start(interpreter.constants([]))
    return interpreter.step([0.25])


ACT = samples.action(1)
K, N, X = local("k", I64), local("n", I64), local("x")


def _count(expr: ir.Expr) -> ir.Statement:
    return ir.Assign(N, bi("iadd", bi("imul", ir.Read(N), i(10)), expr))


@pytest.mark.parametrize(
    ("start", "stop", "step", "digits", "last"),
    [
        (0, 4, 1, 123, 3),
        (4, 0, -1, 4321, 1),
        (1, 8, 3, 147, 7),
        (8, 1, -3, 852, 2),
        (3, 3, 1, 0, -9),
        (5, 3, 1, 0, -9),
        (2**63 - 3, 2**63 - 1, 5, 2**63 - 3, 2**63 - 3),
    ],
)
def test_for_counts_like_range(start: int, stop: int, step: int, digits: int, last: int) -> None:
    interpreter = Interpreter(
        program(
            state=(state("total", I64), state("last", I64)),
            step=(
                ir.Assign(K, i(-9)),
                ir.For(K, i(start), i(stop), step, (_count(ir.Read(K)),), 10),
                ir.Assign(state("total", I64), ir.Read(N)),
                ir.Assign(state("last", I64), ir.Read(K)),
            ),
        )
    )
    interpreter.start(interpreter.constants([]))
    interpreter.step([0.0])
    assert interpreter.state_words().view("int64").tolist() == [digits, last]


def test_loop_stops_at_its_bound_with_a_fault() -> None:
    action, status = _run(
        (ir.Loop((ir.Assign(X, bi("fadd", ir.Read(X), f(1.0))),), 7, 0), put(ACT, 0, ir.Read(X))), ("loop_bound",)
    )
    assert (action, names(status), first_site(status)) == ([7.0], ["loop_bound"], 0)


def test_a_loop_left_in_its_last_turn_does_not_fault() -> None:
    leave = ir.If(bi("feq", ir.Read(X), f(7.0)), (ir.Break(),), ())
    body = (ir.Assign(X, bi("fadd", ir.Read(X), f(1.0))), leave)
    action, status = _run((ir.Loop(body, 7, 0), put(ACT, 0, ir.Read(X))), ("loop_bound",))
    assert (action, status) == ([7.0], 0)


def test_break_and_continue_belong_to_the_innermost_loop() -> None:
    inner = ir.For(K, i(0), i(9), 1, (ir.If(bi("ilt", i(2), ir.Read(K)), (ir.Break(),), ()), _count(i(1))), 9)
    outer = ir.For(local("j", I64), i(0), i(2), 1, (inner, _count(i(2))), 2)
    action, _ = _run((outer, put(ACT, 0, un("i2f", ir.Read(N)))))
    assert action == [11121112.0]


def test_faults_keep_the_first_site_and_every_bit() -> None:
    act = samples.action(2)
    block = (
        ir.Fault(1, b(False)),
        ir.Fault(2, b(True)),
        put(act, 0, select(ir.Faulted(), f(1.0), f(0.0))),
        ir.Fault(0, b(True)),
        put(act, 1, select(ir.Faulted(), f(1.0), f(0.0))),
    )
    action, status = _run(block, ("index", "domain", "action_clipped_infinity"), size=2)
    assert action == [0.0, 1.0]  # a clipped infinity disqualifies nobody
    assert names(status) == ["index", "action_clipped_infinity"]
    assert first_site(status) == 2


def test_indexes_are_clamped() -> None:
    numbers = table("numbers", F64, (1.0, 2.0, 3.0))
    array = local("array", Array(F64, 3))
    act = samples.action(4)
    block = (
        put(array, un("f2i", f(-5.0)), f(7.0)),
        put(array, un("f2i", f(50.0)), f(9.0)),
        put(act, 0, at(numbers, un("f2i", f(-1.0)))),
        put(act, 1, at(numbers, un("f2i", f(math.inf)))),
        put(act, 2, at(array, 0)),
        put(act, 3, at(array, 2)),
    )
    assert _run(block, size=4)[0] == [1.0, 3.0, 7.0, 9.0]


def test_arrays_are_values() -> None:
    a, c, act = local("a", Array(F64, 2)), local("c", Array(F64, 2)), samples.action(2)
    block = (ir.Fill(a, f(1.0)), ir.Copy(c, a), put(a, 0, f(5.0)), put(act, 0, at(a, 0)), put(act, 1, at(c, 0)))
    assert _run(block, size=2)[0] == [5.0, 1.0]


def test_locals_begin_at_zero_in_every_step() -> None:
    interpreter = Interpreter(program(step=(ir.Assign(X, bi("fadd", ir.Read(X), f(1.0))), put(ACT, 0, ir.Read(X)))))
    interpreter.start(interpreter.constants([]))
    assert [interpreter.step([0.0])[0] for _ in range(3)] == [[1.0], [1.0], [1.0]]


def test_a_broken_proof_is_told() -> None:
    numbers = table("numbers", F64, (1.0, 2.0, 3.0))
    with pytest.raises(BrokenProof, match=r"index 3 .* outside of 0\.\.2"):
        _run((ir.Assign(K, i(3)), put(ACT, 0, ir.Load(numbers, ir.Read(K), True))))
    with pytest.raises(BrokenProof, match="exceeds its proven bound of 4 turns"):
        _run((ir.Assign(K, i(5)), ir.For(N, i(0), ir.Read(K), 1, (), 4)))


def test_words_hold_integers_as_their_patterns() -> None:
    words = state("n", I64), state("flag", BOOL), state("x")
    sample = program(
        state=words, reset=(ir.Assign(words[0], i(-1)), ir.Assign(words[1], b(True)), ir.Assign(words[2], f(-0.0)))
    )
    interpreter = Interpreter(sample)
    interpreter.start(interpreter.constants([]))
    assert interpreter.state_words().view("int64").tolist() == [-1, 1, -(2**63)]


def test_calls_nest() -> None:
    x = local("twice_x")
    twice = ir.Function("twice", (x,), (), bi("fadd", ir.Read(x), ir.Read(x)))
    y, z = local("outer_y"), local("outer_z")
    inner = ir.Call("twice", (ir.Read(z),), F64)
    outer = ir.Function("outer", (y, z), (), bi("fsub", ir.Call("twice", (ir.Call("twice", (ir.Read(y),), F64),), F64), inner))
    value: Value = Interpreter(program(functions=(twice, outer))).call("outer", 1.0, 0.5)
    assert value == 3.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda it: it.constants([1.0]), "0 parameters, not 1"),
        (lambda it: it.start([0.0, 1.0]), "0 constant words, not 2"),
        (lambda it: it.step([1.0, 2.0]), "1 elements, not 2"),
    ],
)
def test_wrong_sizes_are_told(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call(Interpreter(program()))  # type: ignore[operator]
