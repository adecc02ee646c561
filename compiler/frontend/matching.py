"""``match`` statements: the cases as tests, one after the other."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import chosen
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.values import (
    DictObject,
    Handle,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Tuple,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


class _Match:
    """Whether a pattern fits, and what it binds if it does."""

    def __init__(self, fits: Num, names: dict[str, Value] | None = None) -> None:
        self.fits = fits
        self.names: dict[str, Value] = names or {}

    def also(self, ev: Evaluator, other: _Match) -> _Match:
        fits = ar.conjunction(self.fits, other.fits)
        return _Match(fits if fits.constant else ev.hold(fits, "fits"), self.names | other.names)


def match_statement(ev: Evaluator, node: ast.Match) -> bool:
    """Evaluates a match statement; the first case that fits is taken."""
    from ppc.compiler.frontend import expressions

    subject = ev.keep(ev.evaluate(node.subject), "subject")

    def case(k: int) -> bool:
        if k == len(node.cases):
            return True
        this = node.cases[k]
        ev.span = ev.place(this.pattern)
        found = _pattern(ev, this.pattern, subject)

        def bind() -> None:
            ev.frame.locals.update(found.names)

        if this.guard is None:
            return ev.branch(found.fits, lambda: _taken(ev, bind, this.body), lambda: case(k + 1))
        guard = this.guard

        def guarded() -> Value:
            bind()
            return ev.truth(guard)

        if found.fits.constant:
            hit = guarded() if found.fits.static else const(False)
        else:
            hit = expressions.conditional(ev, found.fits, guarded, lambda: const(False))
        return ev.branch(hit, lambda: _taken(ev, bind, this.body), lambda: case(k + 1))

    return case(0)


def _taken(ev: Evaluator, bind: object, body: list[ast.stmt]) -> bool:
    bind()  # type: ignore[operator]
    return ev.block(body)


def _pattern(ev: Evaluator, pattern: ast.pattern, subject: Value) -> _Match:
    from ppc.compiler.frontend import comparisons

    if isinstance(pattern, ast.MatchValue):
        return _Match(_truth(ev, comparisons.equals(ev, subject, ev.evaluate(pattern.value))))
    if isinstance(pattern, ast.MatchSingleton):
        constant = ast.copy_location(ast.Constant(pattern.value), pattern)
        return _Match(comparisons.identical(ev, subject, ev.evaluate(constant)))
    if isinstance(pattern, ast.MatchAs):
        inner = _Match(const(True)) if pattern.pattern is None else _pattern(ev, pattern.pattern, subject)
        if pattern.name is not None:
            inner.names[pattern.name] = subject
        return inner
    if isinstance(pattern, ast.MatchOr):
        return _alternatives(ev, [_pattern(ev, p, subject) for p in pattern.patterns])
    if isinstance(pattern, ast.MatchSequence):
        return _sequence(ev, pattern, subject)
    if isinstance(pattern, ast.MatchClass):
        return _class(ev, pattern, subject)
    if isinstance(pattern, ast.MatchMapping):
        return _mapping(ev, pattern, subject)
    raise Unsupported("PPC101", "this pattern is not part of the policy language", help="write an if")


def _truth(ev: Evaluator, value: Value) -> Num:
    from ppc.compiler.frontend import conversions

    found = conversions.truth_of(ev, value)
    return found if found.constant else ev.hold(found, "fits")


def _alternatives(ev: Evaluator, found: list[_Match]) -> _Match:
    result = found[0]
    for other in found[1:]:
        if result.names or other.names:
            raise Unsupported("PPC101", "alternatives of a pattern cannot bind names", help="write one case for each")
        fits = ar.disjunction(result.fits, other.fits)
        result = _Match(fits if fits.constant else ev.hold(fits, "fits"))
    return result


def _sequence(ev: Evaluator, pattern: ast.MatchSequence, subject: Value) -> _Match:
    from ppc.compiler.frontend import conversions
    from ppc.compiler.frontend.iteration import sequence

    subject = conversions.present(ev, subject)
    listed = isinstance(subject, Ref) and isinstance(ev.heap[subject.id], ListObject)
    if not isinstance(subject, Tuple) and not listed:
        if isinstance(subject, Num | NDArray | Observation) or not isinstance(subject, Ref):
            return _Match(const(False))
        raise Unsupported("PPC101", "a pattern needs a tuple, or a list of known length", help="compare len(...) first")
    count = sequence(ev, subject).count or 0
    items = conversions.static_items(ev, subject)
    patterns = pattern.patterns
    starred = next((i for i, p in enumerate(patterns) if isinstance(p, ast.MatchStar)), None)
    if (starred is None and count != len(patterns)) or count < len(patterns) - 1:
        return _Match(const(False))
    result = _Match(const(True))
    tail = 0 if starred is None else len(patterns) - starred - 1
    for i, p in enumerate(patterns):
        if isinstance(p, ast.MatchStar):
            if p.name is not None:
                result.names[p.name] = ev.allocate(ListObject(tuple(items[i : count - tail])))
            continue
        k = i if starred is None or i < starred else count - (len(patterns) - i)
        result = result.also(ev, _pattern(ev, p, items[k]))
    return result


def _class(ev: Evaluator, pattern: ast.MatchClass, subject: Value) -> _Match:
    from ppc.compiler.frontend import attributes
    from ppc.compiler.frontend.library import builtins_

    cls = ev.evaluate(pattern.cls)
    kind = builtins_.BUILTINS["isinstance"].call(ev, [subject, cls], {})
    if kind.constant and not kind.static:
        return _Match(const(False))
    if not kind.constant:
        kind = ev.hold(kind, "fits")
    subject = chosen.narrowed(ev, subject, kind)
    result = _Match(kind)
    if pattern.patterns:
        fields = getattr(cls, "fields", [])
        if len(pattern.patterns) == 1 and not fields:  # int(x), float(x) …: the value itself
            result = result.also(ev, _pattern(ev, pattern.patterns[0], subject))
        elif len(pattern.patterns) > len(fields):
            raise Unsupported("PPC101", "this class has no such positions in a pattern", help="name the fields: C(x=0)")
        else:
            for (name, _), p in zip(fields, pattern.patterns, strict=False):
                result = result.also(ev, _pattern(ev, p, attributes.get(ev, subject, name)))
    for name, p in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        has_fields = isinstance(subject, Tuple) or _is_instance(ev, subject) or chosen.is_of_objects(subject)
        value = attributes.find(ev, subject, name) if has_fields else None
        if value is None:
            return _Match(const(False))
        result = result.also(ev, _pattern(ev, p, value))
    return result


def _is_instance(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Handle) or (isinstance(value, Ref) and isinstance(ev.heap[value.id], Instance))


def _mapping(ev: Evaluator, pattern: ast.MatchMapping, subject: Value) -> _Match:
    from ppc.compiler.frontend.values import containers

    content = ev.heap[subject.id] if isinstance(subject, Ref) else None
    if not isinstance(content, DictObject) or pattern.rest is not None:
        raise Unsupported("PPC101", "a mapping pattern needs a dictionary of known keys", help="write an if")
    result = _Match(const(True))
    for key, p in zip(pattern.keys, pattern.patterns, strict=True):
        known = containers.static_key(ev, ev.evaluate(key))
        if known not in content.items:
            return _Match(const(False))
        result = result.also(ev, _pattern(ev, p, content.items[known]))
    return result
