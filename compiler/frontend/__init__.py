"""From a policy's text to IR, by partial evaluation."""

# Statements, expressions and library functions evaluate each other; whichever file is asked for, they are loaded in this order.
from ppc.compiler.frontend import evaluator as evaluator
