"""Diagnostics of the compiler: how they are shown, the catalogue of codes, run-time faults as diagnostics.

``catalogue`` and ``pages`` hold the explanations; nothing that compiles a policy imports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.diagnostics.diagnostic import Diagnostic, PolicyError

if TYPE_CHECKING:
    from ppc.compiler.ir.nodes import Program
    from ppc.compiler.policy import CompiledPolicy

__all__ = ["Diagnostic", "PolicyError", "fault_diagnostic"]


def fault_diagnostic(policy: CompiledPolicy | Program, status: int) -> Diagnostic:
    """The first fault of a status word, pointing at the policy's line: see ``runtime.fault_diagnostic``."""
    from ppc.compiler.diagnostics import runtime

    return runtime.fault_diagnostic(policy, status)
