"""The order in which Python goes through a set: that of its hash table.

Numbers, and tuples of them, have the same hash in every process, so that the order of a set that is known when the policy is
compiled is known as well. A set that changes at run time keeps its items in the order in which they were put in, and
so do known sets of strings, whose hashes Python draws anew for each process; where that can matter, a note says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend.values.values import Bounded, DictObject, Ref, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def in_order(keys: list[Any]) -> list[Any]:
    """The items of a known set as Python goes through them."""
    return list(set(keys)) if all(map(_has_one_hash, keys)) else keys


def note(ev: Evaluator, value: Value) -> None:
    """Tells where what is done with the items of ``value`` may depend on their order."""
    content = ev.heap.get(value.id) if isinstance(value, Ref) else None
    if not isinstance(content, DictObject | Bounded) or content.kind != "set":
        return
    if isinstance(content, DictObject) and _is_sure(list(content.items)):
        return
    ev.warn(
        "PPC907",
        "the items of this set may come in another order than in Python",
        "go through sorted(...) of it, or keep a list or a dict, which have the order of insertion",
    )


def _has_one_hash(key: Any) -> bool:
    return all(map(_has_one_hash, key)) if isinstance(key, tuple) else isinstance(key, bool | int | float)


def _is_sure(keys: list[Any]) -> bool:
    """Whether the items have one order however the set was made: item by item, from another one, with others in between."""
    if len(keys) < 2:
        return True
    order, backwards = in_order(keys), keys[::-1]
    return all(map(_has_one_hash, keys)) and order == list(set(backwards)) == list(set(frozenset(keys)))
