"""Python's built-in functions as policies may use them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import assignment, attributes, calls, classes, expressions, loops
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.exceptions import EXCEPTIONS
from ppc.compiler.frontend.generators import AS_ITERATOR
from ppc.compiler.frontend.iteration import Lazy, Sequence, sequence
from ppc.compiler.frontend.library import iteration_library, methods, modules, numerics_library, numpy_elementwise
from ppc.compiler.frontend.library.arguments import arguments
from ppc.compiler.frontend.rewriting import CELL
from ppc.compiler.frontend.values import arrays, containers, mappings
from ppc.compiler.frontend.values.values import (
    NONE,
    SINGLE,
    Bounded,
    Builtin,
    Choice,
    DictObject,
    Dim,
    EnumMember,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Range,
    Ref,
    Static,
    Tuple,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Args = list[Value]
Kwargs = dict[str, Value]

FORBIDDEN = {
    "open": "a policy cannot reach files",
    "exec": "a policy cannot run text",
    "eval": "a policy cannot run text",
    "compile": "a policy cannot run text",
    "__import__": "use an import statement at the top",
    "globals": "keep state in fields of the policy object",
    "locals": "keep state in fields of the policy object",
    "vars": "name the fields",
    "input": "a policy sees its observation only",
    "breakpoint": "remove it",
    "delattr": "remove it",
    "dir": "remove it",
    "id": "remove it",
    "memoryview": "use np.array",
    "bytearray": "use np.array",
    "exit": "return from act instead",
    "quit": "return from act instead",
    "object": "define a class of your own",
}


_MOST_PLACES = 22  # 10**22 is the last power of ten that a float holds exactly


_OF_TYPES = {"ABC": "abc", "abstractmethod": "abc", "NamedTuple": "typing", "Protocol": "typing", "Generic": "typing"}


def suggestion(ev: Evaluator, name: str) -> str:
    for module in ("enum", "dataclasses", "collections", "functools", "itertools"):
        if modules.attribute(ev, module, name) is not None:
            return f"write 'from {module} import {name}' at the top"
    if name in _OF_TYPES:
        return f"write 'from {_OF_TYPES[name]} import {name}' at the top"
    names = [*BUILTINS, *ev.frames[0].locals, *ev.frame.locals]
    close = difflib.get_close_matches(name, names, 1)
    if close:
        return f"did you mean '{close[0]}'?"
    if name in ("np", "numpy"):
        return "write 'import numpy as np' at the top"
    if name == "math":
        return "write 'import math' at the top"
    return ""


def _number(ev: Evaluator, value: Value) -> Num:

    return expressions.as_number(ev, value)


def _abs(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", of="abs")
    if isinstance(x, NDArray | Observation):
        return arrays.elementwise(ev, lambda v: ar.absolute(ev, v), arrays.operand(ev, x))
    return ar.absolute(ev, _number(ev, x))


def _extremum(name: str, op: str) -> Any:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        return extremum(ev, name, op, args, kwargs)

    return run


def extremum(ev: Evaluator, name: str, op: str, args: Args, kwargs: Kwargs) -> Value:
    """``min`` and ``max`` of arguments or of a sequence, with ``key`` and ``default``."""

    key = kwargs.get("key")
    choose = ar.minimum if op == "<" else ar.maximum
    if len(args) == 1:
        seq = sequence(ev, expressions.present(ev, args[0]))
        if seq.count is None or (seq.count > 64 and seq.uniform):
            return _runtime_extremum(ev, seq, key, kwargs.get("default"), op)
        items = expressions.static_items(ev, args[0])
        if not items:
            if "default" in kwargs:
                return kwargs["default"]
            ev.fault("value", const(True), f"{name}() of an empty sequence")
            return const(0.0)
    else:
        items = [ev.keep(a, "item") for a in args]
    if key is None and all(isinstance(i, Num) for i in items):
        result = items[0]
        for item in items[1:]:
            result = choose(ev, result, item)
        return result
    keys = [ev.keep(_key_of(ev, key, i), "key") for i in items]
    best, best_key = items[0], keys[0]
    for item, k in zip(items[1:], keys[1:], strict=True):
        beyond = ev.hold(_beyond(ev, op, k, best_key), "better")
        here, old, new_key, old_key = item, best, k, best_key
        best = expressions.conditional(ev, beyond, lambda v=here: v, lambda v=old: v)
        best_key = expressions.conditional(ev, beyond, lambda v=new_key: v, lambda v=old_key: v)
    return best


def _key_of(ev: Evaluator, key: Value | None, item: Value) -> Value:
    return item if key is None or key == NONE else calls.call(ev, key, [item], {})


def _beyond(ev: Evaluator, op: str, a: Value, b: Value) -> Num:
    import ast

    return expressions.truth_of(ev, expressions.compare(ev, ast.Lt() if op == "<" else ast.Gt(), a, b))


def _runtime_extremum(ev: Evaluator, seq: Sequence, key: Value | None, default: Value | None, op: str) -> Value:
    """By a loop that keeps the best item so far."""
    from ppc.compiler.frontend.evaluator import Frame

    length = seq.length if seq.length is not None else const(seq.count or 0)
    empty = ar.compare(ev, "<=", length, const(0))
    if default is None:
        ev.fault("value", empty, "min() or max() of an empty sequence")
    first = ev.keep(seq.item(const(0)), "best")
    frame = Frame("extremum", {"best": first, "best_key": ev.keep(_key_of(ev, key, first), "best_key")}, None)
    ev.frames.append(frame)
    try:

        def body(index: Num) -> bool:
            item = ev.keep(seq.item(index), "item")
            k = ev.keep(_key_of(ev, key, item), "key")
            beyond = _beyond(ev, op, k, frame.locals["best_key"])

            def take() -> bool:
                frame.locals["best"], frame.locals["best_key"] = item, k
                return True

            return ev.branch(beyond, take, lambda: True)

        loops.iterate(ev, seq, body, ("extremum", ev.span, ev.call_path), None)
        best = frame.locals["best"]
    finally:
        ev.frames.pop()
    if default is not None:
        return expressions.conditional(ev, empty, lambda: default, lambda: best)
    return best


def _sum(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    values, start = arguments(args, kwargs, "iterable start", {"start": const(0)}, "sum")
    seq = sequence(ev, expressions.present(ev, values))
    if seq.count is not None and (seq.count <= 64 or not seq.uniform):
        total = start
        for item in expressions.static_items(ev, values):
            total = ev.keep(expressions.operate(ev, "+", total, item), "total")
        return total
    dim = Dim(seq.bound, seq.length)
    return arrays.fold(
        ev, dim, _number(ev, start), lambda i: _number(ev, seq.item(i)), lambda a, b: ar.arithmetic(ev, "+", a, b), "total"
    )


def _any_all(name: str, stop_on: bool) -> Any:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

        (values,) = arguments(args, kwargs, "iterable", of=name)
        seq = sequence(ev, expressions.present(ev, values))
        combine = ar.disjunction if stop_on else ar.conjunction
        if seq.count is None:
            dim = Dim(seq.bound, seq.length)
            return arrays.fold(ev, dim, const(not stop_on), lambda i: expressions.truth_of(ev, seq.item(i)), combine, "found")
        result = const(not stop_on)
        for i in range(seq.count):
            result = combine(result, expressions.truth_of(ev, seq.item(const(i))))
            result = result if result.constant else ev.hold(result, name)
        return result

    return run


def _int(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", {"x": const(0)}, "int")
    if isinstance(x, Static) and isinstance(x.value, str):
        try:
            return const(int(x.value))
        except ValueError:
            raise Unsupported("PPC403", f"int({x.value!r}) is not a number") from None
    return ar.truncate(ev, _number(ev, x))


def _float(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", {"x": const(0.0)}, "float")
    if isinstance(x, Static) and isinstance(x.value, str):
        try:
            return const(float(x.value))
        except ValueError:
            raise Unsupported("PPC403", f"float({x.value!r}) is not a number") from None
    if isinstance(x, NDArray | Observation):
        array = arrays.as_array(ev, x)
        if arrays.static_size(array) == 1:
            x = arrays.elements(ev, array)[0]
    return ar.as_python(ar.to_f64(ev, _number(ev, x)))


def _bool(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    (x,) = arguments(args, kwargs, "x", {"x": const(False)}, "bool")
    return ar.as_python(expressions.truth_of(ev, x))


def _round(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, digits = arguments(args, kwargs, "x ndigits", {"ndigits": NONE}, "round")
    number = _number(ev, x)
    if digits == NONE:
        if number.type is not F64:
            return ar.as_python(ar.to_i64(number))
        return ar.truncate(ev, ar.unary("rint", number))
    n = ar.static_int(ev, digits, "the number of digits")
    if number.type is not F64:
        return number
    whose = number.whose
    if whose is not None:
        number = ev.hold(number, "x")
        python, numpy = _rounded(ev, ar.as_python(number), n), _rounded(ev, ar.as_numpy(number), n)
        return ar.either(ev.owners.ask(whose.python), python, numpy)
    return _rounded(ev, number, n)


def _rounded(ev: Evaluator, number: Num, n: int) -> Num:
    """``round(number, n)`` of a float, which Python and NumPy do differently."""
    if not number.numpy:
        if not -_MOST_PLACES <= n <= _MOST_PLACES:
            raise Unsupported("PPC215", f"round(x, n) takes at most {_MOST_PLACES} places", help="round to fewer")
        scale = const(float(10 ** abs(n)))
        return ar.call(ev, "round_places" if n >= 0 else "round_tens", ev.hold(number, "x"), scale)

    return numpy_elementwise.round_decimals(ev, number, n)


def _len(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", of="len")
    return containers.length_of(ev, x)


def _range(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    numbers = [_number(ev, a) for a in args]
    if not 1 <= len(numbers) <= 3:
        raise Unsupported("PPC213", "range() takes one to three arguments")
    if any(n.type is F64 for n in numbers):
        raise Unsupported("PPC204", "range() needs integers, this is a float", help="write int(...) around it")
    numbers = [ev.hold(ar.to_i64(n), "bound") for n in numbers]
    start, stop, step = (
        (const(0), numbers[0], const(1)) if len(numbers) == 1 else (*numbers, const(1)) if len(numbers) == 2 else numbers
    )
    return Range(start, stop, step)


def _enumerate(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, start = arguments(args, kwargs, "iterable start", {"start": const(0)}, "enumerate")
    seq = sequence(ev, values)

    def item(i: Num) -> Value:
        return Tuple((ar.arithmetic(ev, "+", start, i) if not _is_zero(start) else i, seq.item(i)))

    return Lazy(Sequence(item, seq.count, seq.uniform, seq.length, seq.bound, seq.proven, seq.unchanged))


def _is_zero(value: Value) -> bool:
    return isinstance(value, Num) and value.constant and value.static == 0


def _zip(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    seqs = [sequence(ev, a) for a in args]
    if not seqs:
        return ev.allocate(ListObject(()))
    counts = [s.count for s in seqs]
    uniform = all(s.uniform for s in seqs)

    def item(i: Num) -> Value:
        return Tuple(tuple(s.item(i) for s in seqs))

    if all(c is not None for c in counts):
        return Lazy(Sequence(item, min(c for c in counts if c is not None), uniform, None, min(s.bound for s in seqs)))
    if not uniform:
        raise NeedsStatic("PPC301", "the length of this sequence must be known when the policy is compiled")
    length: Num | None = None
    for s in seqs:
        n = s.length if s.count is None else const(s.count)
        assert n is not None
        length = n if length is None else ar.minimum(ev, length, n)
    assert length is not None
    bound = min(s.bound if s.count is None else s.count for s in seqs)
    return Lazy(Sequence(item, None, True, ev.hold(length, "count"), bound))


def _reversed(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (values,) = arguments(args, kwargs, "iterable", of="reversed")
    seq = sequence(ev, values)
    last = const(seq.count - 1) if seq.count is not None else ar.binary("isub", seq.length, const(1))  # type: ignore[arg-type]
    return Lazy(
        Sequence(lambda i: seq.item(ev.hold(ar.binary("isub", last, i), "i")), seq.count, seq.uniform, seq.length, seq.bound)
    )


def _map(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    function, *values = args
    seqs = [sequence(ev, v) for v in values]
    if any(s.count is None for s in seqs):
        raise NeedsStatic("PPC301", "map() over a sequence of run-time length", help="write a loop")
    n = min(s.count for s in seqs if s.count is not None)
    items = tuple(ev.keep(calls.call(ev, function, [s.item(const(i)) for s in seqs], {}), "item") for i in range(n))
    return ev.allocate(ListObject(items))


def _list(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    if not args:
        return ev.allocate(ListObject(()))
    if sequence(ev, expressions.present(ev, args[0])).count is None:
        return _bounded_list(ev, args[0], "list()")
    return ev.allocate(ListObject(tuple(expressions.static_items(ev, args[0]))))


def _tuple(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    return Tuple(tuple(expressions.static_items(ev, args[0]))) if args else Tuple(())


def _dict(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    items: dict[Any, Value] = {}
    if args:
        source = expressions.present(ev, args[0])
        if isinstance(source, Ref) and isinstance(ev.heap[source.id], DictObject):
            items.update(ev.heap[source.id].items)
        else:
            for item in expressions.static_items(ev, source):
                key, value = expressions.static_items(ev, item)
                items[containers.static_key(ev, key)] = value
    items.update({k: ev.keep(v, k) for k, v in kwargs.items()})
    return ev.allocate(DictObject(items))


def _set(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    if args:
        seq = sequence(ev, expressions.present(ev, args[0]))
        if seq.count is None or not all(mappings.is_known_key(seq.item(const(i))) for i in range(min(seq.count, 64))):
            ref = ev.allocate(DictObject({}, "set"))
            mappings.to_bounded(ev, ref)
            mappings.update(ev, ref, args[0])
            return ref
    items = expressions.static_items(ev, args[0]) if args else []
    return ev.allocate(DictObject({containers.static_key(ev, i): const(True) for i in items}, "set"))


def _sorted(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Stable: an insertion network over items of known number."""

    key, reverse = kwargs.get("key"), kwargs.get("reverse")
    backwards = bool(reverse.static) if isinstance(reverse, Num) else False
    seq = sequence(ev, expressions.present(ev, args[0]))
    if seq.count is None or seq.count > 32:
        return _sorted_list(ev, args[0], key, backwards)
    items = expressions.static_items(ev, args[0])
    keys = [ev.keep(_key_of(ev, key, i), "key") for i in items]
    for i in range(1, len(items)):
        for j in range(i, 0, -1):
            swap = _beyond(ev, ">" if backwards else "<", keys[j], keys[j - 1])
            swap = swap if swap.constant else ev.hold(swap, "swap")
            for column in (items, keys):
                a, b = column[j - 1], column[j]
                column[j - 1] = ev.keep(expressions.conditional(ev, swap, lambda v=b: v, lambda v=a: v), "item")
                column[j] = ev.keep(expressions.conditional(ev, swap, lambda v=a: v, lambda v=b: v), "item")
    return ev.allocate(ListObject(tuple(items)))


