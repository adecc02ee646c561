"""The ONNX target: one float64 graph a step, the controller's memory in and out as tensors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ppc.compiler.faults import FAULTS
from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.layout import Slot, layout_of
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.targets.artifact import Artifact
from ppc.targets.manifest import interface, parameters, ppc_version
from ppc.targets.onnx_graph import Graph, Value, f64, i64
from ppc.targets.onnx_lowering import Cell, Environment, Lowering, sees_zero_signs
from ppc.targets.render import render
from ppc.targets.vectors import Vectors

OPSET, IR_VERSION = 18, 8


class OnnxFile:
    """The graph of one artifact under construction."""

    def __init__(self, artifact: Artifact) -> None:
        self.artifact = artifact
        self.program = artifact.frozen.program
        self.graph = Graph(keeps_zero_signs=sees_zero_signs(self.program))
        slots = layout_of(self.program).state
        self.floats = [s for s in slots if _element(s) is F64]
        self.integers = [s for s in slots if _element(s) is not F64]  # booleans are 0 and 1 there
        self.initial = _initial(self.program)

    def split(self, name: str, size: int, scalar: Scalar) -> list[Value]:
        """The elements of an input vector."""
        if size == 1:
            return [Value(scalar, name)]
        from onnx import helper

        names = [f"{name}_{k}" for k in range(size)]
        self.graph.nodes.append(helper.make_node("Split", [name], names, name=f"split_{name}", axis=0, num_outputs=size))
        return [Value(scalar, n) for n in names]

    def joined(self, name: str, values: list[Value]) -> None:
        """Output vector ``name`` of ``values``."""
        from onnx import helper

        tensors = [self.graph.tensor(v) for v in values]
        self.graph.nodes.append(helper.make_node("Concat", tensors, [name], name=f"join_{name}", axis=0))

    def state_in(self, name: str, slots: list[Slot], scalar: Scalar) -> Environment:
        values = self.split(name, sum(s.words for s in slots), scalar) if slots else []
        env: Environment = {}
        for slot in slots:
            own, values = values[: slot.words], values[slot.words :]
            if _element(slot) is BOOL:
                own = [self.graph.binary("ine", v, i64(0)) for v in own]
            env[slot.variable.name] = tuple(own) if isinstance(slot.variable.type, Array) else own[0]
        return env

    def state_out(self, name: str, slots: list[Slot], env: Environment) -> None:
        values = [v for slot in slots for v in _values(env[slot.variable.name])]
        if values:
            values = [self.graph.cast(v, I64) if v.type is BOOL and not v.known else v for v in values]
            self.joined(name, [i64(int(v.value)) if v.type is BOOL else v for v in values])

    def model(self) -> bytes:
        from onnx import checker, helper

        from ppc.targets.onnx_graph import tensor_type

        artifact, program, size = self.artifact, self.program, self.artifact.signature.obs_size
        env: Environment = {
            program.observation.name: tuple(self.split("observation", size, F64)),
            program.action.name: (f64(0.0),) * artifact.signature.action_size,
            **self.state_in("state_in", self.floats, F64),
            **self.state_in("state_int_in", self.integers, I64),
        }
        lowering = Lowering(self.graph, program)
        env, _ = lowering.block((*program.step, *program.finish), env)
        action = list(_values(env[program.action.name]))
        if artifact.signature.discrete:
            action = [self.graph.unary("f2i", v) for v in action]
        self.joined("action", action)
        self.state_out("state_out", self.floats, env)
        self.state_out("state_int_out", self.integers, env)
        status = i64(0)
        for kind in FAULTS.values():
            flag = lowering.flag(kind.name, env)
            status = self.graph.binary("iadd", status, self.graph.select(flag, i64(kind.bit), i64(0)))
        self.joined("status", [status])

        def vector(name: str, scalar: Scalar, n: int) -> Any:
            return helper.make_tensor_value_info(name, tensor_type(scalar), [n])

        inputs, outputs = [vector("observation", F64, size)], []
        outputs.append(vector("action", I64 if artifact.signature.discrete else F64, artifact.signature.action_size))
        for kind_, scalar, slots in (("state", F64, self.floats), ("state_int", I64, self.integers)):
            if slots:
                # An input with an initializer may be left out: a run starts without a state.
                initial = self.graph.initializer(scalar, self.initial[scalar], name=f"{kind_}_in")
                inputs.append(vector(initial, scalar, len(self.initial[scalar])))
                outputs.append(vector(f"{kind_}_out", scalar, len(self.initial[scalar])))
        outputs.append(vector("status", I64, 1))
        graph = helper.make_graph(self.graph.nodes, artifact.name, inputs, outputs, self.graph.initializers)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="ppc",
            producer_version=ppc_version(),
            doc_string="Start a run without state_in and state_int_in; then feed each *_out to its *_in.",
        )
        helper.set_model_props(model, self.metadata())
        checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString(deterministic=True))

    def metadata(self) -> dict[str, str]:
        artifact = self.artifact
        entries = {
            **interface(artifact),
            "name": artifact.name,
            "parameters": parameters(artifact),
            "state": [{"name": s.variable.name, "size": s.words} for s in self.floats],
            "state_int": [{"name": s.variable.name, "size": s.words} for s in self.integers],
            "initial_state": list(self.initial[F64]),
            "initial_state_int": list(self.initial[I64]),
            "faults": {k.name: k.bit for k in FAULTS.values()},
            "provenance": dict(artifact.provenance),
        }
        return {key: v if isinstance(v, str) else json.dumps(v) for key, v in entries.items()}


def _element(slot: Slot) -> Scalar:
    type_ = slot.variable.type
    return type_.element if isinstance(type_, Array) else type_


def _values(cell: Cell) -> tuple[Value, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _initial(program: object) -> dict[Scalar, tuple[float | int, ...]]:
    """The state after ``reset``: float64 words and the others."""
    from ppc.compiler.ir.nodes import Program

    assert isinstance(program, Program)
    interpreter = Interpreter(program)
    interpreter.start(interpreter.constants([]))
    words = interpreter.state_words()
    found: dict[Scalar, list[float | int]] = {F64: [], I64: []}
    for slot in layout_of(program).state:
        part = words[slot.offset : slot.offset + slot.words]
        if _element(slot) is F64:
            found[F64] += part.tolist()
        else:
            found[I64] += part.view("int64").tolist()
    return {k: tuple(v) for k, v in found.items()}


def export(artifact: Artifact, vectors: Vectors) -> Mapping[str, str | bytes]:
    """The files of the ONNX artifact, by name; ExportError when the policy does not fit a graph."""
    file = OnnxFile(artifact)
    model = file.model()
    readme = render(
        "onnx_readme.md.jinja",
        name=artifact.name,
        signature=artifact.signature,
        floats=file.floats,
        integers=file.integers,
        action=artifact.action_fields,
        nodes=len(file.graph.nodes),
        opset=OPSET,
    )
    return {f"{artifact.name}.onnx": model, "README.md": readme}
