"""The C99 target: header, source, Makefile, selftest and report; no allocation, no libm, no globals."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

from ppc.compiler.faults import DISQUALIFYING_MASK, FAULTS
from ppc.compiler.ir.assigned import maybe_unassigned
from ppc.compiler.ir.nodes import (
    Block,
    Function,
    Program,
    Storage,
    Variable,
)
from ppc.compiler.ir.types import Array, Scalar
from ppc.compiler.ir.walk import read_variables, variables
from ppc.compiler.signature import Discrete, Field
from ppc.targets.analysis import faulted_in, indexed_dynamically, locals_of, read_all
from ppc.targets.artifact import Artifact
from ppc.targets.c_expressions import CExpressions, c_type
from ppc.targets.c_helpers import HELPERS, with_needs
from ppc.targets.c_statements import ZERO, CStatements, comment_text, fault_names
from ppc.targets.expressions import wrap
from ppc.targets.manifest import ppc_version, provenance_lines
from ppc.targets.naming import C_RESERVED, Names, identifier
from ppc.targets.render import render
from ppc.targets.report import report
from ppc.targets.vectors import Vectors, bits_of

_FILE_NAMES = ("status", "state", "in", "out", "DISQUALIFYING_FAULTS", "COPY_BYTES", "F64_INFINITY", "F64_NAN")


@dataclass(frozen=True)
class Member:
    """One struct member: ``element`` names the k-th element in code."""

    name: str
    field: Field
    comment: str

    @property
    def declaration(self) -> str:
        return self.name if self.field.size == 1 else f"{self.name}[{self.field.size}]"

    def element(self, k: int) -> str:
        return self.name if self.field.size == 1 else f"{self.name}[{k}]"


def members(fields: tuple[Field, ...]) -> list[Member]:
    """Struct members of ``fields``, named in one scope."""
    names = Names(C_RESERVED)
    return [Member(names.take(f.name, "field"), f, field_comment(f)) for f in fields]


def field_comment(f: Field) -> str:
    """Unit, range and meaning of a field, for a comment."""
    parts = [f.unit or "-"]
    if math.isfinite(f.low) or math.isfinite(f.high):
        parts.append(f"{'[' if math.isfinite(f.low) else '('}{f.low!r}, {f.high!r}{']' if math.isfinite(f.high) else ')'}")
    return comment_text(", ".join(parts) + (f": {f.meaning}" if f.meaning else ""))


class CFile:
    """The names of one exported C file and the text of its parts."""

    def __init__(self, artifact: Artifact) -> None:
        self.artifact = artifact
        self.program: Program = artifact.frozen.program
        self.name = artifact.name
        self.macro = artifact.name.upper()
        self.inputs = members(artifact.signature.observation)
        self.outputs = members(artifact.action_fields)
        self.helpers: set[str] = set()
        self.file_names = Names({*C_RESERVED, *_FILE_NAMES, *HELPERS})
        self.constant_names = {
            v.name: self.file_names.take(artifact.constant_name(v))
            for v in (*artifact.frozen.constants, *artifact.frozen.tables)
        }
        self.function_names = {f.name: self.file_names.take(f"{f.type.value}_{f.name}") for f in self.program.functions}
        state_names = Names(C_RESERVED)
        self.state_members = {v.name: state_names.take(v.name) for v in self.program.state}
        self.faults = fault_names(self.macro)

    # --- scopes

    def _scope(self, block: Block, more: tuple[Variable, ...] = ()) -> dict[str, str]:
        names = Names({*C_RESERVED, *_FILE_NAMES, *HELPERS, *self.constant_names.values(), *self.function_names.values()})
        text = dict(self.constant_names)
        text.update({name: f"state->{member}" for name, member in self.state_members.items()})
        for variable in (*more, *variables(block).values()):
            if variable.storage is Storage.LOCAL and variable.name not in text:
                text[variable.name] = names.take(variable.name)
        for variable, name in ((self.program.observation, "observation"), (self.program.action, "action")):
            if indexed_dynamically(block, variable):
                text[variable.name] = names.take(name)
        self._names = names
        return text

    def functions(self) -> list[str]:
        return [line for f in self.program.functions for line in (*self._function(f), "")]

    def _function(self, function: Function) -> list[str]:
        results = tuple(read_variables(function.result))
        text = self._scope(function.body, (*function.parameters, *results))
        printed = CExpressions(text, {}, self.function_names, self.helpers)
        locals_ = locals_of(function.body, function.result, {p.name for p in function.parameters})
        printer = CStatements(printed, locals_, (), (), None)
        used = {v.name for v in results} | set(variables(function.body))
        for parameter in function.parameters:
            if parameter.name not in used:
                printer.put(f"(void){text[parameter.name]};")
        printer.declarations()
        printer.block(function.body)
        printer.put(f"return {printed.code(function.result)};")
        parameters = ", ".join(f"{c_type(_scalar(p))} {text[p.name]}" for p in function.parameters) or "void"
        head = wrap(f"static {c_type(function.type)} {self.function_names[function.name]}({parameters})", "    ")
        doc = [f"/* {line} */" for line in [comment_text(function.doc.split("\n\n")[0])] if line]
        return [*doc, *head, "{", *printer.lines, "}"]

    def reset(self) -> list[str]:
        block = self.program.reset
        printed = CExpressions(self._scope(block), {}, self.function_names, self.helpers)
        counts_faults = faulted_in(block)
        faults = self.faults if counts_faults else None
        printer = CStatements(printed, locals_of(block), self.program.sites, self.artifact.source, faults)
        if counts_faults:
            printer.put("uint32_t status = 0u;")
        printer.declarations()
        zeroed = maybe_unassigned((*block, *read_all(self.program.state)))
        for variable in self.program.state:
            if variable.name not in zeroed:
                continue
            if isinstance(variable.type, Array):
                printer._each(variable, ZERO.get(variable.type.element, "0"))
            else:
                printer.put(f"state->{self.state_members[variable.name]} = {ZERO.get(variable.type, '0')};")
        printer.block(block)
        if not self.program.state:
            printer.put("state->unused = 0;")
        return printer.lines

    def step(self) -> list[str]:
        program, block = self.program, (*self.program.step, *self.program.finish)
        text = self._scope(block)
        elements: dict[tuple[str, int], str] = {}
        lines: list[str] = []
        flat = [f"in->{m.element(k)}" for m in self.inputs for k in range(m.field.size)]
        if indexed_dynamically(block, program.observation):
            lines += [f"    const double {text[program.observation.name]}[{len(flat)}] = {{"]
            lines += [f"        {code}," for code in flat] + ["    };"]
        else:
            elements.update({(program.observation.name, i): code for i, code in enumerate(flat)})
        targets = [m.element(k) for m in self.outputs for k in range(m.field.size)]
        if indexed_dynamically(block, program.action):
            results = [f"{text[program.action.name]}[{i}]" for i in range(len(targets))]
            lines.append(f"    double {text[program.action.name]}[{len(targets)}] = {{0.0}};")
        else:
            results = [self._names.take(t if t.startswith("action") else f"action_{t}") for t in targets]
            elements.update({(program.action.name, i): r for i, r in enumerate(results)})
            lines += [f"    double {r} = 0.0;" for r in results]
        printed = CExpressions(text, elements, self.function_names, self.helpers)
        printer = CStatements(printed, locals_of(block), program.sites, self.artifact.source, self.faults)
        printer.declarations()
        printer.block(block)
        mentioned = variables(block)
        if program.observation.name not in mentioned:
            printer.put("(void)in;")
        if not any(v.name in mentioned for v in program.state):
            printer.put("(void)state;")
        cast = "(int32_t)" if self.artifact.signature.discrete else ""
        for target, result in zip(targets, results, strict=True):
            printer.put(f"out->{target} = {cast}{result};")
        return ["    uint32_t status = 0u;", *lines, *printer.lines, "    return status;"]

    # --- file-level text

    def constants(self) -> list[str]:
        """Named constants and tables: parameters as the user labelled them, and what ``__init__`` derived."""
        frozen, lines = self.artifact.frozen, []
        printed = CExpressions({}, {}, {}, self.helpers)
        for variable in frozen.constants:
            value = printed.constant(_scalar(variable), variable.values[0]).code
            note = comment_text(self.artifact.constant_note(variable))
            name = self.constant_names[variable.name]
            lines.append(f"static const {c_type(_scalar(variable))} {name} = {value}; /* {note} */")
        for variable in frozen.tables:
            assert isinstance(variable.type, Array)
            values = ", ".join(printed.constant(variable.type.element, v).code for v in variable.values)
            element = c_type(variable.type.element)
            lines.append(f"static const {element} {self.constant_names[variable.name]}[{variable.type.size}] = {{")
            lines += [*wrap(f"    {values}", ""), "};"]
        return lines

    def state_declarations(self) -> list[str]:
        lines = []
        for v in self.program.state:
            size = f"[{v.type.size}]" if isinstance(v.type, Array) else ""
            element = v.type.element if isinstance(v.type, Array) else v.type
            lines.append(f"{c_type(element)} {self.state_members[v.name]}{size};")
        return lines or ["uint8_t unused; /* this controller has no memory; C wants a member */"]

    def choices(self) -> list[tuple[str, int]]:
        action = self.artifact.signature.action
        if not isinstance(action, Discrete) or not action.choices:
            return []
        names = Names()
        return [(f"{self.macro}_{names.take(c, 'choice').upper()}", i) for i, c in enumerate(action.choices)]

    def bounds(self) -> list[tuple[str, str, str]]:
        """(macro, literal, comment) of every finite bound."""
        if self.artifact.signature.discrete:
            return []
        result = []
        for m in self.outputs:
            for end, value in (("MIN", m.field.low), ("MAX", m.field.high)):
                if math.isfinite(value):
                    result.append((f"{self.macro}_{m.name.upper()}_{end}", repr(value), comment_text(m.field.unit or "-")))
        return result


def _scalar(variable: Variable) -> Scalar:
    assert isinstance(variable.type, Scalar)
    return variable.type


def export(artifact: Artifact, vectors: Vectors) -> Mapping[str, str]:
    """The files of the C artifact, by name."""
    file = CFile(artifact)
    reset, step, functions, constants = file.reset(), file.step(), file.functions(), file.constants()
    signature, name = artifact.signature, artifact.name
    safe = ", ".join(repr(v) for v in signature.safe_action)
    common = {
        "name": name,
        "macro": file.macro,
        "guard": f"PPC_{file.macro}_H",
        "artifact": artifact,
        "signature": signature,
        "inputs": file.inputs,
        "outputs": file.outputs,
        "obs_size": signature.obs_size,
        "action_size": signature.action_size,
        "choices": file.choices(),
        "discrete": signature.discrete,
        "n_choices": signature.action.n if isinstance(signature.action, Discrete) else 0,
        "comment": comment_text,
        "version": ppc_version(),
        "provenance_lines": provenance_lines(artifact.provenance),
        "bits_of": bits_of,
    }
    source = render(
        "c_source.c.jinja",
        **common,
        helpers=[HELPERS[h][1] for h in with_needs(file.helpers)],
        copies_bytes=any("COPY_BYTES" in HELPERS[h][1] for h in with_needs(file.helpers)),
        constants=constants,
        functions=functions,
        reset=reset,
        step=step,
        uses_faulted=any("DISQUALIFYING_FAULTS" in line for line in (*step, *reset)),
        disqualifying=[file.faults[c] for c, k in FAULTS.items() if k.disqualifying],
    )
    assert sum(k.bit for k in FAULTS.values() if k.disqualifying) == DISQUALIFYING_MASK
    header = render(
        "c_header.h.jinja",
        **common,
        state=file.state_declarations(),
        bounds=file.bounds(),
        faults=[(file.faults[c], k) for c, k in FAULTS.items()],
        digest=hashlib.sha256(source.encode()).hexdigest()[:16],
        dt=None if signature.dt is None else repr(signature.dt),
        rate=None if signature.dt is None else repr(1.0 / signature.dt),
        safe=safe,
        hold=artifact.options.on_fault == "hold",
        identifier=identifier,
    )
    return {
        f"{name}.h": header,
        f"{name}.c": source,
        "vectors.h": render("c_vectors.h.jinja", **common, vectors=vectors),
        "selftest.c": render("c_selftest.c.jinja", **common, vectors=vectors),
        "Makefile": render("c_makefile.jinja", **common),
        "REPORT.md": report(artifact, file),
    }
