"""Run-time faults as diagnostics that point at the policy's line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.diagnostics.diagnostic import Diagnostic
from ppc.compiler.diagnostics.fault_rules import FAULT_RULES
from ppc.compiler.faults import FAULTS, first_site, names
from ppc.compiler.ir.nodes import FaultSite, Program, Store
from ppc.compiler.ir.walk import statements
from ppc.compiler.source import NO_SPAN, Span

if TYPE_CHECKING:
    from ppc.compiler.policy import CompiledPolicy


def fault_diagnostic(policy: CompiledPolicy | Program, status: int) -> Diagnostic:
    """The first fault of a status word as a diagnostic; ``code`` is the fault's name.

    ``status`` is what a step left (docs/abi.md), or the low half of it, as a controller keeps it: then the place is
    known only where the policy has a single one that can raise such a fault. The severity is ``error`` for a
    disqualifying fault, else ``warning``. Raises ValueError when ``status`` holds no fault, or is not of this policy.
    """
    program = policy if isinstance(policy, Program) else policy.program
    raised = names(status)
    if not raised:
        raise ValueError(f"the status {status:#x} holds no fault")
    index = first_site(status)
    if index is None:
        site, elsewhere = _only_site(program, raised)
    else:
        if index >= len(program.sites) or program.sites[index].code not in raised:
            raise ValueError(f"the status {status:#x} is not one of this policy: it names a fault site that the policy has not")
        site, elsewhere = program.sites[index], []
    kind = FAULTS[site.code]
    detail = f": {site.detail}" if site.detail else ""
    parts = [FAULT_RULES[site.code].avoid]
    if elsewhere:
        parts.append("it can be raised at line " + ", ".join(map(str, elsewhere)))
    others = [n for n in raised if n != site.code]
    if others:
        parts.append("raised as well: " + ", ".join(others))
    return Diagnostic(
        code=site.code,
        message=f"at run time, {kind.meaning}{detail}",
        span=site.span if site.span.line else _returned(program, site.code),
        help="; ".join(parts),
        severity="error" if kind.disqualifying else "warning",
    )


def _only_site(program: Program, raised: list[str]) -> tuple[FaultSite, list[int]]:
    """The site that must have raised the gravest of the faults; or none, and the lines that could have."""
    name = min(raised, key=lambda n: (not FAULTS[n].disqualifying, raised.index(n)))
    found = [s for s in program.sites if s.code == name]
    if len({s.span for s in found}) == 1:
        return found[0], []
    return FaultSite(name, NO_SPAN), sorted({s.span.line for s in found if s.span.line})


def _returned(program: Program, code: str) -> Span:
    """Faults of the finished action have no place of their own: they are shown where ``act`` returns it."""
    if not code.startswith("action_"):
        return NO_SPAN
    spans = [s.span for s in statements(program.step) if isinstance(s, Store) and s.variable == program.action]
    return spans[-1] if spans else NO_SPAN
