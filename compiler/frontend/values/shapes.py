"""Shapes: what a value looks like, without its run-time contents.

Where control flow meets (after an ``if``, around a loop, between two steps) the values of both ways are joined:
their shapes are joined, variables for the run-time leaves are made, and both ways assign them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.values.values import (
    EITHER,
    NONE,
    SINGLE,
    TEXT,
    Bound,
    Bounded,
    Builtin,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    Module,
    NDArray,
    Num,
    NumberText,
    Observation,
    Optional,
    Poison,
    Range,
    Ref,
    Slice,
    Static,
    Tuple,
    UnknownText,
    UserClass,
    UserFunction,
    Value,
)
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass(frozen=True, slots=True)
class NumShape:
    type: Scalar
    numpy: int


@dataclass(frozen=True, slots=True)
class KnownShape:
    """One known value; ``key`` tells it from others, ``value`` is it."""

    key: Any
    value: Any = field(compare=False)


class ConstantShape(KnownShape):
    """An integer or a truth that is known for good. It joins with other numbers to a number."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    options: tuple[KnownShape, ...]


@dataclass(frozen=True, slots=True)
class OptionalShape:
    inner: Any


@dataclass(frozen=True, slots=True)
class MaybeShape:
    inner: Any


@dataclass(frozen=True, slots=True)
class TupleShape:
    items: tuple[Any, ...]
    cls: Any = None  # of a named tuple


