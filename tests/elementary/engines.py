"""The elementary functions in every engine, as functions from arrays to arrays.

An engine is made of k functions. It takes f64[n, k, 2], the arguments of each function in each of n calls (a function of
one argument reads the first), and answers f64[n, k].
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy, Signature
from ppc.compiler.frontend.library.elementary_functions import FUNCTIONS
from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.verify import verify
from ppc.compiler.jit import NativePolicy, compile_native
from ppc.compiler.signature import Box, Field
from ppc.targets.artifact import Artifact, prepare
from ppc.targets.c import export
from ppc.targets.freeze import freeze
from ppc.targets.options import Options
from ppc.targets.vectors import Vectors, make_vectors

Floats = NDArray[np.float64]
Engine = Callable[[Floats], Floats]

BUILDS = ("O0", "O2", "O3-native", "vectors")
_FLAGS = {"O0": ["-O0"], "O2": ["-O2"], "O3-native": ["-O3", "-march=native"]}
# The loops over a structure of arrays become vector code once the functions are inlined into them.
_LARGE = (
    "max-inline-insns-single", "max-inline-insns-auto", "large-function-growth", "inline-unit-growth", "large-unit-insns",
    "large-stack-frame-growth",
)  # fmt: skip
_VECTORS = {
    "gcc": [
        "-finline-limit=100000", *(f"--param={p}=100000" for p in _LARGE), "-fno-trapping-math", "-fopt-info-vec-optimized"
    ],
    "clang": ["-mllvm", "-inline-threshold=100000", "-Rpass=loop-vectorize"],
}  # fmt: skip
_VECTORISED = {"gcc": "loop vectorized", "clang": "vectorized loop"}  # how the compilers say it
_LOOP = """
#include "elementary.c"
#include <stddef.h>
#include <string.h>

/* Call by call, through the exported step. */
void calls(int64_t count, const double *arguments, double *results)
{
    elementary_state state;
    int64_t i;
    elementary_reset(&state);
    for (i = 0; i < count; i++) {
        elementary_in in;
        elementary_out out;
        memcpy(&in, arguments + i * (int64_t)(sizeof in / sizeof(double)), sizeof in);
        (void)elementary_step(&state, &in, &out);
        memcpy(results + i * (int64_t)(sizeof out / sizeof(double)), &out, sizeof out);
    }
}

/* Function by function over a structure of arrays, for the vectoriser: arguments[2 * k][count], results[k][count]. */
void lanes(int64_t count, const double *restrict arguments, double *restrict results)
{
    int64_t i;
LANES}
"""
_LANE = "    for (i = 0; i < count; i++) results[{k} * count + i] = f64_{name}({arguments});\n"
_NUMBA = """
import importlib, sys
import numpy as np
folder = sys.argv[1]
sys.path.insert(0, folder)
m = importlib.import_module("elementary")
arguments = np.fromfile(folder + "/arguments").reshape(-1, m.OBS_SIZE)
results = np.empty((len(arguments), m.ACTION_SIZE))
state = np.zeros(m.STATE.itemsize, dtype=np.uint8).view(m.STATE)
m.reset_state(state)
for i in range(len(arguments)):
    m.step(state, arguments[i], results[i])
results.tofile(folder + "/results")
"""


def arity(name: str) -> int:
    return len(FUNCTIONS.get(name).parameters)


def program_of(names: Sequence[str]) -> ir.Program:
    """A program whose step answers every function of ``names`` at arguments of its own, with nothing finished."""
    observation = ir.Variable("obs", ir.Array(ir.F64, 2 * len(names)), ir.Storage.OBSERVATION)
    action = ir.Variable("action", ir.Array(ir.F64, len(names)), ir.Storage.ACTION)
    step = []
    for k, name in enumerate(names):
        arguments = tuple(ir.Load(observation, ir.Const(ir.I64, 2 * k + i), True) for i in range(arity(name)))
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
        columns = [[FUNCTIONS.evaluate(n, x[: arity(n)]) for x in arguments[:, k].tolist()] for k, n in enumerate(names)]
        return np.array(columns).T

    return run


def interpreter(names: Sequence[str]) -> Engine:
    reference = Interpreter(program_of(names))
    reference.start(reference.constants([]))
    return lambda arguments: np.array([reference.step(row)[0] for row in arguments.reshape(len(arguments), -1).tolist()])


def jit(names: Sequence[str], quick: bool = False) -> Engine:
    """``step`` of the machine code, one call a row."""
    native = compile_native(program_of(names), quick=quick)
    step = native.step_function()
    unused = np.zeros(1)

    def run(arguments: Floats) -> Floats:
        arguments = np.ascontiguousarray(arguments)
        results = np.empty((len(arguments), len(names)))
        at, to, width = arguments.ctypes.data, results.ctypes.data, 8 * len(names)
        for i in range(len(arguments)):
            step(unused.ctypes.data, unused.ctypes.data, at + 2 * width * i, to + width * i)
        return results

    return run


def batch(names: Sequence[str]) -> Engine:
    """``batch`` of the machine code: a loop that LLVM vectorises where a function has no loop of its own."""
    native = compile_native(program_of(names))
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * 8)(native.batch_for(False))
    return lambda arguments: _over_lanes(native, prototype, arguments)


def _over_lanes(native: NativePolicy, call: Callable[..., None], arguments: Floats) -> Floats:
    lanes = len(arguments)
    observation = np.ascontiguousarray(arguments.reshape(lanes, -1).T)
    action, status, unused = np.empty((native.action_size, lanes)), np.empty(lanes, np.int64), np.zeros(max(lanes, 1))
    data = [a.ctypes.data for a in (unused, observation, action, status)]
    call(lanes, lanes, unused.ctypes.data, 0, *data)
    return np.ascontiguousarray(action.T)


# --- exports -----------------------------------------------------------------------------------------------------------


def _artifact(names: Sequence[str]) -> tuple[Artifact, Vectors]:
    """An artifact of ``names`` without the controller's finish: NaN and inf come out."""
    program = program_of(names)
    fields = tuple(Field(f"{name}_of_x") for name in names)
    inputs = tuple(Field(f"{axis}_{name}") for name in names for axis in "xy")
    signature = Signature(observation=inputs, action=Box(fields), name="elementary")
    artifact = prepare(CompiledPolicy("elementary", "", signature, program), Options())
    bare = replace(artifact.program, finish=())
    artifact = replace(artifact, program=bare, frozen=freeze(bare, ()))
    return artifact, make_vectors(bare, (), signature, artifact.action_fields, count=10)


