"""Random well-typed policies as Python text."""

from tests.fuzz.generator.program import OBSERVED, Generated, generate

__all__ = ["OBSERVED", "Generated", "generate"]
