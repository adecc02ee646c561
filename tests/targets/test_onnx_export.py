"""The ONNX target: random programs agree with the interpreter; state, metadata, refusals."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ppc.compiler.ir.nodes import Assign, Block, Loop, Variable
from ppc.compiler.ir.ops import UNARY
from ppc.compiler.ir.types import F64
from ppc.targets import ExportError, export, write_bundle
from ppc.targets.onnx_ import export as export_onnx
from ppc.targets.onnx_graph import Graph, Value, tensor_type
from ppc.targets.onnx_replay import agrees, replay
from ppc.targets.vectors import SPECIAL, bits_of, make_vectors
from tests.targets.target_programs import FLOATS, artifact_of, f, pd_policy, random_program, span, switch_policy

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")


def test_random_programs_agree_with_the_reference(tmp_path: Path) -> None:
    for seed in range(4000, 4018):
        program, signature = random_program(seed)
        artifact = artifact_of(program, signature)
        vectors = make_vectors(program, artifact.values, signature, artifact.action_fields)
        (tmp_path / f"{artifact.name}.onnx").write_bytes(export_onnx(artifact, vectors)[f"{artifact.name}.onnx"])  # type: ignore[arg-type]
        (tmp_path / "vectors.csv").write_text(vectors.text())
        manifest = {"name": artifact.name, "interface": {"observation": {"size": signature.obs_size}}}
        assert replay(tmp_path, manifest) == "320 passed, 0 failed", seed


@pytest.mark.parametrize("op", ["bits", "from_bits", "f2i", "rint", "trunc", "f32"])
def test_operations_are_exact(op: str) -> None:
    numbers = (*SPECIAL, *FLOATS, 1.9999999999999998, -1234.5678, 2.0**53, 3e-308, 0.5, -0.5, 2.5)
    takes, gives, define = UNARY[op]
    values = [x if takes is F64 else int(np.float64(x).view(np.int64)) for x in numbers]
    graph = Graph(keeps_zero_signs=True)
    result = graph.unary(op, Value(takes, "x"))
    helper = onnx.helper
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "g",
            [helper.make_tensor_value_info("x", tensor_type(takes), [1])],
            [helper.make_tensor_value_info(result.name, tensor_type(gives), [1])],
            graph.initializers,
        ),
        opset_imports=[helper.make_opsetid("", 18)],
        ir_version=8,
    )
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    for x in values:
        (found,) = session.run(None, {"x": np.array([x], np.float64 if takes is F64 else np.int64)})[0].tolist()
        expected = define(x)
        assert (bits_of(found) == bits_of(expected)) if gives is F64 else found == expected, x


def session_of(folder: Path) -> onnxruntime.InferenceSession:
    (path,) = folder.glob("*.onnx")
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def test_state_goes_in_and_out_and_defaults_to_reset(tmp_path: Path) -> None:
    session = session_of(write_bundle(export(pd_policy(), "onnx"), tmp_path / "pd"))
    obs = np.array([0.1, 0.0])
    action, state, status = session.run(["action", "state_out", "status"], {"observation": obs})
    assert (action[0], status[0]) == (-1.75, 0)
    assert session.run(["action"], {"observation": obs, "state_in": state})[0][0] == -1.25
    assert session.run(["action"], {"observation": obs})[0][0] == -1.75


def test_metadata(tmp_path: Path) -> None:
    folder = write_bundle(export(pd_policy(), "onnx", dt=0.01), tmp_path / "pd")
    metadata = session_of(folder).get_modelmeta().custom_metadata_map
    assert json.loads(metadata["dt"]) == 0.01
    assert json.loads(metadata["action"])["fields"][0]["unit"] == "N·m"
    assert json.loads(metadata["parameters"])[0]["name"] == "kp"
    assert json.loads(metadata["initial_state"]) == [0.0]


def test_discrete_action_is_an_integer(tmp_path: Path) -> None:
    session = session_of(write_bundle(export(switch_policy(), "onnx"), tmp_path / "switch"))
    for x, expected in ((1.0, 2), (0.0, 0), (math.nan, 0), (math.inf, 2)):
        (action,) = session.run(["action"], {"observation": np.array([x])})
        assert action.dtype == np.int64
        assert action.tolist() == [expected]


def test_a_long_loop_is_refused_in_one_line() -> None:
    policy = pd_policy()
    body: Block = (Assign(Variable("last", F64), f(1.0)),)
    loop = Loop(body, 10_000, None, span(9))
    program = replace(policy.program, step=(loop, *policy.program.step))
    with pytest.raises(ExportError, match=r"line 9 has a loop of up to 10000 turns.*c or numba") as caught:
        export(replace(policy, program=program), "onnx")
    assert "\n" not in str(caught.value)


def test_agreement_is_strict() -> None:
    assert agrees(1.0, 1.0 + 1e-12)
    assert not agrees(1.0, 1.0 + 1e-8)
    assert agrees(math.nan, math.nan)
    assert not agrees(math.nan, 0.0)
    assert agrees(math.inf, math.inf)
    assert not agrees(math.inf, 1e308)


def test_nearly_neutral_constants_survive_the_runtime() -> None:
    graph = Graph()
    x = Value(F64, "x")
    scaled = graph.binary("fmul", x, Value(F64, value=1.0 + 1e-7))
    shifted = graph.binary("fadd", scaled, Value(F64, value=1e-12))
    helper = onnx.helper
    info = [helper.make_tensor_value_info(n, tensor_type(F64), [1]) for n in ("x", shifted.name)]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "g", info[:1], info[1:], graph.initializers),
        opset_imports=[helper.make_opsetid("", 18)],
        ir_version=8,
    )
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    assert session.run(None, {"x": np.array([3.0])})[0][0] == 3.0 * (1.0 + 1e-7) + 1e-12