@dataclass(frozen=True, slots=True)
class RangeShape:
    """The start, stop and step of a range."""

    items: tuple[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class TextShape:
    """A string of integers between these pieces, as in ``values.NumberText``."""

    pieces: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ArrayShape:
    """``sizes`` are capacities; ``bounded`` tells which dimensions have a run-time length; ``single`` is float32."""

    dtype: Scalar
    sizes: tuple[int, ...]
    bounded: tuple[bool, ...]
    single: bool = False


@dataclass(frozen=True, slots=True)
class ListShape:
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class DictShape:
    items: tuple[tuple[Any, Any], ...]
    kind: str = "dict"
    default: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class InstanceShape:
    cls: Any
    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class SumShape:
    """One of several objects: ``parts`` are known objects, and one shape for each class of others (``sums``)."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class BoundedShape:
    capacity: int
    maxlen: bool
    element: Any
    kind: str
    default: Any = field(default=None, compare=False)
    known: int = field(default=0, compare=False)  # items that are known to be put into it


@dataclass(frozen=True, slots=True)
class HandleShape:
    """A reference to an object of a pooled class."""

    cls: Any


@dataclass(frozen=True, slots=True)
class PoisonShape:
    reason: str


Shape = Any


def known_key(value: Value) -> Any:
    """An identity for known values, None where the value is not one."""
    if isinstance(value, Static):
        return ("static", type(value.value).__name__, value.value)
    if type(value) is UnknownText:
        return ("text", value.what)
    if isinstance(value, EnumMember):
        return ("enum", value.owner, value.name)
    if isinstance(value, UserClass):
        return ("class", *value.place)
    if isinstance(value, UserFunction):
        return ("function", id(value.node), value.identity)
    if isinstance(value, Builtin):
        return ("builtin", value.name, value.receiver)
    if isinstance(value, Module):
        return ("builtin", value.name)
    if isinstance(value, Bound) and isinstance(value.receiver, Ref):
        return ("bound", id(value.function.node), value.receiver.id)
    if isinstance(value, Bound) and isinstance(value.receiver, EnumMember):
        return ("bound", id(value.function.node), value.receiver.name)
    if isinstance(value, Slice):
        return _slice_key(value)
    return None


def _slice_key(value: Slice) -> Any:
    ends = (value.start, value.stop, value.step)
    known = all(isinstance(e, Static) or (isinstance(e, Num) and e.constant) for e in ends)
    return ("slice", *(None if isinstance(e, Static) else e.static for e in ends)) if known else None


def option_key(value: Value) -> Any:
    """An identity for an option of a choice: a known value, or one of the policy's objects."""
    return ("object", value.id) if isinstance(value, Ref) else known_key(value)


def choice_of(options: list[KnownShape]) -> ChoiceShape:
    """A choice with its options in an order of their own, so that equal sets are equal shapes."""
    return ChoiceShape(tuple(sorted(options, key=_order)))


def _order(option: KnownShape) -> tuple[str, str]:
    kind, *rest = option.key
    if kind in ("function", "bound", "class"):
        value = option.value
        node = value.node if kind != "bound" else value.function.node
        receiver = rest[1] if kind != "class" else ""
        return kind, f"{node.lineno:06d}:{node.col_offset:04d} {receiver}"
    return str(kind), repr(rest)


def constant_shape(value: Num) -> ConstantShape:
    """A number that is a constant, with its literal, which may yet be a parameter."""
    return ConstantShape(("number", value.type, value.numpy, value.static, value.literal), value)


def object_shape(ref: Ref) -> KnownShape:
    """One known object of the policy: itself, whatever its fields are."""
    return KnownShape(("object", ref.id), ref)


def shape_of(ev: Evaluator, value: Value, known: Container[int] | None = None) -> Shape:
    """The shape of a value; follows references into the heap. Where it is given which objects are ``known``, an object is
    itself if it is one of them, and a choice among others is one of new objects."""
    ev.burn()
    if isinstance(value, Num):
        return NumShape(value.type, value.numpy if value.whose is None else EITHER)
    key = known_key(value)
    if key is not None:
        return KnownShape(key, value)
    if isinstance(value, Choice):
        if known is not None and isinstance(value.options[0], Ref):
            parts = [shape_of(ev, o, known) for o in value.options]
            return reduce(join, parts)
        return choice_of([KnownShape(option_key(o), o) for o in value.options])
    if isinstance(value, NumberText):
        return TextShape(value.pieces, value.words)
    if isinstance(value, Optional):
        return OptionalShape(shape_of(ev, value.value, known))
    if isinstance(value, Maybe):
        return MaybeShape(shape_of(ev, value.value, known))
    if isinstance(value, Tuple):
        return TupleShape(tuple(shape_of(ev, v, known) for v in value.items), value.cls)
    if isinstance(value, Range):
        bounds = (constant_shape(n) if n.constant else shape_of(ev, n) for n in (value.start, value.stop, value.step))
        return RangeShape(tuple(bounds))  # type: ignore[arg-type]
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, NDArray):
        bounded = tuple(d.length is not None for d in value.shape)
        return ArrayShape(value.dtype, tuple(d.size for d in value.shape), bounded, ev.heap[value.buffer.id].single)
    if isinstance(value, Ref):
        if known is not None and value.id in known and isinstance(ev.heap[value.id], Instance):
            return object_shape(value)
        if value.id in ev.being_shaped:
            return PoisonShape("it is an object that contains itself")
        ev.being_shaped.add(value.id)
        try:
            return _content_shape(ev, ev.heap[value.id], known)
        finally:
            ev.being_shaped.discard(value.id)
    if isinstance(value, Handle):
        return HandleShape(value.cls)
    if isinstance(value, Poison):
        return PoisonShape(value.reason)
    return PoisonShape(f"a {type(value).__name__.lower()}{_NOT_KEPT}")


_NOT_KEPT = " cannot be kept across branches"


def _content_shape(ev: Evaluator, content: Any, known: Container[int] | None) -> Shape:
    if isinstance(content, ListObject):
        return ListShape(tuple(shape_of(ev, v, known) for v in content.items))
    if isinstance(content, DictObject):
        entries = tuple((k, shape_of(ev, v, known)) for k, v in content.items.items())
        return DictShape(entries, content.kind, content.default)
    if isinstance(content, Instance):
        return InstanceShape(content.cls, tuple((k, shape_of(ev, v, known)) for k, v in content.fields.items()))
    if isinstance(content, Bounded):
        return BoundedShape(content.capacity, content.maxlen, content.element, content.kind, content.default)
    return PoisonShape(f"a {type(content).__name__.lower()}{_NOT_KEPT}")


