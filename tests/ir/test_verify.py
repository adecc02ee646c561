"""Each illegal program is refused for its own reason, and the way to the place is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.types import BOOL, F64, I64, Array
from ppc.compiler.ir.verify import VerifyError, verify
from tests.ir import samples
from tests.ir.samples import at, b, bi, derived, f, i, local, program, put, select, state, table, un

X, Y, N, B = local("x"), local("y"), local("n", I64), local("flag", BOOL)
ARRAY = local("array", Array(F64, 3))
OBS, ACT = samples.observation(1), samples.action(1)
PARAM = ir.Variable("param", Array(F64, 0), ir.Storage.PARAMETER)
SINE = (samples.sine(),)
NUMBERS = table("numbers", F64, (1.0, 2.0))


def function(name: str, body: ir.Block, result: ir.Expr, *parameters: ir.Variable) -> ir.Function:
    return ir.Function(name, parameters, body, result)


def step(*block: ir.Statement, **more: object) -> Program:
    return program(step=block, **more)  # type: ignore[arg-type]


def of(expr: ir.Expr) -> Program:
    """A program that evaluates ``expr``."""
    return step(ir.Assign({F64: X, I64: N, BOOL: B}[expr.type], expr))


SX, DX = state("sx"), derived("dx")
LEGAL = program()
ILLEGAL: list[tuple[str, Program, str, str]] = [
    # name, program, path, message
    ("operand type", of(bi("fadd", i(1), f(1.0))), r"step\[0\]\.value\.left", "f64 is needed, but this is i64"),
    ("right operand type", of(bi("ilt", i(1), f(1.0))), r"value\.right", "i64 is needed"),
    ("result type", of(ir.Binary("flt", f(1.0), f(1.0), F64)), r"value", "the result is bool, but is said to be f64"),
    ("unary operand", of(un("not", i(1))), r"operand", "bool is needed"),
    ("unary result", of(ir.Unary("f2i", f(1.0), F64)), r"value", "the result is i64"),
    ("unknown unary", of(ir.Unary("sin", f(1.0), F64)), r"value", "no unary operation sin"),
    ("unknown binary", of(ir.Binary("pow", f(1.0), f(1.0), F64)), r"value", "no binary operation pow"),
    ("select condition", of(select(f(1.0), f(1.0), f(1.0))), r"condition", "bool is needed"),
    ("select arms", of(ir.Select(b(True), f(1.0), i(1), F64)), r"orelse", "f64 is needed"),
    ("assigned type", step(ir.Assign(X, i(1))), r"step\[0\]\.value", "f64 is needed, but this is i64"),
    ("integer constant as float", of(ir.Const(F64, 1)), r"value", "1 is not a constant of type f64"),
    ("bool constant as integer", of(ir.Const(I64, True)), r"value", "True is not a constant of type i64"),
    ("wide constant", of(i(2**63)), r"value", "does not fit"),
    ("array read as scalar", step(ir.Assign(X, ir.Read(ARRAY))), r"value", "array is an array where a scalar"),
    ("unknown function", of(ir.Call("none", (), F64)), r"value", "function none is not defined"),
    ("assign to array", step(ir.Assign(ARRAY, f(1.0))), r"step\[0\]", "array is an array where a scalar"),
    ("load of scalar", step(ir.Store(X, i(0), f(1.0))), r"step\[0\]", "x is a scalar where an array"),
    ("index type", of(ir.Load(OBS, f(0.0))), r"index", "i64 is needed"),
    ("stored type", step(put(ACT, 0, i(1))), r"value", "f64 is needed"),
    ("false claim", of(ir.Load(OBS, i(1), True)), r"value", "index 1 is said to lie within the 1 elements of obs"),
    ("false claim below", step(ir.Store(ACT, i(-1), f(0.0), True)), r"step\[0\]", "index -1 is said"),
    ("no parameters to load", of(ir.Load(PARAM, i(0))), r"value", "param has no elements"),
    ("copy of another size", step(ir.Copy(ARRAY, OBS)), r"step\[0\]", r"from f64\[1\] to f64\[3\]"),
    ("fill type", step(ir.Fill(ARRAY, b(True))), r"value", "f64 is needed"),
    ("condition type", step(ir.If(i(1), (), ())), r"condition", "bool is needed"),
    ("break outside", step(ir.If(b(True), (ir.Break(),), ())), r"step\[0\]\.then\[0\]", "outside of a loop"),
    ("continue outside", step(ir.Continue()), r"step\[0\]", "outside of a loop"),
    (
        "code after break",
        step(ir.Loop((ir.Break(), ir.Assign(X, f(1.0))), 3, None)),
        r"step\[0\]\.body\[0\]",
        "statements follow",
    ),
    ("zero step", step(ir.For(N, i(0), i(3), 0, (), 3)), r"step\[0\]", "cannot advance by 0"),
    ("negative bound", step(ir.For(N, i(0), i(3), 1, (), -1)), r"step\[0\]", "cannot have the bound -1"),
    ("small bound", step(ir.For(N, i(0), i(3), 1, (), 2)), r"step\[0\]", "more often than its bound of 2"),
    ("loop bound", step(ir.Loop((), 0, None)), r"step\[0\]", "cannot have the bound 0"),
    ("float counter", step(ir.For(X, i(0), i(3), 1, (), 3)), r"step\[0\]", "local of type i64, not with x"),
    (
        "counter written",
        step(ir.For(N, i(0), i(3), 1, (ir.Assign(N, i(7)),), 3)),
        r"body\[0\]",
        "its body may not write it",
    ),
    ("loop site", step(ir.Loop((), 1, 0)), r"step\[0\]", "no fault site 0"),
    ("fault site", step(ir.Fault(1, b(True)), faults=("index",)), r"step\[0\]", "no fault site 1"),
    ("fault condition", step(ir.Fault(0, f(1.0)), faults=("index",)), r"condition", "bool is needed"),
    ("unknown fault", program(faults=("boom",)), r"sites\[0\]", "no fault 'boom'"),
    ("undeclared state", step(ir.Assign(SX, f(1.0))), r"step\[0\]", "state variable sx is not declared"),
    (
        "step writes derived",
        step(ir.Assign(DX, f(1.0)), derived=(DX,)),
        r"step\[0\]",
        "step may not write derived variable dx",
    ),
    (
        "derive reads state",
        program(state=(SX,), derive=(ir.Assign(X, ir.Read(SX)),)),
        r"derive\[0\]",
        "derive may not read state variable sx",
    ),
    ("derive reads the observation", program(derive=(ir.Assign(X, at(OBS, 0)),)), r"derive\[0\]", "may not read observation"),
    ("reset reads the observation", program(reset=(ir.Assign(X, at(OBS, 0)),)), r"reset\[0\]", "may not read observation"),
    ("reset writes the action", program(reset=(put(ACT, 0, f(0.0)),)), r"reset\[0\]", "reset may not write action"),
    (
        "reset writes derived",
        program(derived=(DX,), reset=(ir.Assign(DX, f(0.0)),)),
        r"reset\[0\]",
        "reset may not write derived",
    ),
    ("step writes the observation", step(put(OBS, 0, f(0.0))), r"step\[0\]", "step may not write observation"),
    ("finish writes a table", program(finish=(put(NUMBERS, 0, f(0.0)),)), r"finish\[0\]", "may not write table"),
    (
        "one name, two variables",
        step(ir.Assign(X, f(0.0)), ir.Assign(local("x", I64), i(0))),
        r"step\[1\]",
        "not the variable that has this name",
    ),
    ("state twice", program(state=(SX, SX)), r"state\[1\]", "second variable is called sx"),
    ("state as derived", program(derived=(SX,)), r"derived\[0\]", "declared as derived, but is state"),
    ("name", step(ir.Assign(local("2x"), f(0.0))), r"step\[0\]", "'2x' is not an identifier"),
    ("empty array", program(state=(state("none", Array(F64, 0)),)), r"state\[0\]", "none has no elements"),
    (
        "table size",
        of(at(ir.Variable("t", Array(F64, 3), ir.Storage.TABLE, (1.0,)), 0)),
        r"value",
        "table t has 1 values for 3 elements",
    ),
    ("table type", of(at(table("t", F64, (1,)), 0)), r"value", "1 is not a constant of type f64"),
    ("local values", of(ir.Read(ir.Variable("x", F64, values=(1.0,)))), r"value", "only a table may"),
    (
        "too many parameters",
        replace(LEGAL, parameter_array=replace(PARAM, type=Array(F64, 2))),
        "parameter_array",
        "2 elements",
    ),
    (
        "parameter twice",
        replace(program(parameters=(1.0, 2.0)), parameters=program(parameters=(1.0,)).parameters * 2),
        r"parameters\[1\]",
        "second parameter is called p0",
    ),
    ("integer observation", replace(LEGAL, observation=replace(OBS, type=Array(I64, 1))), "observation", "array of f64"),
    ("no action", replace(LEGAL, action=replace(ACT, type=Array(F64, 0))), "action", "no elements"),
    ("function twice", program(functions=(function("g", (), f(1.0)),) * 2), "function g", "second function"),
    (
        "function reads state",
        program(state=(SX,), functions=(function("g", (), ir.Read(SX)),)),
        r"function g\.result",
        "may not read state",
    ),
    (
        "function writes state",
        program(state=(SX,), functions=(function("g", (ir.Assign(SX, f(0.0)),), f(1.0)),)),
        r"function g\[0\]",
        "may not write state",
    ),
    (
        "function faults",
        program(faults=("index",), functions=(function("g", (ir.Fault(0, b(True)),), f(1.0)),)),
        r"function g\[0\]",
        "may not raise a fault",
    ),
    (
        "function loops with a site",
        program(faults=("index",), functions=(function("g", (ir.Loop((), 2, 0),), f(1.0)),)),
        r"function g\[0\]",
        "may not raise a fault",
    ),
    ("function asks for faults", program(functions=(function("g", (), ir.Faulted()),)), r"function g\.result", "may not ask"),
    ("recursion", program(functions=(function("g", (), ir.Call("g", (), F64)),)), r"function g\.result", "not defined before"),
    (
        "called before defined",
        program(functions=(function("g", (), ir.Call("h", (), F64)), function("h", (), f(1.0)))),
        r"function g\.result",
        "h is not defined before",
    ),
    (
        "array parameter",
        program(functions=(function("g", (), f(1.0), ARRAY),)),
        "function g",
        "parameter array is not a scalar",
    ),
    (
        "argument count",
        step(ir.Assign(X, ir.Call("sin", (), F64)), functions=SINE),
        r"value",
        "takes 1 arguments, not 0",
    ),
    (
        "argument type",
        step(ir.Assign(X, ir.Call("sin", (i(1),), F64)), functions=SINE),
        r"arguments\[0\]",
        "f64 is",
    ),
    (
        "call type",
        step(ir.Assign(N, ir.Call("sin", (f(1.0),), I64)), functions=SINE),
        r"value",
        "the result is f64",
    ),
    (
        "shared local",
        step(ir.Assign(local("sin_n"), f(1.0)), functions=SINE),
        r"step\[0\]",
        "local sin_n belongs to function sin",
    ),
    ("list for a block", replace(LEGAL, step=[]), "step", "must be a tuple"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("broken", "path", "message"), [case[1:] for case in ILLEGAL], ids=[case[0] for case in ILLEGAL])
def test_illegal_programs_are_refused(broken: Program, path: str, message: str) -> None:
    with pytest.raises(VerifyError, match=f"{path}.*: .*{message}"):
        verify(broken)


@pytest.mark.parametrize("legal", [LEGAL, samples.swing(), samples.ring()], ids=["empty", "swing", "ring"])
def test_legal_programs_pass(legal: Program) -> None:
    verify(legal)


def test_entries_may_share_the_name_of_a_local() -> None:
    verify(program(derive=(ir.Assign(Y, f(0.0)),), reset=(ir.Assign(Y, f(0.0)),), step=(ir.Assign(Y, f(0.0)),)))


def test_a_scalar_table_is_a_named_constant() -> None:
    verify(of(ir.Read(ir.Variable("gain", F64, ir.Storage.TABLE, (2.0,)))))
