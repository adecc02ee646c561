"""Places of the store that may differ between two moments: locals, and parts of the heap's objects.

A path names a place: ``("local", frame, name)`` or ``("heap", object, kind, key)``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend.errors import NeedsStatic
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.store import Snapshot, same
from ppc.compiler.frontend.values.values import (
    Bounded,
    Buffer,
    DictObject,
    Dim,
    Instance,
    ListObject,
    NDArray,
    Ref,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Storage

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Path = tuple[Any, ...]
WHOLE = ("structure", "buffer")  # kinds of places that are whole objects of the heap


def hint(path: Path) -> str:
    last = path[-1]
    return str(last) if isinstance(last, str) else f"item_{last}" if isinstance(last, int) else sh.key_text(last)


def is_whole(path: Path) -> bool:
    """Whether a place is a whole object of the heap, and not a part of one or a local (which may have any name)."""
    return bool(path[0] == "heap" and path[2] in WHOLE)


def in_place(content: Any) -> bool:
    """Whether an array's memory can be written where it lies, turn after turn."""
    memory = content.variable if isinstance(content, Buffer) else None
    return memory is not None and memory.storage in (Storage.LOCAL, Storage.STATE)


@dataclass(frozen=True)
class Structure:
    """A heap object whose structure (say, a list's length) changes."""

    ref: Any


def changes(head: Snapshot, end: Snapshot, live: Callable[[str], bool]) -> list[tuple[Path, Value]]:
    """The places that differ between two stores, of those that exist in the first (and live new locals)."""
    out: list[tuple[Path, Value]] = []
    last = len(head.frames) - 1
    for i, (before, after) in enumerate(zip(head.frames, end.frames, strict=False)):
        for name, value in after.items():
            old = before.get(name)
            if old is value or (old is not None and same(old, value)):
                continue
            if old is None and not (i == last and live(name)):
                continue
            out.append((("local", i, name), value))
    for id, old in head.heap.items():
        new = end.heap.get(id, old)
        if new is old:
            continue
        if isinstance(old, Instance) and isinstance(new, Instance):
            for name, value in new.fields.items():
                if name not in old.fields or not same(old.fields[name], value):
                    out.append((("heap", id, "field", name), value))
        elif isinstance(old, Buffer) and isinstance(new, Buffer) and old.elements and new.elements:
            for k, (x, y) in enumerate(zip(old.elements, new.elements, strict=True)):
                if not same(x, y):
                    out.append((("heap", id, "element", k), y))
        elif isinstance(old, ListObject) and isinstance(new, ListObject) and len(old.items) == len(new.items):
            for k, (x, y) in enumerate(zip(old.items, new.items, strict=True)):
                if not same(x, y):
                    out.append((("heap", id, "item", k), y))
        elif isinstance(old, DictObject) and isinstance(new, DictObject) and list(old.items) == list(new.items):
            for key, x in old.items.items():
                if not same(x, new.items[key]):
                    out.append((("heap", id, "key", key), new.items[key]))
        elif isinstance(old, Bounded) and isinstance(new, Bounded) and old.columns == new.columns:
            if not same(old.start, new.start):
                out.append((("heap", id, "start", "start"), new.start))
            if not same(old.length, new.length):
                out.append((("heap", id, "length", "length"), new.length))
        elif isinstance(old, Buffer) and isinstance(new, Buffer):
            if old.variable is not new.variable:
                out.append((("heap", id, "buffer", "array"), flat_view(Ref(id), new)))
        elif isinstance(old, ListObject | DictObject | Bounded) and isinstance(new, ListObject | DictObject | Bounded):
            out.append((("heap", id, "structure", "items"), Structure(Ref(id))))
        else:
            raise NeedsStatic(
                "PPC405", "a dictionary or array changes its structure in a loop", help="make it whole before the loop"
            )
    return out


def flat_view(ref: Ref, buffer: Buffer) -> NDArray:
    """A buffer as a vector."""
    return NDArray(ref, buffer.dtype, (Dim(buffer.size),), (1,), const(0))


def remember(memo: dict[Path, sh.Shape], path: Path, shape: sh.Shape) -> None:
    """Adds a place; one for a whole object takes the place of those for its parts."""
    if path[0] == "heap" and path[2] in WHOLE:
        for other in [p for p in memo if p[0] == "heap" and p[1] == path[1] and p != path]:
            del memo[other]
    memo[path] = shape


def fits(content: Any, path: Path) -> bool:
    """Whether an object still has the place ``path``."""
    kind, key = path[2], path[3]
    if kind == "field":
        return isinstance(content, Instance)
    if kind == "element":
        return isinstance(content, Buffer) and content.elements is not None and key < len(content.elements)
    if kind == "item":
        return isinstance(content, ListObject) and key < len(content.items)
    if kind == "key":
        return isinstance(content, DictObject) and key in content.items
    if kind in ("start", "length"):
        return isinstance(content, Bounded)
    return content is not None


def get(ev: Evaluator, path: Path) -> Value:
    if path[0] == "local":
        return ev.frames[path[1]].locals.get(path[2]) if path[1] < len(ev.frames) else None
    content = ev.heap.get(path[1])
    kind, key = path[2], path[3]
    if content is None:
        return None
    if kind == "field":
        return content.fields.get(key)
    if kind == "element":
        return content.elements[key]
    if kind == "item":
        return content.items[key]
    if kind == "key":
        return content.items[key]
    if kind == "structure":
        return Ref(path[1])
    if kind == "buffer":
        return flat_view(Ref(path[1]), content)
    return content.start if kind == "start" else content.length


def put(ev: Evaluator, path: Path, value: Value) -> None:
    if path[0] == "local":
        ev.frames[path[1]].locals[path[2]] = value
        return
    id, kind, key = path[1], path[2], path[3]
    content = ev.heap[id]
    if kind == "field":
        ev.heap[id] = Instance(content.cls, {**content.fields, key: value})
    elif kind == "element":
        elements = list(content.elements)
        elements[key] = value
        ev.heap[id] = Buffer(content.dtype, content.size, tuple(elements), None, content.single)
    elif kind == "item":
        items = list(content.items)
        items[key] = value
        ev.heap[id] = ListObject(tuple(items))
    elif kind == "key":
        ev.heap[id] = dataclasses.replace(content, items={**content.items, key: value})
    elif kind == "structure":
        ev.heap[id] = ev.heap[value.id]
    elif kind == "buffer":
        ev.heap[id] = ev.heap[value.buffer.id]
    else:
        ev.heap[id] = dataclasses.replace(content, **{kind: value})
