"""Assignment to names, fields, items and patterns."""

from __future__ import annotations

import ast
import dataclasses
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import (
    attributes,
    calls,
    classes,
    closures,
    conversions,
    exceptions,
    expressions,
    set_order,
    subscripts,
)
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library import builtins_, list_methods, methods
from ppc.compiler.frontend.values import array_writes, arrays, borrows, columns, containers, mappings, pools
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    Bounded,
    Choice,
    DictObject,
    Handle,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Slice,
    Tuple,
    UserClass,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def assign(ev: Evaluator, target: ast.expr, value: Value) -> None:
    """``target = value``."""
    if isinstance(target, ast.Name):
        _check_name(target.id)
        ev.frame.locals[target.id] = ev.keep(value, target.id)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(ev, target, value)
    elif isinstance(target, ast.Attribute):
        set_attribute(ev, ev.evaluate(target.value), target.attr, value)
    elif isinstance(target, ast.Subscript):
        set_item(ev, ev.evaluate(target.value), ev.evaluate(target.slice), value)
    else:
        raise Unsupported("PPC102", "this cannot be assigned to")


def _check_name(name: str) -> None:
    if name.startswith("__") and name not in ("__slots__", "__all__", "__version__", "__author__"):
        raise Unsupported("PPC104", f"the name '{name}' is reserved", help="choose a name without leading underscores")


def _unpack(ev: Evaluator, target: ast.Tuple | ast.List, value: Value) -> None:
    value = conversions.present(ev, value)
    names = target.elts
    set_order.note(ev, value)
    seq = sequence(ev, value)
    count = seq.count
    starred = [i for i, t in enumerate(names) if isinstance(t, ast.Starred)]
    if count is None:
        assert seq.length is not None
        if starred:
            _unpack_bounded(ev, names, starred[0], value, seq.length)
            return
        ev.fault("value", ar.logical_not(ar.compare(ev, "==", seq.length, const(len(names)))), "wrong number of values")
        count = len(names)
    if (starred and count < len(names) - 1) or (not starred and count != len(names)):
        raise Unsupported("PPC402", f"{count} values are unpacked into {len(names)} names")
    items = [ev.keep(seq.item(const(i)), _name_of(names, i)) for i in range(count)]
    if starred:
        i = starred[0]
        tail = len(names) - i - 1
        middle = ev.allocate(ListObject(tuple(items[i : count - tail])))
        items = [*items[:i], middle, *items[count - tail :]]
    for t, item in zip(names, items, strict=True):
        assign(ev, t.value if isinstance(t, ast.Starred) else t, item)


def _unpack_bounded(ev: Evaluator, names: list[ast.expr], star: int, value: Value, length: Num) -> None:
    """``first, *rest, last = values`` where the number of values is known at run time only."""
    from ppc.compiler.frontend.values.values import NONE

    tail = len(names) - star - 1
    ev.fault("value", ar.compare(ev, "<", length, const(len(names) - 1)), "too few values")
    listed = value if isinstance(value, Ref) else builtins_.BUILTINS["list"].call(ev, [value], {})
    for i, target in enumerate(names):
        if isinstance(target, ast.Starred):
            assign(ev, target.value, subscripts.get(ev, listed, Slice(const(star), const(-tail) if tail else NONE, NONE)))
        else:
            at = const(i) if i < star else const(i - len(names))
            assign(ev, target, ev.keep(subscripts.get(ev, listed, at), _name_of(names, i)))


def _name_of(names: list[ast.expr], i: int) -> str:
    if i < len(names):
        node = names[i]
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            return node.attr
    return "item"


def assign_all(ev: Evaluator, targets: list[ast.expr], value: Value) -> bool:
    """``a = b = value``. What is put into one place is known by the others' names as well, from the first one on."""
    local = ev.frame.locals
    local[" value"] = value
    for target in targets:
        assign(ev, target, value)
    local.pop(" value", None)
    return True


