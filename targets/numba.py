"""The Numba target: one readable module that needs numba and numpy only, held to the reference bits."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ppc.compiler.faults import DISQUALIFYING_MASK, FAULTS
from ppc.compiler.ir.assigned import maybe_unassigned
from ppc.compiler.ir.nodes import Block, Function, Storage, Variable
from ppc.compiler.ir.types import Array, Scalar
from ppc.compiler.ir.walk import read_variables, variables
from ppc.compiler.signature import Discrete
from ppc.targets.analysis import constant_accesses, faulted_in, indexed_dynamically, read_all
from ppc.targets.artifact import Artifact
from ppc.targets.expressions import wrap
from ppc.targets.manifest import ppc_version, provenance_lines
from ppc.targets.naming import PYTHON_RESERVED, Names
from ppc.targets.numba_printer import DTYPE, HELPERS, ZERO, NumbaPrinter, constant
from ppc.targets.render import render
from ppc.targets.vectors import Vectors, element_names

_NAMES = {
    *PYTHON_RESERVED, *HELPERS.values(), "math", "np", "njit", "types", "int", "float", "range", "len", "abs", "status",
    "state", "s", "obs", "out", "step", "reset", "act", "reset_state", "Controller", "STATE", "DISQUALIFYING", "DT",
    "OBS_SIZE", "ACTION_SIZE", "SAFE_ACTION", "ACTION_LOW", "ACTION_HIGH", "OBSERVATION", "ACTION", "CHOICES", "sys",
    "argparse", "Path", "from_dtype", "intrinsic", "main", "selftest", "print", "zip", "bool", "list", "tuple", "str",
    *(f"FAULT_{code.upper()}" for code in FAULTS), "FAULTS", "_STATE",
}  # fmt: skip
_TYPES = {"f64": "float64", "i64": "int64", "bool": "boolean"}


_BRANCH = re.compile(r"\b(?:if|elif|else|for|while|and|or)\b")
_FEW_BRANCHES = 200  # Numba takes a frame or two for each, of Python's thousand


class NumbaFile:
    """The names of one exported module and the text of its parts."""

    def __init__(self, artifact: Artifact) -> None:
        self.artifact = artifact
        self.program = artifact.frozen.program
        self.helpers: set[str] = set()
        self.names = Names(_NAMES)
        frozen = artifact.frozen
        self.constant_names = {
            v.name: self.names.take(artifact.constant_name(v).upper()) for v in (*frozen.constants, *frozen.tables)
        }
        self.function_names = {f.name: f"_{self.names.take(f.name)}" for f in self.program.functions}
        fields = Names(PYTHON_RESERVED)
        self.state_fields = {v.name: fields.take(v.name) for v in self.program.state}

    def _scope(self, block: Block, more: tuple[Variable, ...] = ()) -> tuple[dict[str, str], Names]:
        names = Names({*_NAMES, *self.constant_names.values(), *self.function_names.values()})
        text = {**self.constant_names, **{name: f"s.{f}" for name, f in self.state_fields.items()}}
        for variable in (*more, *variables(block).values()):
            if variable.storage is Storage.LOCAL and variable.name not in text:
                text[variable.name] = names.take(variable.name)
        text[self.program.observation.name] = "obs"
        text[self.program.action.name] = "out"
        return text, names

    def functions(self) -> list[str]:
        return [line for f in self.program.functions for line in (*self._function(f), "", "")]

    def _function(self, function: Function) -> list[str]:
        results = tuple(read_variables(function.result))
        text, _ = self._scope(function.body, (*function.parameters, *results))
        printer = NumbaPrinter(text, {}, self.function_names, self.helpers)
        given = {p.name for p in function.parameters}
        _declare(printer, function.body, given, maybe_unassigned(function.body, function.result))
        if function.body:
            printer.block(function.body)
        printer.put_value("return ", printer.code(function.result))
        arguments = ", ".join(_TYPES[_scalar(p).value] for p in function.parameters)
        head = f"def {self.function_names[function.name]}({', '.join(text[p.name] for p in function.parameters)}):"
        doc = _doc_text(function.doc.split("\n\n")[0])
        return [
            f'@njit("{_TYPES[function.type.value]}({arguments})", cache=True, error_model="numpy")',
            head,
            *([f'    """{doc}"""'] if doc else []),
            *printer.lines,
        ]

    def reset(self) -> list[str]:
        block = self.program.reset
        text, _ = self._scope(block)
        counts = faulted_in(block)
        printer = NumbaPrinter(
            text, {}, self.function_names, self.helpers, self.program.sites, self.artifact.source, counts
        )
        if counts:
            printer.put("status = 0")
        _declare(printer, block, (), maybe_unassigned(block))
        zeroed = maybe_unassigned((*block, *read_all(self.program.state)))
        for v in self.program.state:
            if v.name not in zeroed:
                continue
            if isinstance(v.type, Array):
                printer._each(v, printer.temporary("k"), ZERO.get(v.type.element, "0"))
            else:
                printer.put(f"s.{self.state_fields[v.name]} = {ZERO.get(v.type, '0')}")
        printer.block(block)
        return [*(["    s = state[0]"] if self.program.state else []), *printer.lines]

    def step(self) -> list[str]:
        program, block = self.program, (*self.program.step, *self.program.finish)
        text, names = self._scope(block)
        elements: dict[tuple[str, int], str] = {}
        lines = ["    s = state[0]"] if any(v.name in variables(block) for v in program.state) else []
        lines.append("    status = 0")
        if not indexed_dynamically(block, program.observation):
            observed = element_names(self.artifact.signature.observation)
            for k in sorted(constant_accesses(block, program.observation)):
                elements[program.observation.name, k] = names.take(observed[k], "obs")
                lines.append(f"    {elements[program.observation.name, k]} = obs[{k}]")
        targets = element_names(self.artifact.action_fields)
        results = []
        if indexed_dynamically(block, program.action):
            lines += [f"    out[{k}] = 0.0" for k in range(len(targets))]
        else:
            results = [names.take(t if t.startswith("action") else f"action_{t}") for t in targets]
            elements.update({(program.action.name, k): r for k, r in enumerate(results)})
            lines += [f"    {r} = 0.0" for r in results]
        printer = NumbaPrinter(
            text, elements, self.function_names, self.helpers, program.sites, self.artifact.source
        )
        _declare(printer, block, (), maybe_unassigned(block))
        printer.block(block)
        lines += printer.lines
        return [*lines, *(f"    out[{k}] = {r}" for k, r in enumerate(results)), "    return status"]

    def constants(self) -> list[str]:
        frozen, lines = self.artifact.frozen, []
        for v in frozen.constants:
            note = " ".join(self.artifact.constant_note(v).split())
            lines.append(f"{self.constant_names[v.name]} = {constant(_scalar(v), v.values[0]).code}  # {note}")
        for v in frozen.tables:
            assert isinstance(v.type, Array)
            values = ", ".join(constant(v.type.element, x).code for x in v.values)
            dtype = DTYPE.get(v.type.element, "np.int64")
            lines += wrap(f"{self.constant_names[v.name]} = np.array([{values}], {dtype})", "    ")
        return lines

    def state(self) -> list[str]:
        lines = []
        for v in self.program.state:
            element = v.type.element if isinstance(v.type, Array) else v.type
            shape = f", ({v.type.size},)" if isinstance(v.type, Array) else ""
            lines.append(f'("{self.state_fields[v.name]}", {DTYPE.get(element, "np.int64")}{shape}),')
        return lines or ['("unused", np.int64),  # this controller has no memory']


def _doc_text(text: str) -> str:
    """``text`` fit for the inside of a docstring, on one line."""
    return " ".join(text.split()).replace("\\", "/").replace('"', "'")


def _scalar(variable: Variable) -> Scalar:
    assert isinstance(variable.type, Scalar)
    return variable.type


def _declare(
    printer: NumbaPrinter, block: Block, given: set[str] | tuple[str, ...], zeroed: Mapping[str, Variable]
) -> None:
    """Arrays come into being once; scalars need a zero only where they may be read before they are assigned."""
    for variable in {**variables(block), **zeroed}.values():
        if variable.storage is not Storage.LOCAL or variable.name in given:
            continue
        if isinstance(variable.type, Array) or variable.name in zeroed:
            printer.zero(variable)


def _recursion(lines: list[str]) -> int:
    """Python's recursion limit with which Numba compiles code with so many branches; 0 where the usual one suffices."""
    branches = sum(len(_BRANCH.findall(line)) for line in lines)
    return 0 if branches <= _FEW_BRANCHES else 1000 + 20 * branches


def export(artifact: Artifact, vectors: Vectors) -> Mapping[str, str]:
    """The files of the Numba artifact, by name."""
    file = NumbaFile(artifact)
    reset, step, functions = file.reset(), file.step(), file.functions()
    signature = artifact.signature
    text = render(
        "numba_module.py.jinja",
        name=artifact.name,
        version=ppc_version(),
        provenance=[_doc_text(line) for line in provenance_lines(artifact.provenance)],
        constants=file.constants(),
        state=file.state(),
        reset=reset,
        step=step,
        functions=functions,
        helpers=file.helpers,
        recursion=_recursion([*reset, *step, *functions]),
        faults=[(c.upper(), k) for c, k in FAULTS.items()],
        disqualifying=DISQUALIFYING_MASK,
        signature=signature,
        observation=signature.observation,
        action=artifact.action_fields,
        discrete=signature.discrete,
        choices=signature.action.choices if isinstance(signature.action, Discrete) else (),
        number=lambda x: constant(_F64, x).code,
    )
    return {f"{artifact.name}.py": text}


_F64 = Scalar.F64
