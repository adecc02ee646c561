"""What a native policy offers besides bits."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.compiler.jit import Stepper, codegen, compile_native
from ppc.compiler.jit import native as native_module
from ppc.compiler.jit.module import batch_module, scalar_module
from tests.ir import samples
from tests.ir.samples import at, bi, f, local, observation, program, put, state, table, un


def test_sizes() -> None:
    native = compile_native(samples.ring())
    sizes = native.n_parameters, native.n_constants, native.n_state, native.obs_size, native.action_size
    assert sizes == (1, 21, 24, 2, 2)
    assert all(isinstance(a, int) and a for a in (native.derive, native.reset, native.step, native.batch, native.reset_lane))


def test_nothing_is_compiled_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[tuple[str, ...]] = []
    original = native_module._build
    monkeypatch.setattr(native_module, "_build", lambda text, names, plan: built.append(names) or original(text, names, plan))
    native = compile_native(samples.ring())
    assert built == []
    assert native.batch_for(False) and native.reset_lane
    assert built == [("batch", "reset_lane")]
    assert native.step and native.derive and native.reset
    assert built == [("batch", "reset_lane"), ("derive", "reset", "step")]


def test_derive_fills_the_constants() -> None:
    constants = compile_native(samples.swing()).constants(np.array([3.0, 0.5, 10.0]))
    assert constants.tolist() == [3.0, 0.5, 10.0, 1.5]
    with pytest.raises(ValueError, match="3 parameters, not 1"):
        compile_native(samples.swing()).constants([1.0])


def test_the_stepper_keeps_the_first_fault_of_an_episode() -> None:
    native = compile_native(samples.swing())
    stepper = Stepper(native, native.constants([2.0, 0.5, 10.0]))
    assert stepper.act([0.1, 0.2, 1.0]).shape == (1,)
    assert stepper.status == 0
    stepper.act([0.1, 0.2, 0.0])
    first = stepper.status
    assert first
    stepper.act(np.array([0.1, 0.2, 1.0], dtype=np.float32))
    assert stepper.status == first
    stepper.reset()
    assert stepper.status == 0
    with pytest.raises(ValueError, match="broadcast"):
        stepper.act([1.0, 2.0])


def test_a_function_keeps_its_code_alive() -> None:
    step = compile_native(samples.swing()).step_function()
    gc.collect()
    words = [np.ones(4), np.zeros(3), np.array([0.1, 0.2, 0.0]), np.zeros(1)]
    assert step(*(w.ctypes.data for w in words)) != 0


def test_reset_begins_from_zero_whatever_was_there() -> None:
    sample = program(
        state=(state("never_set", I64), state("half_set", Array(F64, 3))),
        reset=(put(state("half_set", Array(F64, 3)), 1, f(2.0)),),
    )
    native = compile_native(sample)
    words = np.full(4, np.nan)
    native.reset_function()(np.zeros(1).ctypes.data, words.ctypes.data)
    assert words.tolist() == [0.0, 0.0, 2.0, 0.0]


def _every_operation() -> Program:
    from tests.jit.test_operations import _all_at

    obs = observation(2)
    operand: dict[Scalar, tuple[ir.Expr, ir.Expr]] = {
        F64: (at(obs, 0), at(obs, 1)),
        I64: (un("f2i", at(obs, 0)), un("f2i", at(obs, 1))),
        BOOL: (bi("flt", at(obs, 0), at(obs, 1)), bi("feq", at(obs, 0), at(obs, 1))),
    }
    return _all_at(operand)


@pytest.mark.parametrize("kind", ["scalar", "lanes"])
def test_no_operation_calls_a_library(kind: str) -> None:
    """A system's libm has bits of its own; only the memory functions may be asked for."""
    llvm = pytest.importorskip("llvmlite.binding")
    if "sse4.1" not in llvm.get_host_cpu_features() or not llvm.get_host_cpu_features()["sse4.1"]:
        pytest.skip("this CPU rounds by a library call, which is exact")
    sample = _every_operation()
    scalar = kind == "scalar"
    text = scalar_module(sample) if scalar else batch_module(sample)
    for plan in (codegen.Plan.QUICK, codegen.Plan.STRAIGHT, codegen.Plan.LOOPS) if scalar else (codegen.Plan.LANES,):
        code = codegen.compile_object(text, plan)
        for name in (b"floor", b"ceil", b"trunc", b"rint", b"roundeven", b"nearbyint", b"sqrt", b"fmod", b"fma", b"fabs"):
            assert b"\0" + name + b"\0" not in code


def test_lanes_are_vectorised() -> None:
    """Straight-line policies with branches and sines become vector code over lanes."""
    llvm = pytest.importorskip("llvmlite.binding")
    if not llvm.get_host_cpu_features().get("avx2"):
        pytest.skip("this CPU has no 256-bit vectors")
    host = codegen._host()
    for own in (False, True):
        module = llvm.parse_assembly(batch_module(samples.swing(), own))
        codegen._optimise(module, codegen.Plan.LANES, host.machines[0])
        assert "x double>" in str(module)


def test_no_text_of_ours_allows_reassociation() -> None:
    for sample in (samples.swing(), samples.ring(), _every_operation()):
        for text in (scalar_module(sample), batch_module(sample)):
            for flag in ("fast", "reassoc", "contract", "nnan", "ninf", "nsz", "arcp", "afn", "fmuladd"):
                assert f" {flag} " not in text and f".{flag}" not in text


def test_large_tables_and_arrays() -> None:
    numbers = table("numbers", F64, tuple(float(k) for k in range(3000)))
    copied, act = local("copied", Array(F64, 3000)), samples.action(1)
    sample = program(step=(ir.Copy(copied, numbers), put(act, 0, at(copied, un("f2i", at(observation(1), 0))))))
    native = compile_native(sample)
    stepper = Stepper(native, native.constants([]))
    assert [stepper.act([float(k)])[0] for k in (-5, 0, 1234, 2999, 9999)] == [0.0, 0.0, 1234.0, 2999.0, 2999.0]