def set_attribute(ev: Evaluator, base: Value, name: str, value: Value) -> None:
    """``base.name = value``."""

    base = closures.fields_of(ev, conversions.present(ev, base), to_assign=True)
    _check_name(name)
    if isinstance(base, Choice):
        held = ev.keep(value, name)
        conversions.for_chosen(ev, base, lambda o: set_attribute(ev, o, name, held))
        return
    if isinstance(base, Ref):
        content = ev.heap[base.id]
        if isinstance(content, Instance):
            setter = content.cls.find_method(f"{name}.setter")
            if setter is not None:
                calls.call_user(ev, setter[1], [base, value], {}, setter[1].node)
                return
            if base.id in ev.frozen_aliases:
                raise Unsupported(
                    "PPC406",
                    "this object is changed while another name may refer to it",
                    help="keep the objects in a list and the index of the chosen one in a variable",
                )
            ev.heap[base.id] = Instance(content.cls, {**content.fields, name: ev.keep(value, name)})
            return
    if isinstance(base, Handle):
        setter = base.cls.find_method(f"{name}.setter")
        if setter is not None:
            calls.call_user(ev, setter[1], [base, value], {}, setter[1].node)
        else:
            pools.set_field(ev, base, name, value)
        return
    if isinstance(base, UserClass) and base.shared is not None and name in ev.heap[base.shared.id].fields:
        set_attribute(ev, base.shared, name, value)
        return
    if isinstance(base, UserClass):
        raise Unsupported(
            "PPC408", f"the class {base.name} has no attribute '{name}' of its own", help=f"write {name} = … in it"
        )
    raise Unsupported("PPC408", "only fields of the policy's own objects can be assigned", help="assign to self.<name>")


def set_item(ev: Evaluator, base: Value, index: Value, value: Value) -> None:
    """``base[index] = value``."""

    base = conversions.present(ev, base)
    index = conversions.present(ev, index)
    value = ev.keep(value, "item")
    if isinstance(base, Observation):
        base = base.array
    if isinstance(base, NDArray):
        subscripts.assign_array(ev, base, index, conversions.present(ev, value))
        return
    if isinstance(base, Ref):
        content = ev.heap[base.id]
        if classes.special(ev, base, "setitem", index, value) is not None:
            return
        if isinstance(content, Bounded) and content.kind == "tuple":
            raise Unsupported("PPC408", "an item of a tuple cannot be assigned to", help="use a list")
        containers.mutable(ev, base)
        if isinstance(index, Slice) and (isinstance(content, ListObject) or content.kind == "list"):
            list_methods.assign_slice(ev, base, index, value)
            return
        if isinstance(content, ListObject):
            _set_list_item(ev, base, content, index, value)
            return
        if isinstance(content, DictObject) and not mappings.is_known_key(index):
            mappings.to_bounded(ev, base)
            content = ev.heap[base.id]
        if isinstance(content, Bounded) and content.kind == "dict":
            mappings.put(ev, base, index, value)
            return
        if isinstance(content, DictObject):
            key = containers.static_key(ev, index)
            ev.heap[base.id] = dataclasses.replace(content, items={**content.items, key: value})
            return
        if isinstance(content, Bounded):
            number = conversions.as_number(ev, index)
            position = arrays.checked_index(ev, number, content.capacity, ev.hold(content.length, "length"))
            content = containers.widened(ev, base, value)
            where = containers.slot(ev, content, position)
            columns.write(ev, content.element, list(content.columns), where, value)
            borrows.replaced(ev, base, where, value)
            return
    raise Unsupported("PPC408", "this cannot be assigned to by index", help="use a list, a dict or np.array")


def _set_list_item(ev: Evaluator, base: Ref, content: ListObject, index: Value, value: Value) -> None:
    number = conversions.as_number(ev, index)
    if not content.items:
        ev.fault("index", const(True), "assignment into an empty list")
        return
    position = arrays.checked_index(ev, number, len(content.items))
    items = list(content.items)
    if position.constant:
        items[int(position.static)] = value
        ev.heap[base.id] = ListObject(tuple(items))
        return
    position = ev.hold(position, "position")
    new = []
    for i, old in enumerate(items):
        here = ar.compare(ev, "==", position, const(i))
        new.append(expressions.conditional(ev, here, lambda: value, lambda old=old: old))
    ev.heap[base.id] = ListObject(tuple(ev.keep(v, "item") for v in new))


