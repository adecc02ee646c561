"""What each pass does, and what it must leave alone."""

from __future__ import annotations

import math

import pytest

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.text import expr_text, to_text
from ppc.compiler.ir.types import BOOL, F64, I64, Array
from ppc.compiler.ir.verify import VerifyError, verify
from ppc.compiler.passes import dce, fold, forward, optimise, pin, pipeline
from tests.ir import samples
from tests.ir.samples import at, b, bi, derived, f, i, local, program, put, select, state, table, un

X, Y, N, C = ir.Read(state("x")), ir.Read(state("y")), ir.Read(state("n", I64)), ir.Read(state("c", BOOL))
STATE = (state("x"), state("y"), state("n", I64), state("c", BOOL), state("z"))
A, B, K = local("a"), local("b"), local("k", I64)


def step(*block: ir.Statement, **more: object) -> Program:
    return program(state=STATE, step=block, **more)  # type: ignore[arg-type]


def lines(sample: Program) -> list[str]:
    """The statements of ``step``."""
    verify(sample)
    text = to_text(sample).split("\nstep {\n")[1].split("\n}\n")[0]
    return [line.strip() for line in text.splitlines() if not line.strip().startswith("local ")]


def folded(expr: ir.Expr) -> str:
    target = {F64: "x", I64: "n", BOOL: "c"}[expr.type]
    (line,) = lines(fold.run(step(ir.Assign(state(target, expr.type), expr), functions=(samples.sine(),))))
    return line.removeprefix(f"{target} = ")


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (bi("fadd", f(1.0), f(2.0)), "3.0"),
        (bi("fmul", X, f(1.0)), "x"),
        (bi("fmul", f(1.0), X), "x"),
        (bi("fsub", X, f(0.0)), "x"),
        (bi("fadd", X, f(-0.0)), "x"),
        (bi("fdiv", X, f(1.0)), "x"),
        (un("fneg", un("fneg", X)), "x"),
        (un("fabs", un("fneg", X)), "fabs(x)"),
        (un("not", bi("ilt", N, i(3))), "ile(3, n)"),
        (un("not", bi("feq", X, Y)), "fne(x, y)"),
        (un("not", un("not", C)), "c"),
        (bi("and", C, b(True)), "c"),
        (bi("or", C, b(True)), "true"),
        (bi("xor", C, b(True)), "not(c)"),
        (bi("imul", N, i(0)), "0"),
        (bi("idiv", i(-7), i(2)), "-4"),
        (select(b(True), X, Y), "x"),
        (select(C, X, X), "x"),
        (select(C, b(False), b(True)), "not(c)"),
        (select(un("not", C), X, Y), "select(c, y, x)"),
        (ir.Call("sin", (f(0.0),), F64), "0.0"),
        (at(table("t", F64, (1.0, 2.0)), bi("iadd", i(3), i(4))), "2.0"),
        (un("bits", f(math.nan)), "9221120237041090560"),
    ],
    ids=lambda value: value if isinstance(value, str) else expr_text(value),
)
def test_folding(expr: ir.Expr, text: str) -> None:
    assert folded(expr) == text


@pytest.mark.parametrize(
    "expr",
    [
        bi("fadd", X, f(0.0)),  # -0.0 + 0.0 is 0.0
        bi("fsub", f(0.0), X),
        bi("fsub", X, f(-0.0)),
        bi("fmul", X, f(0.0)),
        bi("fsub", X, X),
        bi("fdiv", X, X),
        bi("fmul", X, f(-1.0)),
        bi("feq", X, X),
        un("not", bi("flt", X, Y)),  # NaN is neither below nor not below
        select(C, f(0.0), f(-0.0)),
        bi("fmul", bi("fmul", X, f(2.0)), f(0.5)),
        bi("idiv", N, i(0)),
    ],
    ids=expr_text,
)
def test_what_could_change_a_bit_stays(expr: ir.Expr) -> None:
    assert folded(expr) == expr_text(expr)


def test_constant_locals_spread_until_they_change() -> None:
    sample = step(
        ir.Assign(A, f(2.0)),
        ir.Assign(STATE[0], bi("fmul", ir.Read(A), f(3.0))),
        ir.If(C, (ir.Assign(A, f(5.0)),), ()),
        ir.Assign(STATE[1], ir.Read(A)),
        ir.Assign(B, f(1.0)),
        ir.For(K, i(0), i(3), 1, (ir.Assign(STATE[4], ir.Read(B)), ir.Assign(B, bi("fadd", ir.Read(B), f(1.0)))), 3),
    )
    text = lines(fold.run(sample))
    assert "x = 6.0" in text and "y = a" in text and "z = b" in text


def test_a_zero_does_not_merge_with_the_other_zero() -> None:
    sample = step(ir.If(C, (ir.Assign(A, f(0.0)),), (ir.Assign(A, f(-0.0)),)), ir.Assign(STATE[0], ir.Read(A)))
    assert "x = a" in lines(fold.run(sample))


def test_a_branch_that_is_always_taken_may_leave_a_loop() -> None:
    body = (ir.If(b(True), (ir.Break(),), ()), ir.Assign(STATE[0], f(1.0)))
    assert lines(fold.run(step(ir.Loop(body, 3, None)))) == ["loop bound 3 {", "break", "}"]


def test_constant_indexes_become_proven() -> None:
    array = state("array", Array(F64, 3))
    sample = program(state=(array,), step=(ir.Store(array, i(9), ir.Load(array, i(-2)), False),))
    assert lines(fold.run(sample)) == ["array[2] = array[0]"]


