"""The elementary functions in every engine, as functions from arrays to arrays.

An engine takes f64[n, 2] arguments (a function of one argument reads the first column) and answers f64[n, k], one
column for each of the k functions that it was made of.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, Signature
from ppc.compiler.frontend.elementary_functions import FUNCTIONS
from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.verify import verify
from ppc.compiler.jit import NativePolicy, compile_native
from ppc.compiler.signature import Box, Field
from ppc.targets.artifact import prepare
from ppc.targets.c import export
from ppc.targets.freeze import freeze
from ppc.targets.options import Options
from ppc.targets.vectors import make_vectors

Floats = NDArray[np.float64]
Engine = Callable[[Floats], Floats]

BUILDS = {"O0": ["-O0"], "O2": ["-O2"], "O3-native": ["-O3", "-march=native"]}
_LOOP = """
#include "elementary.c"
#include <stddef.h>
#include <string.h>

void evaluate(int64_t count, const double *arguments, double *results)
{
    elementary_state state;
    int64_t i;
    elementary_reset(&state);
    for (i = 0; i < count; i++) {
        elementary_in in;
        elementary_out out;
        in.x = arguments[2 * i];
        in.y = arguments[2 * i + 1];
        (void)elementary_step(&state, &in, &out);
        memcpy(results + i * (int64_t)(sizeof out / sizeof(double)), &out, sizeof out);
    }
}
"""


def arity(name: str) -> int:
    return len(FUNCTIONS.get(name).parameters)


def program_of(names: Sequence[str]) -> ir.Program:
    """A program whose step answers every function of ``names``, with nothing finished: NaN and inf come out."""
    observation = ir.Variable("obs", ir.Array(ir.F64, 2), ir.Storage.OBSERVATION)
    action = ir.Variable("action", ir.Array(ir.F64, len(names)), ir.Storage.ACTION)
    step = []
    for k, name in enumerate(names):
        arguments = tuple(ir.Load(observation, ir.Const(ir.I64, i), True) for i in range(arity(name)))
        step.append(ir.Store(action, ir.Const(ir.I64, k), ir.Call(name, arguments, ir.F64), True))
    functions = FUNCTIONS.closure({name: FUNCTIONS.get(name) for name in names})
    parameters = ir.Variable("parameters", ir.Array(ir.F64, 0), ir.Storage.PARAMETER)
    program = ir.Program(
        "elementary",
        (),
        parameters,
        observation,
        action,
        (),
        (),
        functions,
        (),
        derive=(),
        reset=(),
        step=tuple(step),
        finish=(),
    )
    verify(program)
    return program


def python(names: Sequence[str]) -> Engine:
    """The source files, run by CPython."""

    def run(arguments: Floats) -> Floats:
        return np.array([[FUNCTIONS.evaluate(n, row[: arity(n)]) for n in names] for row in arguments.tolist()])

    return run


def interpreter(names: Sequence[str]) -> Engine:
    reference = Interpreter(program_of(names))
    reference.start(reference.constants([]))
    return lambda arguments: np.array([reference.step(row)[0] for row in arguments.tolist()])


def jit(names: Sequence[str], quick: bool = False) -> Engine:
    """``step`` of the machine code, one call a point."""
    native = compile_native(program_of(names), quick=quick)
    step = native.step_function()
    unused = np.zeros(1)

    def run(arguments: Floats) -> Floats:
        arguments = np.ascontiguousarray(arguments)
        results = np.empty((len(arguments), len(names)))
        at, to = arguments.ctypes.data, results.ctypes.data
        for i in range(len(arguments)):
            step(unused.ctypes.data, unused.ctypes.data, at + 16 * i, to + 8 * len(names) * i)
        return results

    return run


def batch(names: Sequence[str]) -> Engine:
    """``batch`` of the machine code: a loop that LLVM vectorises where a function has no loop of its own."""
    native = compile_native(program_of(names))
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * 8)(native.batch_for(False))
    return lambda arguments: _over_lanes(native, prototype, arguments)


def _over_lanes(native: NativePolicy, call: Callable[..., None], arguments: Floats) -> Floats:
    lanes = len(arguments)
    observation = np.ascontiguousarray(arguments.T)
    action, status, unused = np.empty((native.action_size, lanes)), np.empty(lanes, np.int64), np.zeros(max(lanes, 1))
    data = [a.ctypes.data for a in (unused, observation, action, status)]
    call(lanes, lanes, unused.ctypes.data, 0, *data)
    return np.ascontiguousarray(action.T)


# --- C -----------------------------------------------------------------------------------------------------------------


def write_c(names: Sequence[str], folder: Path) -> None:
    """The C exporter's code for ``names`` without the controller's finish, and a loop over it, into ``folder``."""
    program = program_of(names)
    fields = tuple(Field(f"{name}_of_x") for name in names)
    signature = Signature(observation=(Field("x"), Field("y")), action=Box(fields), name="elementary")
    artifact = prepare(CompiledPolicy("elementary", "", signature, program), Options())
    bare = replace(artifact.program, finish=())
    artifact = replace(artifact, program=bare, frozen=freeze(bare, ()))
    vectors = make_vectors(bare, (), signature, artifact.action_fields, count=10)
    files = export(artifact, vectors)
    for name in ("elementary.c", "elementary.h"):
        (folder / name).write_text(files[name], encoding="utf-8")
    (folder / "loop.c").write_text(_LOOP, encoding="utf-8")


def compilers() -> list[str]:
    """C compilers of this machine that are known to the exporter."""
    return [c for c in ("gcc", "clang") if shutil.which(c)]


def build_c(names: Sequence[str], folder: Path, compiler: str, build: str) -> Engine:
    """What ``write_c`` left in ``folder``, compiled. AssertionError with the compiler's complaint."""
    library = folder / f"{compiler}-{build}.so"
    command = [compiler, "-std=c99", *BUILDS[build], "-fPIC", "-shared", "loop.c", "-o", str(library)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:4000]
    evaluate = ctypes.CDLL(str(library)).evaluate
    evaluate.argtypes, evaluate.restype = [ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p], None

    def run(arguments: Floats) -> Floats:
        arguments = np.ascontiguousarray(arguments)
        results = np.empty((len(arguments), len(names)))
        evaluate(len(arguments), arguments.ctypes.data, results.ctypes.data)
        return results

    return run


def bits(values: Floats) -> NDArray[np.int64]:
    """Bit patterns, every NaN the same one."""
    return np.where(np.isnan(values), np.nan, values).view(np.int64)