def augmented(ev: Evaluator, node: ast.AugAssign) -> bool:
    """``target op= value``: arrays change in place, everything else is rebound. False where it surely raises."""

    op = expressions.operator_text(node.op, node.value)
    target = node.target
    if isinstance(target, ast.Name):
        old = ev.evaluate(ast.copy_location(ast.Name(target.id, ast.Load()), target))
        new = _combined(ev, op, old, ev.evaluate(node.value))
        if new is not None:
            new = ev.keep(new, target.id)
            if ev.trying and not exceptions.settle(ev):
                return False
            ev.frame.locals[target.id] = new
    elif isinstance(target, ast.Attribute):
        base = ev.evaluate(target.value)

        old = attributes.get(ev, base, target.attr)
        new = _combined(ev, op, old, ev.evaluate(node.value))
        if new is not None:
            new = ev.keep(new, target.attr)
            if ev.trying and not exceptions.settle(ev):
                return False
            set_attribute(ev, base, target.attr, new)
    else:
        assert isinstance(target, ast.Subscript)
        base, index = ev.evaluate(target.value), ev.evaluate(target.slice)
        if isinstance(index, Num):
            index = ev.hold(index, "index")
        old = subscripts.get(ev, base, index)
        right = ev.evaluate(node.value)
        new = expressions.operate(ev, op, old, right)
        if isinstance(old, NDArray):
            _same_kind(new, old)
        if ev.trying:
            new = ev.keep(new, "item")
            if not exceptions.settle(ev):
                return False
        set_item(ev, base, index, new)
    return True


def _same_kind(new: Value, old: NDArray) -> None:
    """NumPy's casting rule for changes in place; a slice that is changed is an array as well."""
    kind = new.dtype if isinstance(new, NDArray) else new.type if isinstance(new, Num) else old.dtype
    if ar.join_type(kind, old.dtype) is not old.dtype:
        raise Unsupported("PPC211", "NumPy refuses to store floats in an integer array", help="make the array with dtype=float")


def _combined(ev: Evaluator, op: str, old: Value, right: Value) -> Value | None:
    """The new value, or None when ``old`` was changed in place."""

    old = conversions.present(ev, old)
    if isinstance(old, Observation):
        old = old.array
    if isinstance(old, NDArray):
        new = expressions.operate(ev, op, old, right)
        _same_kind(new, old)
        array_writes.write_all(ev, old, new)
        return None
    if isinstance(old, Ref) and op in "|&-^+" and getattr(ev.heap[old.id], "kind", "") in ("set", "dict"):
        containers.mutable(ev, old)
        made = expressions.operate(ev, op, old, right)
        ev.heap[old.id] = ev.heap[made.id]
        return None
    grows = isinstance(old, Ref) and isinstance(ev.heap[old.id], ListObject | Bounded)
    if grows and op == "+" and getattr(ev.heap[old.id], "kind", "") != "tuple":
        calls.call(ev, methods.find(ev, old, "extend"), [right], {})
        return None
    own = None
    if op in classes.OPERATORS and isinstance(old, Ref | Tuple | Choice | Handle):
        name = f"i{classes.OPERATORS[op]}"
        if isinstance(old, Choice) and any(classes.has_special(ev, o, name) for o in old.options):
            raise Unsupported("PPC205", f"one of several objects is changed by '{op}='", help="call a method of it instead")
        own = classes.special(ev, old, name, right)
    return expressions.operate(ev, op, old, right) if own is None else own


def delete(ev: Evaluator, target: ast.expr) -> None:
    """``del d[key]`` and ``del name``."""
    if isinstance(target, ast.Name):
        ev.frame.locals.pop(target.id, None)
        return
    if isinstance(target, ast.Subscript):
        base = ev.evaluate(target.value)
        content = ev.heap[base.id] if isinstance(base, Ref) else None
        if isinstance(content, DictObject | Bounded) and content.kind == "dict":
            index = ev.keep(ev.evaluate(target.slice), "key")
            if not mappings.is_known_key(index):
                mappings.to_bounded(ev, base)
            content = ev.heap[base.id]
            if isinstance(content, Bounded):
                mappings.remove(ev, base, index, True)
                return
            key = containers.static_key(ev, index)
            if key not in content.items:
                raise Unsupported("PPC407", f"the key {sh.key_text(key)!r} is not in this dictionary")
            ev.heap[base.id] = dataclasses.replace(content, items={k: v for k, v in content.items.items() if k != key})
            return
        if isinstance(target.slice, ast.Slice) and isinstance(base, Ref):
            if isinstance(content, ListObject) or getattr(content, "kind", "") == "list":
                index = ev.evaluate(target.slice)
                containers.mutable(ev, base)
                list_methods.assign_slice(ev, base, index, ev.allocate(ListObject(()), True))
                return
        elif isinstance(content, Bounded) and content.kind in ("list", "deque"):
            calls.call(ev, methods.find(ev, base, "pop"), [ev.evaluate(target.slice)], {})
            return
        elif isinstance(content, ListObject):
            i = int(arrays.checked_index(ev, ev.number(target.slice), len(content.items)).static)
            ev.heap[base.id] = ListObject(content.items[:i] + content.items[i + 1 :])
            return
    raise Unsupported("PPC102", "this cannot be deleted")
