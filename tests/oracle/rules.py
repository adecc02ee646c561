"""The rules of the language by which stock CPython differs from it, by name; each can be substituted on its own.

``dot`` is ``@``, ``dot`` and norms; ``sum`` is sums, means, variances and traces; both are left folds. ``power`` is the
lowering of ``**``, with ``pow`` for exponents that are no small literals. ``linear algebra`` is solve, inv, det and lstsq;
``sort`` is stable sorting, medians and percentiles; ``hypot`` is the one formula for any number of arguments; ``degrees`` the
conversions of angles; ``zeros`` is which of 0.0 and -0.0 an extremum is, by a left fold: NumPy's answer depends on the length
and on the processor's vectors. Every other name is an elementary function with all of its aliases.
"""

from __future__ import annotations

import re

from ppc.compiler.elementary import FUNCTION_FILES

# Exact functions: any right implementation gives CPython's bits, so there is nothing to substitute.
EXACT = ("copysign", "floor_divide", "fmod", "modulo")
ELEMENTARY = tuple(sorted(name for name in FUNCTION_FILES if name not in (*EXACT, "hypot")))
WORDS = {
    "sum": r"(nan)?(sum|mean|std)|fsum|trapz|trapezoid|fmean|var|trace|average|p?variance|p?stdev",
    "dot": r"@|dot|norm|matmul|inner|vdot|convolve|correlate|einsum",
    "power": r"\*\*|pow|power",
    "linear algebra": r"solve|p?inv|det|lstsq|cholesky|cond|matrix_rank|eigvalsh|qr|slogdet|norm|svd",
    "sort": r"argsort|sort|percentile|quantile|median",
    "hypot": r"hypot|dist",
    "zeros": r"(nan|a)?(max|min)|fmax|fmin|ptp",
    "degrees": r"radians|degrees|deg2rad|rad2deg",
}  # rule -> how it shows in a policy's text
GENERATORS = ("exp", "log", "log1p", "sin", "cos", "pow")  # what distributions are made of
RULES = (*WORDS, *ELEMENTARY)


def candidates(source: str) -> tuple[str, ...]:
    """The rules that can matter for a policy's text; the others change nothing there."""
    found = []
    draws = GENERATORS if "random" in source else ()
    for rule in RULES:
        words = WORDS.get(rule, rf"{rule}|arc{rule[1:]}" if rule.startswith("a") else rule)
        if rule in draws or re.search(
            r"|".join(word if word in ("@", r"\*\*") else rf"\b{word}\b" for word in words.split("|")), source
        ):
            found.append(rule)
    return tuple(found)