def describe(shape: Shape) -> str:
    """A shape in a user's words."""
    if isinstance(shape, NumShape):
        return ar.TYPE_NAMES[shape.type]
    if isinstance(shape, ConstantShape):
        return ar.TYPE_NAMES[shape.value.type]
    if isinstance(shape, KnownShape):
        if shape.value == NONE:
            return "None"
        if isinstance(shape.value, Ref):
            return "an object"
        if isinstance(shape.value, Static):
            return repr(shape.value.value)
        if isinstance(shape.value, UnknownText):
            return shape.value.what
        return getattr(shape.value, "name", "a known value")
    if isinstance(shape, ChoiceShape):
        if _is_object(shape):
            return "one of several objects"
        return "one of " + ", ".join(describe(o) for o in shape.options)
    if isinstance(shape, OptionalShape):
        return f"None or {describe(shape.inner)}"
    if isinstance(shape, MaybeShape):
        return describe(shape.inner)
    if isinstance(shape, TextShape):
        return TEXT.what
    if isinstance(shape, TupleShape):
        return f"a tuple of {len(shape.items)}"
    if isinstance(shape, RangeShape):
        return "a range"
    if isinstance(shape, ArrayShape):
        return f"an array of shape {shape.sizes}"
    if isinstance(shape, ListShape):
        return f"a list of {len(shape.items)}"
    if isinstance(shape, DictShape):
        return "a dict"
    if isinstance(shape, InstanceShape | HandleShape):
        return f"a {shape.cls.name}"
    if isinstance(shape, SumShape):
        return "one of several objects"
    if isinstance(shape, BoundedShape):
        return f"a {shape.kind}"
    return str(getattr(shape, "reason", shape)).removesuffix(_NOT_KEPT)


_NONE_KEY = known_key(NONE)


def is_none(shape: Shape) -> bool:
    return isinstance(shape, KnownShape) and shape.key == _NONE_KEY