def _sorted_list(ev: Evaluator, values: Value, key: Value | None, backwards: bool) -> Value:
    """By insertion into a list of run-time length."""
    items = _bounded_list(ev, values, "sorted")
    keys = items
    if key is not None and key != NONE:
        content: Bounded = ev.heap[items.id]
        keys = containers.make_bounded(ev, [], content.capacity, False, "list", ("keys", ev.span, ev.call_path))
        seq = sequence(ev, items)

        def body(index: Num) -> bool:
            containers.push(ev, keys, _key_of(ev, key, seq.item(index)))
            return True

        loops.iterate(ev, seq, body, ("keys", ev.span, ev.call_path), None)
    else:
        keys = _bounded_list(ev, values, "keys")
    numerics_library.call(ev, "insertion_sort", [items, keys, const(backwards)])
    return items


def _bounded_list(ev: Evaluator, values: Value, what: str) -> Ref:

    seq = sequence(ev, values)
    capacity = seq.bound if seq.count is None else seq.count
    ref = containers.make_bounded(ev, [], max(capacity, 1), False, "list", (what, ev.span, ev.call_path))
    methods.list_extend(ev, ref, [values])
    return ref


def _divmod(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (ev.hold(_number(ev, x), "x") for x in arguments(args, kwargs, "a b", of="divmod"))
    return Tuple((ar.arithmetic(ev, "//", a, b), ar.arithmetic(ev, "%", a, b)))


def _pow(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    a, b = arguments(args, kwargs, "base exponent", of="pow")
    return expressions.operate(ev, "**", a, b)


def _isinstance(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    value, cls = arguments(args, kwargs, "x cls", of="isinstance")
    classes = cls.items if isinstance(cls, Tuple) else (cls,)
    value = expressions.present(ev, value)
    if isinstance(value, Choice):
        return expressions.per_option(ev, value, lambda o: const(any(_is_a(ev, o, c) for c in classes)))
    if isinstance(value, Num) and value.whose is not None:
        python, numpy = (any(_is_a(ev, v, c) for c in classes) for v in (ar.as_python(value), ar.as_numpy(value)))
        if python != numpy:
            flag = ev.owners.ask(value.whose.python)
            return flag if python else ar.logical_not(flag)
    return const(any(_is_a(ev, value, c) for c in classes))


def _is_a(ev: Evaluator, value: Value, cls: Value) -> bool:
    if isinstance(cls, UserClass):
        if isinstance(value, EnumMember):
            return value.owner == cls.name
        return isinstance(value, Ref) and isinstance(ev.heap[value.id], Instance) and ev.heap[value.id].cls.derives_from(cls)
    name = getattr(cls, "name", "")
    if isinstance(value, Num):
        kinds = {BOOL: ("bool", "int"), I64: ("int",), F64: ("float",)}[value.type]
        if value.numpy:
            kinds = {BOOL: ("bool_",), I64: ("integer", "int64"), F64: ("float", "floating", "float64")}[value.type]
            if value.numpy == SINGLE:
                kinds = ("float32", "floating")
            kinds = (*kinds, "generic", "number")
        return name.removeprefix("numpy.") in kinds
    if isinstance(value, NDArray | Observation):
        return name == "ndarray"
    if isinstance(value, Static):
        return name == type(value.value).__name__
    if isinstance(value, Tuple):
        return name == "tuple"
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        return name == {ListObject: "list", DictObject: "dict"}.get(type(content), getattr(content, "kind", ""))
    return False


def _hasattr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    value, name = arguments(args, kwargs, "x name", of="hasattr")
    assert isinstance(name, Static)
    return const(attributes.find(ev, value, str(name.value)) is not None)


def _name_argument(value: Value, of: str) -> str:
    if not isinstance(value, Static) or not isinstance(value.value, str):
        raise Unsupported("PPC103", f"{of}() needs a name that is known when the policy is compiled", help="write x.name")
    return value.value


def _getattr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    value, name, *rest = args
    if isinstance(name, Choice):
        return expressions.per_option(ev, name, lambda o: _getattr(ev, [value, o, *rest], {}))
    text = _name_argument(name, "getattr")
    found = attributes.find(ev, value, text)
    if found is None and not rest:
        return attributes.get(ev, value, text)
    return rest[0] if found is None else found


def _setattr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:

    value, name, new = arguments(args, kwargs, "x name value", of="setattr")
    assignment.set_attribute(ev, value, _name_argument(name, "setattr"), new)
    return NONE


def _filter(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Items that are known to pass, or else a list of run-time length."""

    function, values = args
    seq = sequence(ev, expressions.present(ev, values))

    def passes(item: Value) -> Num:
        return expressions.truth_of(ev, item if function == NONE else calls.call(ev, function, [item], {}))

    if seq.count is not None and seq.count <= 64:
        point, heap = len(ev.out.block), dict(ev.heap)
        items = expressions.static_items(ev, values)
        kept = [passes(i) for i in items]
        if all(k.constant for k in kept):
            return ev.allocate(ListObject(tuple(i for i, k in zip(items, kept, strict=True) if k.static)))
        del ev.out.block[point:]
        ev.heap = heap
    bound = seq.count if seq.count is not None else seq.bound
    ref = containers.make_bounded(ev, [], max(bound, 1), False, "list", ("filter", ev.span, ev.call_path))

    def body(index: Num) -> bool:
        item = ev.keep(seq.item(index), "item")

        def take() -> bool:
            containers.push(ev, ref, item)
            return True

        return ev.branch(passes(item), take, lambda: True)

    loops.iterate(ev, seq, body, ("filter", ev.span, ev.call_path), None)
    return ref


def _callable(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    return const(not isinstance(args[0], Num | Static | NDArray))


def _str(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    return args[0] if args and isinstance(args[0], Static) else Static("")


def _repr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    text = _str(ev, args, kwargs)
    return Static(repr(text.value)) if isinstance(text, Static) and isinstance(text.value, str) and text.value else text


def _print(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    ev.warn("PPC901", "print is dropped", severity="note")
    return NONE


def _type(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value = args[0]
    if isinstance(value, Ref) and isinstance(ev.heap[value.id], Instance):
        return ev.heap[value.id].cls
    if isinstance(value, Num):
        return BUILTINS[ar.TYPE_NAMES[value.type]]
    raise Unsupported("PPC103", "type() of this value is not available", help="use isinstance")


_TABLE: dict[str, Any] = {
    "abs": _abs, "min": _extremum("min", "<"), "max": _extremum("max", ">"), "sum": _sum, "any": _any_all("any", True),
    "all": _any_all("all", False), "int": _int, "float": _float, "bool": _bool, "round": _round, "len": _len,
    "range": _range, "enumerate": _enumerate, "zip": _zip, "reversed": _reversed, "map": _map, "list": _list,
    "tuple": _tuple, "dict": _dict, "set": _set, "frozenset": _set, "sorted": _sorted, "divmod": _divmod, "pow": _pow,
    "isinstance": _isinstance, "hasattr": _hasattr, "callable": _callable, "str": _str, "repr": _repr, "print": _print,
    "type": _type, "getattr": _getattr, "setattr": _setattr, "filter": _filter, "iter": iteration_library.iterate_over,
    "next": iteration_library.advance,
}  # fmt: skip
BUILTINS: dict[str, Value] = {name: Builtin(name, function) for name, function in _TABLE.items()}
BUILTINS["__name__"] = Static("policy")
BUILTINS["True"], BUILTINS["False"] = const(True), const(False)
BUILTINS[AS_ITERATOR] = Builtin(AS_ITERATOR, iteration_library.as_iterator)
BUILTINS[CELL] = Builtin(CELL, classes.make_cell)
for _name in ("Exception", "BaseException", *EXCEPTIONS):
    BUILTINS[_name] = Builtin(_name, lambda ev, args, kwargs: Static("<exception>"))
