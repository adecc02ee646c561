"""``REPORT.md`` of the C artifact: what a reviewer of flight code asks for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ppc.compiler.faults import FAULTS
from ppc.compiler.ir.nodes import Fault, Loop
from ppc.compiler.ir.walk import statements
from ppc.targets.artifact import Artifact
from ppc.targets.cost import KINDS, Costs, stacks, struct_bytes
from ppc.targets.manifest import ppc_version
from ppc.targets.render import render

if TYPE_CHECKING:
    from ppc.targets.c import CFile


def cell(text: str) -> str:
    """``text`` fit for a cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split()) or "-"


def report(artifact: Artifact, file: CFile) -> str:
    program = file.program
    costs = Costs(program.functions)
    counts = {
        "reset": costs.block(program.reset),
        "step": costs.block((*program.step, *program.finish)),
    }
    state = list(program.state)
    raised = {s.site for s in statements((*program.step, *program.finish)) if isinstance(s, (Fault, Loop))}
    sites = [
        (s.code, FAULTS[s.code], s.span.line, _line(artifact, s.span.line), s.detail)
        for i, s in enumerate(program.sites)
        if i in raised
    ]
    bounds = [(b.span.line, _line(artifact, b.span.line), b.bound, b.proven) for b in program.bounds]
    return render(
        "c_report.md.jinja",
        name=artifact.name,
        version=ppc_version(),
        artifact=artifact,
        signature=artifact.signature,
        inputs=file.inputs,
        outputs=file.outputs,
        state=[(file.state_members[v.name], repr(v.type)) for v in state],
        state_bytes=struct_bytes(state) if state else 1,
        kinds=KINDS,
        counts=counts,
        stacks=stacks(program),
        function_names=file.function_names,
        sites=sites,
        bounds=bounds,
        hold=artifact.options.on_fault == "hold",
        cell=cell,
        bound=lambda x: repr(x) if math.isfinite(x) else "-",
        macro=file.macro,
        n_constants=len(artifact.frozen.tables),
    )


def _line(artifact: Artifact, line: int) -> str:
    return artifact.source[line - 1].strip() if 0 < line <= len(artifact.source) else ""