def join(a: Shape, b: Shape) -> Shape:
    """The least shape that holds both."""
    if isinstance(a, PoisonShape):
        return a
    if isinstance(b, PoisonShape):
        return b
    if a == b:
        return b if isinstance(a, BoundedShape) and b.known > a.known else a
    if isinstance(a, ConstantShape) or isinstance(b, ConstantShape):
        return _join_constants(a, b)
    if isinstance(a, MaybeShape) or isinstance(b, MaybeShape):
        inner = join(a.inner if isinstance(a, MaybeShape) else a, b.inner if isinstance(b, MaybeShape) else b)
        return inner if isinstance(inner, PoisonShape) else MaybeShape(inner)
    if _meet_as_texts(a, b):  # strings made in different ways: nothing is known of them any more
        return join(_any_text(a), _any_text(b))
    if is_none(a) and (_is_object(b) or not isinstance(b, KnownShape | ChoiceShape)):
        return b if isinstance(b, OptionalShape) else OptionalShape(b)
    if is_none(b) and (_is_object(a) or not isinstance(a, KnownShape | ChoiceShape)):
        return a if isinstance(a, OptionalShape) else OptionalShape(a)
    if isinstance(a, OptionalShape) or isinstance(b, OptionalShape):
        inner = join(
            a.inner if isinstance(a, OptionalShape) else a,
            b.inner if isinstance(b, OptionalShape) else b,
        )
        return inner if isinstance(inner, PoisonShape) else OptionalShape(inner)
    if isinstance(a, NumShape) and isinstance(b, NumShape):
        # A number that is float32 on one way only (most often a first value of 0.0) counts as float32, unrounded.
        type = ar.join_type(a.type, b.type)
        if SINGLE in (a.numpy, b.numpy):
            return NumShape(type, SINGLE)
        return NumShape(type, a.numpy if a.numpy == b.numpy else False if type is BOOL else EITHER)
    if isinstance(a, NumShape) and _is_integer(b):
        return join(a, NumShape(I64, False))
    if isinstance(b, NumShape) and _is_integer(a):
        return join(b, NumShape(I64, False))
    if isinstance(a, KnownShape | ChoiceShape) and isinstance(b, KnownShape | ChoiceShape):
        options = list(a.options if isinstance(a, ChoiceShape) else (a,))
        keys = {o.key for o in options}
        options += [o for o in (b.options if isinstance(b, ChoiceShape) else (b,)) if o.key not in keys]
        if len(options) > budgets.CHOICE_OPTIONS:
            return PoisonShape(f"it has more than {budgets.CHOICE_OPTIONS} possible values")
        return choice_of(options)
    if isinstance(a, RangeShape) and isinstance(b, RangeShape):
        start, stop, step = (join(x, y) for x, y in zip(a.items, b.items, strict=True))
        return RangeShape((start, stop, step))
    if isinstance(a, RangeShape) or isinstance(b, RangeShape):
        x, y = (_written_out(s, t) if isinstance(s, RangeShape) else s for s, t in ((a, b), (b, a)))
        if not isinstance(x, RangeShape) and not isinstance(y, RangeShape):
            return join(x, y)
    if isinstance(a, TupleShape) and isinstance(b, TupleShape) and len(a.items) == len(b.items):
        cls = a.cls if a.cls == b.cls else None
        return TupleShape(tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)), cls)
    if isinstance(a, TupleShape) or isinstance(b, TupleShape):
        x, y = _tuple_of(a), _tuple_of(b)
        if x is not None and y is not None and (x.element is None or y.element is None or _alike(x.element, y.element)):
            return join(x, y)
    if isinstance(a, ArrayShape) and isinstance(b, ArrayShape) and len(a.sizes) == len(b.sizes):
        sizes = tuple(max(x, y) for x, y in zip(a.sizes, b.sizes, strict=True))
        bounded = tuple(p or q or x != y for p, q, x, y in zip(a.bounded, b.bounded, a.sizes, b.sizes, strict=True))
        if not any(bounded[1:]):
            return ArrayShape(ar.join_type(a.dtype, b.dtype), sizes, bounded, a.single or b.single)
    if isinstance(a, ListShape) and isinstance(b, ListShape):
        if len(a.items) == len(b.items):
            return ListShape(tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)))
        return join(bounded_of(a), bounded_of(b))
    if isinstance(a, ListShape) and isinstance(b, BoundedShape):
        return join(bounded_of(a), b)
    if isinstance(b, ListShape) and isinstance(a, BoundedShape):
        return join(a, bounded_of(b))
    if isinstance(a, DictShape) and isinstance(b, DictShape) and [k for k, _ in a.items] == [k for k, _ in b.items]:
        entries = tuple((k, join(x, y)) for (k, x), (_, y) in zip(a.items, b.items, strict=True))
        return DictShape(entries, a.kind, a.default)
    if isinstance(a, DictShape) and isinstance(b, DictShape | BoundedShape):
        return join(bounded_of(a), b)
    if isinstance(b, DictShape) and isinstance(a, BoundedShape):
        return join(a, bounded_of(b))
    if isinstance(a, InstanceShape) and isinstance(b, InstanceShape) and a.cls == b.cls:
        fields, other = dict(a.fields), dict(b.fields)
        names = list(fields) + [n for n in other if n not in fields]
        return InstanceShape(a.cls, tuple((n, _join_field(fields.get(n), other.get(n))) for n in names))
    if _is_object(a) and _is_object(b) and not isinstance(a, HandleShape) and not isinstance(b, HandleShape):
        return _sum(a, b)
    if isinstance(a, BoundedShape) and isinstance(b, BoundedShape) and a.kind == b.kind:
        element = b.element if a.element is None else a.element if b.element is None else join(a.element, b.element)
        if element is not None and columns_of(element) is None:
            return no_columns(element)
        if a.maxlen == b.maxlen and (not a.maxlen or a.capacity == b.capacity):
            known = max(a.known, b.known)
            return BoundedShape(max(a.capacity, b.capacity), a.maxlen, storable(element), a.kind, a.default, known)
    if _is_object(a) and _is_object(b):
        return PoisonShape(f"it is {_OBJECT}{describe(a)} on one way and {describe(b)} on another")
    return PoisonShape(f"it is {describe(a)} on one way and {describe(b)} on another")


