"""Diagnostics of the compiler: the catalogue of codes and how they are shown."""

from ppc.compiler.diagnostics.diagnostic import Diagnostic, PolicyError

__all__ = ["Diagnostic", "PolicyError"]
