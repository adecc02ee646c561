"""Rewrites of the IR, one a file; each keeps every bit of what a program computes."""

from ppc.compiler.passes.pin import pin
from ppc.compiler.passes.pipeline import optimise

__all__ = ["optimise", "pin"]