def _join_constants(a: Shape, b: Shape) -> Shape:
    """Equal constants of two literals are one, which no tuning may take apart."""
    if isinstance(a, ConstantShape) and isinstance(b, ConstantShape) and a.key[:-1] == b.key[:-1]:
        first = Num(a.value.type, a.value.expr, a.value.static, numpy=a.value.numpy)
        _ = b.value.expr  # makes its literal structural
        return constant_shape(first)
    return join(_number(a), _number(b))


def _number(shape: Shape) -> Shape:
    return NumShape(shape.value.type, shape.value.numpy) if isinstance(shape, ConstantShape) else shape


def _written_out(shape: RangeShape, other: Shape) -> Shape:
    """A range as the ``other`` kind of sequence, if that is one."""
    listed = isinstance(other, ListShape) or (isinstance(other, BoundedShape) and other.kind == "list")
    if not listed and not isinstance(other, TupleShape | BoundedShape):
        return shape
    start, stop, step = (s.value.static if isinstance(s, ConstantShape) else None for s in shape.items)
    if start is None or stop is None or not step or len(range(start, stop, step)) > budgets.container_capacity():
        return BoundedShape(budgets.container_capacity(), False, NumShape(I64, False), "list" if listed else "tuple")
    items = (NumShape(I64, False),) * len(range(start, stop, step))
    return ListShape(items) if listed else TupleShape(items)


def _tuple_of(shape: Shape) -> BoundedShape | None:
    """A tuple as one of run-time length, where all its items are of one shape: tuples of other items have no other length."""
    if isinstance(shape, BoundedShape):
        return shape if shape.kind == "tuple" else None
    if not isinstance(shape, TupleShape) or shape.cls is not None:
        return None
    element = None
    for item in shape.items:
        if element is not None and not _alike(element, item):
            return None
        element = storable(item if element is None else join(element, item))
    if element is not None and columns_of(element) is None:
        return None
    return BoundedShape(budgets.container_capacity(), False, element, "tuple", None, len(shape.items))


def _alike(a: Shape, b: Shape) -> bool:
    """Whether two items of tuples may be in one place: an int stays one beside floats."""
    return bool(a == b) or (isinstance(a, NumShape) and isinstance(b, NumShape) and a.type is b.type)


_OBJECT = "an object, "
LIST_OF_OBJECTS = "keep the objects in a list, and the index of the current one in a field"


def _is_object(shape: Shape) -> bool:
    """Whether a shape is that of one of the policy's objects, or of a choice of them."""
    if isinstance(shape, KnownShape):
        return bool(shape.key[0] == "object")
    if isinstance(shape, ChoiceShape):
        return all(o.key[0] == "object" for o in shape.options)
    if isinstance(shape, InstanceShape):
        return bool(shape.cls.kind != "library")
    return isinstance(shape, SumShape | HandleShape)


def _join_field(a: Shape, b: Shape) -> Shape:
    """A field of two objects of one class; None where one of them has not made it yet."""
    if a is not None and b is not None:
        return join(a, b)
    found = b if a is None else a
    return found if isinstance(found, MaybeShape) else MaybeShape(found)


