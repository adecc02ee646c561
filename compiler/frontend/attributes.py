"""Attributes of objects, modules, arrays and observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import chosen, classes, closures, conversions, expressions, memos, recovery, subscripts
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.library import (
    builtins_,
    iteration_library,
    methods,
    modules,
    numpy_dtypes,
    numpy_library,
    numpy_shaping,
    random_library,
    slices,
)
from ppc.compiler.frontend.values import arrays, containers, copies, pools
from ppc.compiler.frontend.values.values import (
    CELL,
    EXCEPTION,
    NONE,
    Bounded,
    Builtin,
    Choice,
    DictObject,
    Dim,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    Module,
    NDArray,
    Num,
    Observation,
    Poison,
    Ref,
    Slice,
    Static,
    Tuple,
    UserClass,
    UserFunction,
    Value,
    const,
)
from ppc.compiler.ir.types import F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def get(ev: Evaluator, base: Value, name: str) -> Value:
    """``base.name``."""
    found = find(ev, base, name)
    if found is None:
        message, help = (
            modules.missing(base.name, name)
            if isinstance(base, Module)
            else (f"there is no attribute '{name}' here", _help(ev, base, name))
        )
        if _is_cell(ev, base):
            error = Unsupported("PPC208", f"'{name}' is read before it is assigned", help="give it a value before")
            error.raises = "NameError"
            raise error
        error = Unsupported("PPC214", message, help=help)
        is_object = isinstance(base, Ref) and isinstance(ev.heap[base.id], Instance)
        if is_object or isinstance(base, Observation | UserFunction | Handle) or chosen.is_of_objects(base):
            error.raises = "AttributeError"
        raise error
    if isinstance(found, Poison):
        recovery.unknown(found.reason)
    return found


def find(ev: Evaluator, base: Value, name: str) -> Value | None:
    """``base.name``, or None when there is none."""

    if name == "__getitem__":
        method = _getitem(ev, conversions.present(ev, base))
        if method is not None:
            return method
    if name.startswith("__") and name not in ("__name__", "__class__", "__init__", "__call__"):
        raise Unsupported("PPC104", f"the attribute '{name}' is not available to policies")
    base = conversions.present(ev, base)
    if subscripts.is_type_name(base):
        return base  # gym.Env in an annotation's place
    if isinstance(base, Module):
        return modules.attribute(ev, base.name, name)
    if isinstance(base, Observation):
        field = observation_field(ev, name, required=False)
        if field is not None:
            return field
        base = base.array
    if isinstance(base, NDArray):
        value = _array(ev, base, name)
        return value if value is not None else methods.find(ev, base, name)
    if isinstance(base, Builtin):
        if base.name == "itertools.chain" and name == "from_iterable":
            return Builtin("itertools.chain.from_iterable", iteration_library.chain_from)
        if base.name == "dict" and name == "fromkeys":
            return Builtin("dict.fromkeys", builtins_.from_keys)
        return numpy_library.UFUNC_METHODS.get(name, {}).get(base.name)
    if isinstance(base, UserClass):
        return classes.attribute_of(ev, base, name)
    if isinstance(base, UserFunction) and not name.startswith("__"):
        fields = closures.fields_of(ev, base)
        return methods.find(ev, base, name) if fields is base else find(ev, fields, name)
    if isinstance(base, Choice):
        if chosen.is_of_objects(base):
            return chosen.attribute(ev, base, name)
        base = chosen.not_none(ev, base)
        if not isinstance(base, Choice):
            return find(ev, base, name)
        return conversions.per_option(ev, base, lambda o: get(ev, o, name))
    if isinstance(base, EnumMember):
        if name == "value":
            return base.value.value
        if name == "name":
            return Static(base.name)
        if name in base.value.fields:
            return base.value.fields[name]
        found = classes.member_of(ev, base.value.cls, base, name)
        return methods.find(ev, base, name) if found is None else found
    if isinstance(base, Tuple) and base.cls is not None:
        names = [n for n, _ in base.cls.fields]
        if name in names:
            return base.items[names.index(name)]
        found = _named_tuple(ev, base, name) or classes.member_of(ev, base.cls, base, name)
        return found if found is not None else methods.find(ev, base, name)
    if isinstance(base, Ref):
        content = ev.heap[base.id]
        if ev.is_library_object(base.id) and ev.library_span is None:
            return random_library.method(ev, base, name)
        if isinstance(content, Instance):
            copies.check_copy(ev, base)
            if name in content.fields:
                value = content.fields[name]
                if ev.caching.names:
                    memos.note_field(ev, base, name, value)
                if ev.facts:
                    value = chosen.as_here(ev, value)
                return value if type(value) is not Maybe else _made_on_some_way(ev, base, content, name, value)
            if name == "__class__":
                return content.cls
            if name == "__dict__":
                return None
            return classes.member_of(ev, content.cls, base, name)
        if name == "maxlen" and isinstance(content, Bounded) and content.kind == "deque":
            return const(content.capacity) if content.maxlen else NONE
    if isinstance(base, Handle):
        if name == "__class__":
            return base.cls
        value = pools.get_field(ev, base, name)
        if value is not None and ev.caching.names:
            memos.note_field(ev, base, name, value)
        return classes.member_of(ev, base.cls, base, name) if value is None else value
    if isinstance(base, Slice):
        return slices.attribute(base, name)
    if isinstance(base, Num):
        if name in ("shape",):
            return Tuple(())
        if name == "size":
            return const(1)
        if name == "real":
            return base
    return methods.find(ev, base, name)


def _is_cell(ev: Evaluator, base: Value) -> bool:
    """Whether the fields of ``base`` are variables."""
    content = ev.heap[base.id] if isinstance(base, Ref) else None
    return isinstance(content, Instance) and content.cls is CELL


def _made_on_some_way(ev: Evaluator, base: Ref, content: Instance, name: str, field: Maybe) -> Value:
    """A field that is there only if code made it: else what the class has by its name, else an AttributeError."""
    default = classes.member_of(ev, content.cls, base, name)
    if default is None:
        kind, raises = ("variable", "NameError") if content.cls is CELL else ("field", "AttributeError")
        missing = f"the {kind} '{name}' is read before it is assigned"
        ev.fault("unassigned", ar.logical_not(field.present), missing, raises)
        return field.value
    return expressions.conditional(ev, field.present, lambda: field.value, lambda: default)


def _lazy(ev: Evaluator, base: Value, name: str) -> Maybe | None:
    """The field of an object that may be there and that nothing else stands in for."""
    content = ev.heap[base.id] if isinstance(base, Ref) else None
    field = content.fields.get(name) if isinstance(content, Instance) else None
    if not isinstance(content, Instance) or not isinstance(field, Maybe):
        return None
    return field if classes.attribute_of(ev, content.cls, name) is None else None


def _is_late(ev: Evaluator, base: Handle, name: str) -> bool:
    """Whether only some objects of a class have a field, and the class has nothing in its place."""
    return name in ev.pools[base.cls.place].flags and classes.attribute_of(ev, base.cls, name) is None


def exists(ev: Evaluator, base: Value, name: str) -> Num:
    """``hasattr(base, name)``."""
    base = closures.fields_of(ev, conversions.present(ev, base))
    if isinstance(base, Choice):
        if chosen.is_of_objects(base):
            return chosen.exists(ev, base, name)
        answer: Num = conversions.per_option(ev, base, lambda o: exists(ev, o, name))
        return answer
    if isinstance(base, Handle) and _is_late(ev, base, name):
        return pools.has_field(ev, base, name)
    field = _lazy(ev, base, name)
    return const(find(ev, base, name) is not None) if field is None else field.present


def get_or(ev: Evaluator, base: Value, name: str, default: Value) -> Value:
    """``getattr(base, name, default)``."""
    base = closures.fields_of(ev, conversions.present(ev, base))
    if isinstance(base, Choice):
        return conversions.per_option(ev, base, lambda o: get_or(ev, o, name, default))
    if isinstance(base, Handle) and _is_late(ev, base, name):
        present = pools.has_field(ev, base, name)
        return expressions.conditional(ev, present, lambda: pools.get_field(ev, base, name), lambda: default)
    field = _lazy(ev, base, name)
    if field is not None:
        return expressions.conditional(ev, field.present, lambda: field.value, lambda: default)
    found = find(ev, base, name)
    return default if found is None else found


def _named_tuple(ev: Evaluator, base: Tuple, name: str) -> Value | None:
    """The methods that every named tuple has."""
    cls = base.cls
    assert cls is not None
    names = [n for n, _ in cls.fields]
    if name == "_fields":
        return Tuple(tuple(Static(n) for n in names))
    if name == "_asdict":
        return Builtin(name, lambda ev, args, kwargs: ev.allocate(DictObject(dict(zip(names, base.items, strict=True)))))
    if name == "_replace":

        def replaced(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
            for k in kwargs:
                if k not in names:
                    raise Unsupported("PPC213", f"{cls.name} has no field '{k}'")
            return Tuple(tuple(kwargs.get(n, v) for n, v in zip(names, base.items, strict=True)), cls)

        return Builtin(name, replaced)
    return None


def observation_field(ev: Evaluator, name: str, required: bool = True) -> Value | None:
    """``obs.name`` or ``obs["name"]``: a scalar, or a view of a group of elements."""
    offsets = ev.signature.offsets()
    if name not in offsets:
        if required:
            raise Unsupported("PPC214", f"the observation has no field '{name}'", help="fields: " + ", ".join(offsets))
        return None
    at, size = offsets[name]
    array: NDArray = ev.observation.array
    if size == 1:
        return arrays.element_at(ev, array, [const(at)])
    return NDArray(array.buffer, array.dtype, (Dim(size),), (1,), ar.binary("iadd", array.offset, const(at)))


def _extent(ev: Evaluator, d: Dim) -> Num:
    """The length of a dimension."""
    return const(d.size) if d.length is None else containers.within(ev, d.length, d.size)


def _getitem(ev: Evaluator, base: Value) -> Value | None:
    """``x.__getitem__`` of a list, tuple, dictionary or array, as in ``key=scores.__getitem__``."""
    held = ev.heap[base.id] if isinstance(base, Ref) else base
    if not isinstance(held, ListObject | DictObject | Bounded | Tuple | NDArray | Observation):
        return None
    key = base.id if isinstance(base, Ref) else id(base)
    return Builtin("__getitem__", lambda ev, args, kwargs: subscripts.get(ev, base, *args), key)


def _array(ev: Evaluator, a: NDArray, name: str) -> Value | None:
    if name == "shape":
        return Tuple(tuple(_extent(ev, d) for d in a.shape))
    if name == "size":
        if any(d.length is not None for d in a.shape):
            if len(a.shape) == 1:
                return _extent(ev, a.shape[0])
            raise NeedsStatic("PPC301", "the size of this array must be known")
        return const(arrays.static_size(a))
    if name == "ndim":
        return const(len(a.shape))
    if name == "T":
        return NDArray(a.buffer, a.dtype, a.shape[::-1], a.strides[::-1], a.offset)
    if name == "flat":
        return _flat(ev, a)
    if name == "dtype":
        if arrays.is_single(ev, a):
            return numpy_dtypes.TYPES["float32"]
        return builtins_.BUILTINS["float" if a.dtype is F64 else "int" if a.dtype is I64 else "bool"]
    return None


def _flat(ev: Evaluator, a: NDArray) -> NDArray:
    """All elements in C order, through which they are changed as well."""
    view = numpy_shaping.ravel(ev, a)
    if view.buffer is not a.buffer:
        raise Unsupported("PPC214", "'flat' of a part of an array is not supported", help="write x.ravel(), which is a copy")
    return view


def _help(ev: Evaluator, base: Value, name: str) -> str:
    import difflib

    if base is EXCEPTION:
        return "raise an exception of a class of your own, and catch it by a handler of its own"
    if isinstance(base, Observation):
        names = list(ev.signature.offsets())
        close = difflib.get_close_matches(name, names, 1)
        return f"did you mean obs.{close[0]}?" if close else "observation fields: " + ", ".join(names[:12])
    if isinstance(base, Ref):
        content = ev.heap[base.id]
        if ev.is_library_object(base.id):
            close = difflib.get_close_matches(name, random_library.method_names(ev, base), 1)
            return f"did you mean '{close[0]}'?" if close else ""
        if isinstance(content, Instance):
            close = difflib.get_close_matches(name, list(content.fields), 1)
            if close:
                return f"did you mean '{close[0]}'?"
            return "assign it in __init__ first"
    return ""
