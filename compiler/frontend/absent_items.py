"""``d.get(key, ())`` where it is only run through or counted: what the key has, a list or a set say, or no items.

Elsewhere such a value has no single type, since a tuple is no list.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import set_order
from ppc.compiler.frontend.errors import NeedsStatic
from ppc.compiler.frontend.iteration import Lazy, Sequence, sequence
from ppc.compiler.frontend.values.values import NONE, Bounded, DictObject, Optional, Ref, Tuple, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def evaluate(ev: Evaluator, node: ast.expr, in_order: bool = True) -> Value:
    """The value of an expression that is run through, ``in_order`` or only counted."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_get_or_nothing(node)):
        return ev.evaluate(node)
    from ppc.compiler.frontend import attributes, calls
    from ppc.compiler.frontend.library import methods

    receiver = ev.evaluate(node.func.value)
    get = methods.find(ev, receiver, "get") or attributes.get(ev, receiver, "get")
    key = ev.evaluate(node.args[0])
    content = ev.heap[receiver.id] if isinstance(receiver, Ref) else None
    if not isinstance(content, DictObject | Bounded) or content.kind != "dict" or _may_hold_none(content):
        return calls.call(ev, get, [key, ev.evaluate(node.args[1])], {}, node)
    found = calls.call(ev, get, [key], {}, node)
    if found == NONE:
        return Tuple(())
    if not isinstance(found, Optional):
        return found
    if in_order:
        set_order.note(ev, found.value)
    return _or_nothing(ev, found)


def _is_get_or_nothing(node: ast.Call) -> bool:
    assert isinstance(node.func, ast.Attribute)
    if node.func.attr != "get" or len(node.args) != 2 or node.keywords:
        return False
    default = node.args[1]
    return isinstance(default, ast.Tuple) and not default.elts


def _may_hold_none(content: DictObject | Bounded) -> bool:
    from ppc.compiler.frontend.values import shapes as sh

    if isinstance(content, DictObject):
        return any(v == NONE or isinstance(v, Optional) for v in content.items.values())
    element = content.element
    return isinstance(element, sh.TupleShape) and (
        isinstance(element.items[1], sh.OptionalShape) or sh.is_none(element.items[1])
    )


def _or_nothing(ev: Evaluator, found: Optional) -> Value:
    seq = sequence(ev, found.value)
    if not seq.uniform:
        raise NeedsStatic("PPC301", "the items of one of several lists must be known when the policy is compiled")
    size = seq.length if seq.length is not None else const(seq.count or 0)
    length = ev.hold(ar.select(found.present, size, const(0)), "length")
    bound = seq.bound if seq.count is None else seq.count
    return Lazy(Sequence(seq.item, None, True, length, bound, seq.proven, seq.unchanged))
