"""Python's built-in functions as policies may use them."""

from __future__ import annotations

import builtins
import difflib
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import classes, conversions, expressions, formatting, loops, strings
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.exceptions import EXCEPTIONS
from ppc.compiler.frontend.generators import AS_ITERATOR
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library import (
    introspection,
    iterables,
    iteration_library,
    modules,
    numpy_elementwise,
    ordering,
    slices,
    string_methods,
)
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.rewriting import CELL
from ppc.compiler.frontend.values import array_folds, arrays, containers, mappings
from ppc.compiler.frontend.values.store import references
from ppc.compiler.frontend.values.values import (
    EXCEPTION,
    NONE,
    NOT_IMPLEMENTED,
    TEXT,
    Builtin,
    DictObject,
    Dim,
    NDArray,
    Num,
    Observation,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


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


_INSTEAD = {
    "ascii": "strings are labels here",
    "bytearray": "use a list of integers",
    "bytes": "use a list of integers", "complex": "keep the real and the imaginary part", "format": "strings are labels here",
    "hash": "use the tuple itself as a key", "id": "compare with 'is'", "ord": "use integers, or a dictionary of the letters",
    "chr": "use integers, or a dictionary of the letters",
    "delattr": "assign None", "dir": "name the fields", "vars": "name the fields", "issubclass": "use isinstance",
    "memoryview": "use an array",
}  # fmt: skip


def from_keys(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``dict.fromkeys``: one value, and so one object, for each key."""
    keys, value = arguments(args, kwargs, "iterable value", {"value": NONE}, "dict.fromkeys")
    keys, held = conversions.present(ev, keys), ev.keep(value, "value")
    seq = sequence(ev, keys)
    items = [] if seq.count is None else conversions.static_items(ev, keys)
    if seq.count is not None and all(mappings.is_known_key(k) for k in items):
        return ev.allocate(DictObject({containers.static_key(ev, k): held for k in items}))
    if references(held):
        raise Unsupported(
            "PPC402", "dict.fromkeys puts one object under keys that are not known", help="write {k: [] for k in keys}"
        )
    ref = ev.allocate(DictObject({}))
    mappings.to_bounded(ev, ref)

    def body(index: Num) -> bool:
        mappings.put(ev, ref, seq.item(index), held)
        return True

    loops.iterate(ev, seq, body, ("fromkeys", ev.span, ev.call_path), None)
    return ref


def undefined(ev: Evaluator, name: str) -> tuple[str, str]:
    """What is said of a name that nothing defines: the message, and a help."""
    if hasattr(builtins, name):
        return f"the built-in '{name}' is not available to policies", _INSTEAD.get(name, "")
    return f"the name '{name}' is not defined", _suggestion(ev, name)


def _suggestion(ev: Evaluator, name: str) -> str:
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


def _abs(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", of="abs")
    if isinstance(x, NDArray | Observation):
        return arrays.elementwise(ev, lambda v: ar.absolute(ev, v), arrays.operand(ev, x))
    own = classes.special(ev, conversions.present(ev, x), "abs")
    if own is not None:
        return own
    return ar.absolute(ev, conversions.as_number(ev, x))


def _sum(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, start = arguments(args, kwargs, "iterable start", {"start": const(0)}, "sum")
    seq = sequence(ev, conversions.present(ev, values))
    if seq.count is not None and (seq.count <= 64 or not seq.uniform):
        total = start
        for item in conversions.static_items(ev, values):
            total = ev.keep(expressions.operate(ev, "+", total, item), "total")
        return total
    dim = Dim(seq.bound, seq.length)
    return array_folds.fold(
        ev,
        dim,
        conversions.as_number(ev, start),
        lambda i: conversions.as_number(ev, seq.item(i)),
        lambda a, b: ar.arithmetic(ev, "+", a, b),
        "total",
    )


def _any_all(name: str, stop_on: bool) -> Any:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (values,) = arguments(args, kwargs, "iterable", of=name)
        seq = sequence(ev, conversions.present(ev, values))
        combine = ar.disjunction if stop_on else ar.conjunction
        if seq.count is None:
            dim = Dim(seq.bound, seq.length)
            return array_folds.fold(
                ev, dim, const(not stop_on), lambda i: conversions.truth_of(ev, seq.item(i)), combine, "found"
            )
        result = const(not stop_on)
        for i in range(seq.count):
            result = combine(result, conversions.truth_of(ev, seq.item(const(i))))
            result = result if result.constant else ev.hold(result, name)
        return result

    return run


def _int(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, base = arguments(args, kwargs, "x base", {"x": const(0), "base": NONE}, "int")
    if strings.is_textual(x):
        return _number_in(ev, "int()", int, [x] if base == NONE else [x, base])
    x = conversions.present(ev, x)
    return ar.truncate(ev, conversions.as_number(ev, _converted(ev, x, "int", "index")))


def _converted(ev: Evaluator, x: Value, *names: str) -> Value:
    """What the first of these methods that an object has makes of it; other values stay."""
    for name in names:
        own = classes.special(ev, x, name)
        if own is not None:
            return own
    return x


def _float(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", {"x": const(0.0)}, "float")
    if strings.is_textual(x):
        return _number_in(ev, "float()", float, [x])
    if isinstance(x, NDArray | Observation):
        array = arrays.as_array(ev, x)
        if arrays.static_size(array) == 1:
            x = arrays.elements(ev, array)[0]
    x = conversions.present(ev, x)
    return ar.as_python(ar.to_f64(ev, conversions.as_number(ev, _converted(ev, x, "float", "index"))))


def _number_in(ev: Evaluator, of: str, read: Any, operands: list[Value]) -> Value:
    """The number that a string shows."""
    strings.check(operands[0])
    found = strings.apply(ev, operands, read, of)
    if found is None:
        raise Unsupported("PPC403", f"{of} of this string is not supported")
    return found


def _bool(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", {"x": const(False)}, "bool")
    return ar.as_python(conversions.truth_of(ev, x))


def _round(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, digits = arguments(args, kwargs, "x ndigits", {"ndigits": NONE}, "round")
    own = classes.special(ev, conversions.present(ev, x), "round", *([] if digits == NONE else [digits]))
    if own is not None:
        return own
    number = conversions.as_number(ev, x)
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


def _divmod(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (ev.hold(conversions.as_number(ev, x), "x") for x in arguments(args, kwargs, "a b", of="divmod"))
    return Tuple((ar.arithmetic(ev, "//", a, b), ar.arithmetic(ev, "%", a, b)))


def _pow(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = arguments(args, kwargs, "base exponent", of="pow")
    return expressions.operate(ev, "pow", a, b)


def _str(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", {"x": Static("")}, "str")
    return formatting.of_value(ev, x)


def _repr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", of="repr")
    return formatting.formatted(ev, [(x, "", ord("r"))])


def _format(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, spec = arguments(args, kwargs, "x spec", {"spec": Static("")}, "format")
    known = isinstance(spec, Static)
    return formatting.formatted(ev, [(x if known else TEXT, spec.value if known else "", -1)])


def _of_character(name: str, function: Any) -> Any:
    """``ord``, ``chr`` and the like: of what is known."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=name)
        strings.check(x)
        found = strings.apply(ev, [x], function, f"{name}()")
        if found is None:
            if name != "ord":
                return TEXT
            raise Unsupported("PPC403", "ord() needs one of a known set of characters")
        return found

    return run


def _print(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    ev.warn("PPC901", "print is dropped", severity="note")
    return NONE


_TABLE: dict[str, Any] = {
    **iterables.FUNCTIONS, **ordering.FUNCTIONS, **introspection.FUNCTIONS,
    "abs": _abs, "sum": _sum, "any": _any_all("any", True), "all": _any_all("all", False), "int": _int, "float": _float,
    "bool": _bool, "round": _round, "len": _len, "divmod": _divmod, "pow": _pow, "str": _str, "repr": _repr, "print": _print,
    "format": _format, **{f.__name__: _of_character(f.__name__, f) for f in (ord, chr, hex, oct, ascii)},
    "slice": slices.make, "iter": iteration_library.iterate_over, "next": iteration_library.advance,
    "bin": string_methods.binary,
}  # fmt: skip
BUILTINS: dict[str, Value] = {name: Builtin(name, function) for name, function in _TABLE.items()}
BUILTINS["__name__"] = Static("policy")
BUILTINS["NotImplemented"] = NOT_IMPLEMENTED
BUILTINS["True"], BUILTINS["False"] = const(True), const(False)
BUILTINS[AS_ITERATOR] = Builtin(AS_ITERATOR, iteration_library.as_iterator)
BUILTINS[CELL] = Builtin(CELL, lambda ev, args, kwargs: classes.make_cell(ev, args, kwargs))
for _name in ("Exception", "BaseException", *EXCEPTIONS):
    BUILTINS[_name] = Builtin(_name, lambda ev, args, kwargs: EXCEPTION)
