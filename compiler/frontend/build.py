"""Source text to IR: a policy is evaluated as often as it takes until all is known about its containers.

Its stages are ``stages``; here is what one evaluation learns for the next one, and what is told when none succeeds.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.frontend import recovery
from ppc.compiler.frontend.comprehensions import TOO_LARGE
from ppc.compiler.frontend.errors import INTERNAL, Broken, Restart, Unsupported, shows_faults
from ppc.compiler.frontend.literals import Literals
from ppc.compiler.frontend.screen import parse
from ppc.compiler.frontend.stages import OF_OTHER_NAMES, FrontEndResult, Memory, Stages
from ppc.compiler.frontend.values import pools
from ppc.compiler.signature import Signature
from ppc.compiler.source import NO_SPAN, Span

_STARTS = 24  # evaluations until what is learned about containers must have settled


def build(source: str, signature: Signature, name: str = "policy", kind: type[Stages] | None = None) -> FrontEndResult:
    """Source text to IR. ``kind`` says what the text is, a policy by default. Raises PolicyError."""
    make = kind or Stages
    tree, forbidden = parse(source)
    make.prepare(tree)
    memory: Memory = ({}, {}, set())

    def stages(memory: Memory, long: int | None = None) -> Stages:
        result = make(tree, source, signature, literals.fresh(), memory)
        result.ev.long = long
        return result

    def look_on(errors: recovery.Recovery) -> None:
        look = stages(memory)
        look.ev.recovery = errors
        look.run(name)

    try:
        literals = Literals(tree, source)
        if forbidden:
            raise PolicyError(recovery.all_errors(forbidden, look_on), source)
        try:
            return _with_pools(stages, memory, name)
        except Unsupported as error:
            if error.code not in TOO_LARGE:
                raise
            for long in budgets.LONG_COMPREHENSIONS:
                with suppress(Unsupported):  # what is told is that the policy is too large
                    return _with_pools(partial(stages, long=long), ({}, memory[1], set()), name)
            raise
    except Unsupported as error:
        first = Diagnostic(error.code, error.message, error.span or Span(1, 0, 1, 0), error.help)
        raise PolicyError(recovery.all_errors([first], look_on), source) from None
    except RecursionError:
        raise PolicyError(
            [Diagnostic("PPC003", "the policy is nested too deeply", Span(1, 0, 1, 0), "split the expression")], source
        ) from None
    except INTERNAL:
        if shows_faults():
            raise
        broken = Broken(Span(1, 0, 1, 0))
        raise PolicyError([Diagnostic(broken.code, broken.message, Span(1, 0, 1, 0), broken.help)], source) from None


def _with_pools(stages: Callable[[Memory], Stages], memory: Memory, name: str) -> FrontEndResult:
    """Evaluates a policy; where it is refused and may have objects that refer to each other in a row, or that several
    lists or names refer to, once more with these in pools. What is refused then as well is told as it was at first."""
    memory[0]["early"] = True
    try:
        return _settled(stages, memory, name)
    except Unsupported as error:
        first, (more, listed) = error, _candidates(memory)
    pooled: frozenset[pools.Place] = frozenset()
    while found := (more - pooled) or (listed - pooled):
        pooled |= found
        current: Memory = ({"pools": pools.Known(pooled)}, memory[1], set())
        try:
            return _settled(stages, current, name)
        except Unsupported as error:
            second, (more, others) = error, _candidates(current)
            listed |= others
    if first.code != "PPC409" or not pooled:
        raise first
    memory[0].clear()
    memory[2].clear()
    try:
        return _settled(stages, memory, name)  # loops that have an end are written out
    except Unsupported as error:
        if error.code == "PPC409" and second.code != "PPC409" and second.span is not None:
            error.help += f" (line {second.span.line}: {second.message})"
        raise


def _candidates(memory: Memory) -> tuple[frozenset[pools.Place], frozenset[pools.Place]]:
    """The classes of a refused policy that may need pools: linked ones, and those in lists where names were the trouble."""
    return memory[0].pop("linked"), memory[0].pop("listed")


def _settled(stages: Callable[[Memory], Stages], memory: Memory, name: str) -> FrontEndResult:
    """Evaluates a policy until all is known about its containers. Raises Unsupported; the memory tells then which classes are
    linked, and of which objects are in lists."""
    facts: pools.Known | None = memory[0].get("pools")
    for _ in range(_STARTS if facts is None else 2 * _STARTS):
        current = stages(memory)
        try:
            return current.run(name)
        except Restart:
            if facts is not None and facts.learned:
                facts.learned = False
                memory[2].clear()  # loops that were written out since an object's field was not known
        except (Unsupported, RecursionError) as error:
            memory[0]["linked"] = pools.linked(current.ev)
            of_names = isinstance(error, Unsupported) and error.code in OF_OTHER_NAMES
            memory[0]["listed"] = pools.listed(current.ev) if of_names else frozenset()
            if isinstance(error, Unsupported) or not memory[0]["linked"]:
                raise
            raise Unsupported("PPC003", "the policy is nested too deeply", Span(1, 0, 1, 0), "split the expression") from None
    memory[0]["linked"], memory[0]["listed"] = pools.linked(current.ev), frozenset()
    raise Unsupported("PPC305", "the types of the policy's containers do not settle", NO_SPAN)
