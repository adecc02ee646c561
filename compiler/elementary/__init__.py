"""Elementary functions over IEEE-exact operations only, so that every target gives equal bits.

They are written in the policy language: CPython runs them as the oracle, and the front end
compiles them like any other code.  `primitives` holds the few operations below them.
"""

# Public function -> file of this folder that defines it.
FUNCTION_FILES = {
    "acos": "inverse_trigonometric",
    "acosh": "hyperbolic",
    "asin": "inverse_trigonometric",
    "asinh": "hyperbolic",
    "atan": "inverse_trigonometric",
    "atan2": "inverse_trigonometric",
    "atanh": "hyperbolic",
    "cbrt": "magnitude",
    "copysign": "magnitude",
    "cos": "trigonometric",
    "cosh": "hyperbolic",
    "erf": "error_function",
    "erfc": "error_function",
    "exp": "exponential",
    "exp2": "exponential",
    "expm1": "exponential",
    "floor_divide": "division",
    "fmod": "remainder",
    "hypot": "magnitude",
    "log": "logarithm",
    "log10": "logarithm",
    "log1p": "logarithm",
    "log2": "logarithm",
    "modulo": "division",
    "pow": "power",
    "sin": "trigonometric",
    "sinh": "hyperbolic",
    "tan": "trigonometric",
    "tanh": "hyperbolic",
}

FUNCTIONS = tuple(sorted(FUNCTION_FILES))