def _sum(a: Shape, b: Shape) -> Shape:
    """One of the objects that either shape may be, of several classes."""
    known: dict[Any, KnownShape] = {}
    made: dict[Any, InstanceShape] = {}
    for shape in (a, b):
        parts = shape.parts if isinstance(shape, SumShape) else shape.options if isinstance(shape, ChoiceShape) else (shape,)
        for part in parts:
            if isinstance(part, KnownShape):
                known[part.key] = part
                continue
            before = made.get(part.cls)
            joined = part if before is None else join(before, part)
            if isinstance(joined, PoisonShape):
                return joined
            made[part.cls] = joined
    if len(known) + len(made) > budgets.CHOICE_OPTIONS:
        return PoisonShape(f"it may be more than {budgets.CHOICE_OPTIONS} objects")
    return SumShape((*sorted(known.values(), key=_order), *sorted(made.values(), key=lambda s: s.cls.place[1:])))


def help_to_join(reason: str) -> str:
    """What to write where values do not join for ``reason``."""
    return LIST_OF_OBJECTS if is_of_objects(reason) else "give it the same type on every way"


def is_of_objects(reason: str) -> bool:
    """Whether it is objects that do not join."""
    return _OBJECT in reason


def _meet_as_texts(a: Shape, b: Shape) -> bool:
    """Whether strings of numbers that are made in different ways meet, or one and a known value."""
    bare = [s.inner if isinstance(s, OptionalShape) else s for s in (a, b)]
    if is_none(a) or is_none(b) or bare[0] == bare[1] or not any(isinstance(s, TextShape) for s in bare):
        return False
    return all(isinstance(s, TextShape | KnownShape | ChoiceShape) for s in bare)


def _any_text(shape: Shape) -> Shape:
    text = KnownShape(known_key(TEXT), TEXT)
    if isinstance(shape, OptionalShape):
        return choice_of([KnownShape(_NONE_KEY, NONE), text])
    return text if isinstance(shape, TextShape) else shape


def _is_integer(shape: Shape) -> bool:
    """Whether a shape is that of members of an IntEnum, which are numbers."""
    options = shape.options if isinstance(shape, ChoiceShape) else (shape,)
    return all(isinstance(o, KnownShape) and isinstance(o.value, EnumMember) and o.value.value.integer for o in options)


def bounded_of(shape: ListShape | DictShape | BoundedShape) -> Shape:
    """A list, dict or set of known length as one of run-time length."""
    if isinstance(shape, BoundedShape):
        return shape
    element: Shape = None
    for item in shape.items:
        entry = item if isinstance(shape, ListShape) else _entry(shape, *item)
        element = entry if element is None else join(element, entry)
    if element is not None and columns_of(element) is None:
        return no_columns(element)
    capacity = max(budgets.container_capacity(), 2 * len(shape.items))
    kind, default = ("list", None) if isinstance(shape, ListShape) else (shape.kind, shape.default)
    return BoundedShape(capacity, False, storable(element), kind, default, len(shape.items))


def storable(shape: Shape) -> Shape:
    """A shape as the element of a container: lists of run-time length in it are short ones, and among NumPy's numbers and
    Python's all count as Python's."""
    if isinstance(shape, NumShape):
        return NumShape(shape.type, False) if shape.numpy == EITHER else shape
    if isinstance(shape, ConstantShape):
        return _number(shape)
    if isinstance(shape, TupleShape):
        return replace(shape, items=tuple(storable(s) for s in shape.items))
    if isinstance(shape, ListShape):
        return ListShape(tuple(storable(s) for s in shape.items))
    if isinstance(shape, DictShape):
        return replace(shape, items=tuple((k, storable(s)) for k, s in shape.items))
    if isinstance(shape, InstanceShape):
        return InstanceShape(shape.cls, tuple((k, storable(s)) for k, s in shape.fields))
    if isinstance(shape, SumShape):
        return SumShape(tuple(storable(s) for s in shape.parts))
    if isinstance(shape, OptionalShape):
        return OptionalShape(storable(shape.inner))
    if isinstance(shape, BoundedShape) and not shape.maxlen:
        return replace(shape, capacity=max(budgets.nested_capacity(), 2 * shape.known), element=storable(shape.element))
    return shape