def test_single_uses_move_into_expressions() -> None:
    sample = step(
        ir.Assign(A, bi("fadd", X, f(1.0))),
        ir.Assign(B, bi("fmul", ir.Read(A), Y)),
        ir.Assign(STATE[4], un("fabs", ir.Read(B))),
    )
    assert lines(forward.run(sample)) == ["z = fabs(fmul(fadd(x, 1.0), y))"]


def test_a_value_does_not_move_past_what_changes_it() -> None:
    sample = step(ir.Assign(A, X), ir.Assign(STATE[0], f(0.0)), ir.Assign(STATE[1], ir.Read(A)))
    assert lines(forward.run(sample)) == ["a = x", "x = 0.0", "y = a"]


def test_a_value_does_not_move_past_a_fault_that_it_asks_for() -> None:
    flag = local("flag", BOOL)
    sample = step(ir.Assign(flag, ir.Faulted()), ir.Fault(0, C), ir.Assign(STATE[3], ir.Read(flag)), faults=("index",))
    assert lines(forward.run(sample)) == ["flag = faulted", "fault 0 if c", "c = flag"]


def test_a_value_does_not_move_into_a_loop() -> None:
    loop = ir.For(K, i(0), i(3), 1, (ir.Assign(STATE[4], ir.Read(A)),), 3)
    assert lines(forward.run(step(ir.Assign(A, bi("fmul", Y, Y)), loop)))[0] == "a = fmul(y, y)"


def test_a_value_moves_into_the_branch_that_reads_it() -> None:
    sample = step(ir.Assign(A, bi("fmul", Y, Y)), ir.If(C, (ir.Assign(STATE[4], ir.Read(A)),), ()))
    assert lines(forward.run(sample)) == ["if c {", "z = fmul(y, y)", "}"]


def test_an_assignment_stays_before_a_break() -> None:
    body = (ir.Assign(A, X), ir.If(C, (ir.Break(),), ()))
    sample = step(ir.Loop(body, 3, None), ir.Assign(STATE[4], ir.Read(A)))
    assert lines(forward.run(sample))[1:3] == ["a = x", "if c {"]


def test_expressions_stay_small() -> None:
    chain = [ir.Assign(local("v0"), X)]
    chain += [ir.Assign(local(f"v{k}"), bi("fadd", ir.Read(local(f"v{k - 1}")), Y)) for k in range(1, 60)]
    result = lines(forward.run(step(*chain, ir.Assign(STATE[4], ir.Read(local("v59"))))))
    assert 3 < len(result) < 12
    assert max(map(len, result)) < 140


def test_dead_code_goes() -> None:
    sample = step(
        ir.Assign(A, X),
        ir.Assign(A, bi("fadd", ir.Read(A), f(1.0))),
        ir.If(C, (ir.Assign(B, ir.Read(A)),), ()),
        ir.For(K, i(0), i(3), 1, (ir.Assign(B, Y),), 3),
        ir.If(b(False), (ir.Assign(STATE[0], f(1.0)),), (ir.Assign(STATE[0], f(2.0)),)),
        functions=(samples.sine(),),
    )
    result = dce.run(sample)
    assert lines(result) == ["x = 2.0"]
    assert result.functions == ()


def test_what_can_be_seen_stays() -> None:
    sample = step(
        ir.Loop((), 3, 0),
        ir.Fault(0, C),
        ir.For(K, i(0), i(3), 1, (), 3),
        ir.Assign(STATE[2], ir.Read(K)),
        faults=("loop_bound",),
    )
    assert dce.run(sample) == sample


def test_pinning_leaves_numbers_and_tables() -> None:
    gain, curve = derived("gain"), derived("curve", Array(F64, 2))
    param = ir.Variable("param", Array(F64, 2), ir.Storage.PARAMETER)
    own, act = local("own", Array(F64, 2)), samples.action(1)
    sample = program(
        parameters=(3.0, 4.0),
        derived=(gain, curve),
        state=(state("n", I64),),
        derive=(ir.Assign(gain, bi("fmul", at(param, 0), at(param, 1))), put(curve, 1, ir.Read(gain))),
        step=(ir.Copy(own, curve), put(act, 0, bi("fadd", bi("fmul", ir.Read(gain), at(param, 1)), at(own, N)))),
    )
    pinned = pin(sample, [3.0, 5.0])
    assert lines(pinned) == ["copy own = curve", "action[0] = fadd(fmul(15.0, 5.0), own[clamp n])"]
    assert "table curve f64[2] = 0.0, 15.0" in to_text(pinned)
    assert not pinned.parameters and not pinned.derived and not pinned.derive


def test_pinning_without_parameters_changes_nothing_but_derive() -> None:
    sample = program(step=(put(samples.action(1), 0, f(1.0)),))
    assert pin(sample, []) == sample
    with pytest.raises(ValueError, match="0 parameters, not 1"):
        pin(sample, [1.0])


def test_a_pass_that_breaks_the_program_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = step(ir.Break())
    monkeypatch.setattr(pipeline, "_PASSES", (lambda _: broken,))
    with pytest.raises(VerifyError):
        optimise(program())



def test_a_value_read_by_a_loop_in_a_branch_stays_before_it() -> None:
    inner = ir.For(K, i(0), i(3), 1, (ir.Assign(state("x"), ir.Binary("fadd", X, ir.Read(A), F64)),), 3)
    branch = ir.If(ir.Binary("flt", f(0.0), Y, BOOL), (inner,), ())
    sample = forward.run(step(ir.Assign(A, ir.Binary("fmul", Y, f(2.0), F64)), branch))
    assert lines(sample)[0] == "if flt(0.0, y) {"
    assert lines(sample)[1] == "a = fmul(y, 2.0)"
