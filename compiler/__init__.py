"""The policy language: from text to verified IR and machine code."""

from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.policy import CompiledPolicy, Controller, compile_policy
from ppc.compiler.signature import Box, Discrete, Field, Signature

__all__ = [
    "Box", "CompiledPolicy", "Controller", "Diagnostic", "Discrete", "Field", "PolicyError", "Signature", "compile_policy",
]  # fmt: skip