def numba(names: Sequence[str], folder: Path) -> Engine:
    """The exported Numba module, in a process of its own."""
    from ppc.targets.numba import export as export_numba

    (folder / "elementary.py").write_text(export_numba(*_artifact(names))["elementary.py"], encoding="utf-8")

    def run(arguments: Floats) -> Floats:
        np.ascontiguousarray(arguments).tofile(folder / "arguments")
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "cache")}
        command = [sys.executable, "-c", _NUMBA, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr[-4000:]
        return np.fromfile(folder / "results").reshape(len(arguments), len(names))

    return run


def write_c(names: Sequence[str], folder: Path) -> None:
    """The C exporter's code for ``names``, and two loops over it, into ``folder``."""
    files = export(*_artifact(names))
    for name in ("elementary.c", "elementary.h"):
        (folder / name).write_text(files[name], encoding="utf-8")
    lanes = ""
    for k, name in enumerate(names):
        arguments = ", ".join(f"arguments[{2 * k + i} * count + i]" for i in range(arity(name)))
        lanes += _LANE.format(k=k, name=name, arguments=arguments)
    (folder / "loop.c").write_text(_LOOP.replace("LANES", lanes), encoding="utf-8")


def compilers() -> list[str]:
    """C compilers of this machine that are known to the exporter."""
    return [c for c in ("gcc", "clang") if shutil.which(c)]


def _vectorisable(folder: Path) -> Path:
    """A copy of what ``write_c`` left without the pragma that keeps gcc from vectorising.

    The exporter has it for products in neighbouring lanes, which gcc fuses; there are none of them here.
    """
    copied = folder / "vectors"
    copied.mkdir(exist_ok=True)
    for name in ("elementary.c", "elementary.h", "loop.c"):
        text = (folder / name).read_text(encoding="utf-8")
        (copied / name).write_text(text.replace(', "no-tree-vectorize"', ""), encoding="utf-8")
    return copied


def build_c(names: Sequence[str], folder: Path, compiler: str, build: str) -> tuple[Engine, Engine]:
    """What ``write_c`` left in ``folder``, compiled: call by call, and over a structure of arrays.

    AssertionError with the compiler's complaint, or when ``vectors`` are asked for and there is hardly a vector loop.
    """
    library = folder / f"{compiler}-{build}.so"
    if build == "vectors":
        folder = _vectorisable(folder)
    flags = _FLAGS["O3-native"] + _VECTORS[compiler] if build == "vectors" else _FLAGS[build]
    command = [compiler, "-std=c99", *flags, "-fPIC", "-shared", "loop.c", "-o", str(library)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:4000]
    assert build != "vectors" or done.stderr.count(_VECTORISED[compiler]) >= len(names) // 3, done.stderr[:4000]
    code = ctypes.CDLL(str(library))
    for function in (code.calls, code.lanes):
        function.argtypes, function.restype = [ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p], None

    def calls(arguments: Floats) -> Floats:
        arguments = np.ascontiguousarray(arguments)
        results = np.empty((len(arguments), len(names)))
        code.calls(len(arguments), arguments.ctypes.data, results.ctypes.data)
        return results

    def lanes(arguments: Floats) -> Floats:
        columns = np.ascontiguousarray(arguments.reshape(len(arguments), -1).T)
        results = np.empty((len(names), len(arguments)))
        code.lanes(len(arguments), columns.ctypes.data, results.ctypes.data)
        return np.ascontiguousarray(results.T)

    return calls, lanes


def bits(values: Floats) -> NDArray[np.int64]:
    """Bit patterns, every NaN the same one."""
    return np.where(np.isnan(values), np.nan, values).view(np.int64)