def deepened(shape: Shape) -> Shape:
    """A shape in which containers of known length that hold containers have run-time lengths."""
    if isinstance(shape, TupleShape):
        return replace(shape, items=tuple(map(deepened, shape.items)))
    if isinstance(shape, InstanceShape):
        return InstanceShape(shape.cls, tuple((k, deepened(s)) for k, s in shape.fields))
    if isinstance(shape, OptionalShape):
        return OptionalShape(deepened(shape.inner))
    if isinstance(shape, ListShape | DictShape) and any(isinstance(s, _CONTAINERS) for s in parts_of(shape)):
        return bounded_of(shape)
    return shape


_CONTAINERS = (ListShape, DictShape, BoundedShape, InstanceShape)


def _entry(shape: DictShape, key: Any, value: Shape) -> Shape:
    """An entry of a dict or set with known keys as one with run-time keys."""
    of_key = _key_shape(key)
    return of_key if shape.kind == "set" else TupleShape((of_key, value))


def _key_shape(key: Any) -> Shape:
    if isinstance(key, bool):
        return NumShape(BOOL, False)
    if isinstance(key, int | float):
        return NumShape(I64 if isinstance(key, int) else F64, False)
    if isinstance(key, tuple):
        return TupleShape(tuple(_key_shape(k) for k in key))
    value = key if isinstance(key, EnumMember) else Static(key)
    return KnownShape(known_key(value), value)


# --- leaves ----------------------------------------------------------------------------------------------


def columns_of(element: Shape) -> list[tuple[Scalar, int]] | None:
    """The run-time leaves of a container's element: (type, words each); None if it cannot lie in columns."""
    if isinstance(element, NumShape):
        return [(element.type, 1), (BOOL, 1)] if element.numpy == EITHER else [(element.type, 1)]
    if isinstance(element, KnownShape):
        return []
    if isinstance(element, ChoiceShape | HandleShape):
        return [(I64, 1)]
    if isinstance(element, TextShape):
        return [(I64, 1)] * len(element.words)
    if isinstance(element, ArrayShape):
        n = 1
        for s in element.sizes:
            n *= s
        return [*[(I64, 1) for b in element.bounded if b], (element.dtype, max(n, 1))]
    if isinstance(element, BoundedShape):
        inner = [] if element.element is None else columns_of(element.element)
        if inner is None:
            return None
        words = [(t, n * element.capacity) for t, n in inner]
        return [*[(I64, 1)] * (2 if element.kind == "deque" else 1), *words]
    if isinstance(element, TupleShape | ListShape | DictShape | InstanceShape | SumShape):
        leaves: list[tuple[Scalar, int]] = [(I64, 1)] if isinstance(element, SumShape) else []
        for item in parts_of(element):
            inner = columns_of(item)
            if inner is None:
                return None
            leaves += inner
        return leaves
    if isinstance(element, OptionalShape):
        inner = columns_of(element.inner)
        return None if inner is None else [(BOOL, 1), *inner]
    return None


def no_columns(shape: Shape) -> PoisonShape:
    """Why a shape cannot lie in columns."""
    if isinstance(shape, PoisonShape):
        return shape
    inner: list[Shape] = []
    if isinstance(shape, TupleShape | ListShape | DictShape | InstanceShape | SumShape):
        inner = parts_of(shape)
    elif isinstance(shape, OptionalShape):
        inner = [shape.inner]
    elif isinstance(shape, BoundedShape) and shape.element is not None:
        inner = [shape.element]
    bad = next((s for s in inner if columns_of(s) is None), None)
    return PoisonShape(f"it is {describe(shape)}") if bad is None else no_columns(bad)


def parts_of(shape: TupleShape | RangeShape | ListShape | DictShape | InstanceShape | SumShape) -> list[Shape]:
    """The shapes of a compound's parts, in order."""
    if isinstance(shape, SumShape):
        return list(shape.parts)
    if isinstance(shape, TupleShape | RangeShape | ListShape):
        return list(shape.items)
    return [s for _, s in (shape.items if isinstance(shape, DictShape) else shape.fields)]


def key_text(key: Any) -> str:
    return str(key.name if isinstance(key, EnumMember) else key)
