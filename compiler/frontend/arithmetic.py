"""Scalar arithmetic as Python and NumPy define it, on ``Num`` values.

Each operation folds constants by the definitions of ``ir.ops``, so that a folded number has the bits of a
computed one, and emits an explicit fault where the operands' origin (Python or NumPy) would raise.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values.ranges import interval
from ppc.compiler.frontend.values.values import SINGLE, Num, Whose, const
from ppc.compiler.ir.nodes import Binary, Call, Const, Load, Select, Unary
from ppc.compiler.ir.ops import BINARY, I64_MAX, I64_MIN, UNARY
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

RANK = {BOOL: 0, I64: 1, F64: 2}
TYPE_NAMES = {BOOL: "bool", I64: "int", F64: "float"}


def join_type(a: Scalar, b: Scalar) -> Scalar:
    return a if a is b or RANK[a] >= RANK[b] else b


def rounded(a: Num) -> Num:
    """A float as NumPy's float32 (SEMANTICS 7): the nearest one, held as a float64."""
    return a if a.numpy == SINGLE else unary("f32", a, SINGLE)


def as_double(a: Num) -> Num:
    """A number as NumPy's float64, int64 or bool: what is computed from it is not rounded to float32."""
    return Num(a.type, a.expr, a.static, a.deps, True) if a.numpy == SINGLE else as_numpy(a)


def weak(a: Num, b: Num) -> tuple[Num, Num]:
    """Operands of a NumPy function: a Python float beside a float32 becomes one (NEP 50)."""
    if a.numpy == SINGLE and not b.numpy and b.type is F64:
        return a, rounded(b)
    if b.numpy == SINGLE and not a.numpy and a.type is F64:
        return rounded(a), b
    return a, b


def _origin(a: Num, b: Num) -> int:
    """The origin of what is computed from both: float32 if one is and the other one is no float64 of NumPy's."""
    if a.numpy == SINGLE or b.numpy == SINGLE:
        return SINGLE if a.numpy in (SINGLE, False) and b.numpy in (SINGLE, False) else True
    return a.numpy or b.numpy


def unary(op: str, a: Num, numpy: int | None = None) -> Num:
    operand, result, definition = UNARY[op]
    if numpy is None and a.numpy == SINGLE and (op == "sqrt" or result is not F64):
        return unary("f32", unary(op, a, True), SINGLE) if result is F64 else unary(op, a, True)
    assert a.type is operand, (op, a)
    if a.literal is not None:
        _ = a.expr  # an integer operation: the literal is structural
    static = None
    if a.static is not None:
        static = definition(a.static)
        if not a.deps:
            return Num(result, Const(result, static), static, a.deps, a.numpy if numpy is None else numpy)
    whose = None
    if a.whose is not None and numpy is None:
        whose = Whose(a.whose.python, a.whose.zero or op not in ("fneg", "ineg", "fabs", "iabs", "i2f"))
    return Num(result, Unary(op, a.expr, result), static, a.deps, a.numpy if numpy is None else numpy, whose=whose)


def binary(op: str, a: Num, b: Num, numpy: int | None = None) -> Num:
    operand, result, definition = BINARY[op]
    assert a.type is operand and b.type is operand, (op, a, b)
    if numpy is None and (a.numpy == SINGLE or b.numpy == SINGLE):
        a, b = weak(a, b)
        origin = _origin(a, b)
        value = binary(op, a, b, bool(origin))
        return unary("f32", value, SINGLE) if origin == SINGLE and result is F64 else value
    if a.literal is not None or b.literal is not None:
        _, _ = a.expr, b.expr  # an integer operation: the literals are structural
    deps = a.deps | b.deps if b.deps else a.deps
    origin = (a.numpy or b.numpy) if numpy is None else numpy
    static = None
    if a.static is not None and b.static is not None:
        static = definition(a.static, b.static)
        if not deps:
            return Num(result, Const(result, static), static, deps, origin)
    whose = _whose(a, b) if numpy is None and (a.whose is not None or b.whose is not None) else None
    return Num(result, Binary(op, a.expr, b.expr, result), static, deps, origin, whose=whose)


def _python(a: Num) -> Num | None:
    """Whether a number is Python's; None where it is surely NumPy's."""
    if not a.numpy:
        return const(True)
    return a.whose.python if a.whose is not None else None


def is_python(a: Num) -> Num:
    """Whether a number is Python's and not NumPy's."""
    return _python(a) or const(False)


def _pythons(a: Num, b: Num) -> Num | None:
    """Whether both are Python's, so that what is computed from them raises; None where it surely does not."""
    first, second = _python(a), _python(b)
    return None if first is None or second is None else conjunction(first, second)


def _if_python(ev: Evaluator, python: Num, condition: Num) -> Num:
    """``condition`` of a fault that numbers of Python's raise and NumPy's do not."""
    return conjunction(ev.owners.ask(python), condition)


def _whose(a: Num, b: Num) -> Whose | None:
    """Whose number the result of an operation is."""
    python = _pythons(a, b)
    return None if python is None else Whose(python, True)


def either(condition: Num, a: Num, b: Num) -> Num:
    """``select``, where the chosen number stays NumPy's or Python's as it was."""
    result = select(condition, a, b)
    mixed = bool(a.numpy) != bool(b.numpy) or a.whose is not None or b.whose is not None
    if not mixed or condition.constant or SINGLE in (a.numpy, b.numpy):
        return result
    first, second = is_python(a), is_python(b)
    python = disjunction(conjunction(condition, first), conjunction(logical_not(condition), second))
    zero = _may_be_zero(a) or _may_be_zero(b)
    return Num(result.type, result.expr, result.static, result.deps, True, whose=Whose(python, zero))


def _may_be_zero(a: Num) -> bool:
    """Whether a number may be 0 where it is Python's."""
    if a.numpy:
        return a.whose is not None and a.whose.zero
    return not a.constant or a.static == 0


def select(condition: Num, a: Num, b: Num) -> Num:
    """``a if condition else b`` for values of one type, both already computed."""
    assert a.type is b.type
    if condition.constant:
        return a if condition.static else b
    static = None
    if condition.static is not None:
        static = a.static if condition.static else b.static
    deps = condition.deps | a.deps | b.deps
    return Num(a.type, Select(condition.expr, a.expr, b.expr, a.type), static, deps, max(a.numpy, b.numpy))


def logical_not(a: Num) -> Num:
    return unary("not", a)


def to_f64(ev: Evaluator, a: Num) -> Num:
    if a.type is F64:
        return a
    if a.literal is not None and ev.literals.tunable(a.literal):
        index = a.literal
        load = Load(ev.parameter_array, Const(I64, index), True)
        return Num(F64, load, float(a.static), frozenset((index,)), a.numpy)
    if a.static is not None and not a.deps:
        if abs(a.static) > 2**1023:
            raise Unsupported("PPC203", "this integer is too large for a float")
        value = float(a.static)
        return Num(F64, Const(F64, value), value, a.deps, a.numpy)
    return unary("b2f" if a.type is BOOL else "i2f", a)


def to_i64(a: Num) -> Num:
    """bool or int as i64 (a float needs an explicit conversion)."""
    if a.type is I64:
        return a
    if a.type is BOOL:
        return unary("b2i", a)
    raise Unsupported("PPC204", "an integer is needed here, this is a float", help="write int(...) around it")


def to_bool(a: Num) -> Num:
    """Python's truth of a number."""
    if a.type is BOOL:
        return a
    if a.type is I64:
        return binary("ine", a, const(0))
    return binary("fne", a, const(0.0))


def coerce(ev: Evaluator, a: Num, type: Scalar) -> Num:
    """Widens ``a`` to ``type``."""
    if a.type is type:
        return a
    if type is F64:
        return to_f64(ev, a)
    if type is I64:
        return to_i64(a)
    raise Unsupported("PPC204", f"a {TYPE_NAMES[type]} is needed here, this is a {TYPE_NAMES[a.type]}")


def pair(ev: Evaluator, a: Num, b: Num, at_least: Scalar = I64) -> tuple[Num, Num, Scalar]:
    type = join_type(join_type(a.type, b.type), at_least)
    if a.numpy == SINGLE and b.type is BOOL:
        b = as_python(b)  # float32 beside a bool stays float32
    elif b.numpy == SINGLE and a.type is BOOL:
        a = as_python(a)
    return coerce(ev, a, type), coerce(ev, b, type), type


def check_static_int(value: int) -> None:
    if not I64_MIN <= value <= I64_MAX:
        raise Unsupported("PPC203", "this integer does not fit into 64 bits", help="use a float literal, or smaller numbers")


def static_int(ev: Evaluator, a: Num, what: str) -> int:
    """A compile-time integer; the parameters that it depends on become structural."""
    if not isinstance(a, Num):
        from ppc.compiler.frontend import conversions

        a = conversions.as_number(ev, a)
    if a.type is F64 and a.static is not None:
        raise Unsupported("PPC204", f"{what} must be an integer, this is a float", help="write int(...) around it")
    if a.static is None:
        raise NeedsStatic("PPC301", f"{what} must be known when the policy is compiled", help="use a constant")
    _ = a.expr  # marks an integer literal as structural
    ev.literals.freeze(a.deps)
    return int(a.static)


# --- binary operators ------------------------------------------------------------------------------------

_INT = {"+": "iadd", "-": "isub", "*": "imul", "&": "iand", "|": "ior", "^": "ixor", "<<": "shl", ">>": "shr"}
_FLOAT = {"+": "fadd", "-": "fsub", "*": "fmul"}
_BOOL = {"&": "and", "|": "or", "^": "xor"}


def arithmetic(ev: Evaluator, op: str, a: Num, b: Num) -> Num:
    """``a op b`` for one of Python's binary operators."""
    if op in _BOOL and a.type is BOOL and b.type is BOOL:
        return binary(_BOOL[op], a, b)
    if op == "/":
        return divide(ev, to_f64(ev, a), to_f64(ev, b))
    if op in ("**", "pow"):
        return power(ev, a, b, written=op == "**")
    if a.type is BOOL and b.type is BOOL and (a.numpy or b.numpy):
        if op in ("+", "*"):
            return binary("or" if op == "+" else "and", a, b)  # NumPy's bool arithmetic
        if op == "-" and a.whose is None and b.whose is None:
            raise _no_difference("NumPy does not subtract bools", "write int(a) - int(b), or float(a) - float(b)")
    a, b, type = pair(ev, a, b)
    if type is F64:
        if op in _FLOAT:
            return binary(_FLOAT[op], a, b)
        if op == "//":
            return floor_divide(ev, a, b)
        if op == "%":
            return modulo(ev, a, b)
        raise Unsupported("PPC205", f"'{op}' works on integers only", help="convert with int(...) first")
    if a.constant and b.constant:
        return _static_int_op(ev, op, a, b)
    if op in _INT:
        python = _pythons(a, b) if op in ("<<", ">>") else None
        if python is not None:
            ev.fault("value", _if_python(ev, python, binary("ilt", b, const(0))), "negative shift count")
        return binary(_INT[op], a, b)
    if op in ("//", "%"):
        b = ev.hold(b, "divisor")
        low, high = interval(b._expr, ev.ranges)
        python = _pythons(a, b)
        if python is not None and _may_be_zero(b) and low <= 0 <= high:
            ev.fault("zero_division", _if_python(ev, python, binary("ieq", b, const(0))))
        return binary("idiv" if op == "//" else "imod", a, b)
    raise Unsupported("PPC205", f"the operator '{op}' is not supported for numbers")


def _no_difference(message: str, help: str) -> Unsupported:
    error = Unsupported("PPC205", message, help=help)
    error.raises = "TypeError"
    return error


def _static_int_op(ev: Evaluator, op: str, a: Num, b: Num) -> Num:
    _, _ = a.expr, b.expr
    x, y = int(a.static), int(b.static)
    if op in ("//", "%") and y == 0:
        if not (a.numpy or b.numpy):
            ev.fault("zero_division", Const(BOOL, True))
        return const(0, a.numpy or b.numpy)
    if op in ("<<", ">>") and not 0 <= y < 64:
        raise Unsupported(
            "PPC203", "this shift count is outside of 0..63", help="integers have 64 bits here: use masks of 62 bits or fewer"
        )
    result: int = {
        "+": lambda: x + y, "-": lambda: x - y, "*": lambda: x * y, "&": lambda: x & y, "|": lambda: x | y,
        "^": lambda: x ^ y, "<<": lambda: x << y, ">>": lambda: x >> y, "//": lambda: x // y, "%": lambda: x % y,
    }[op]()  # fmt: skip
    check_static_int(result)
    return const(result, a.numpy or b.numpy)


def divide(ev: Evaluator, a: Num, b: Num) -> Num:
    if _divides(a, b):
        b = ev.hold(b, "divisor")
        _zero_check(ev, a, b)
    return binary("fdiv", a, b)


def call(ev: Evaluator, name: str, *arguments: Num, numpy: int | None = None) -> Num:
    """Call of an elementary function (total; what raises is emitted by the caller)."""
    if numpy is None and any(a.numpy == SINGLE for a in arguments):
        if any(a.numpy is True for a in arguments):
            return call(ev, name, *arguments, numpy=True)
        return unary("f32", call(ev, name, *map(rounded, arguments), numpy=True), SINGLE)
    function = ev.elementary(name)
    deps = frozenset[int]().union(*(a.deps for a in arguments))
    static = None
    if all(a.static is not None for a in arguments):
        static = ev.evaluate_elementary(name, [a.static for a in arguments])
        if not deps:
            return Num(function.type, Const(function.type, static), static, deps, bool(numpy))
    origin = any(a.numpy for a in arguments) if numpy is None else numpy
    whose = None
    if numpy is None and len(arguments) == 2 and any(a.whose is not None for a in arguments):
        whose = _whose(*arguments)
    applied = Call(name, tuple(a.expr for a in arguments), function.type)
    return Num(function.type, applied, static, deps, origin, whose=whose)


def floor_divide(ev: Evaluator, a: Num, b: Num) -> Num:
    """Python's float ``//``: by the remainder, then rounded to the nearest integer below."""
    a, b = ev.hold(a, "dividend"), ev.hold(b, "divisor")
    _zero_check(ev, a, b)
    return call(ev, "floor_divide", a, b)


def modulo(ev: Evaluator, a: Num, b: Num) -> Num:
    """Python's float ``%``: the exact remainder with the sign of the divisor."""
    a, b = ev.hold(a, "dividend"), ev.hold(b, "divisor")
    _zero_check(ev, a, b)
    return call(ev, "modulo", a, b)


def _zero_check(ev: Evaluator, a: Num, b: Num) -> None:
    if _divides(a, b):
        python = _pythons(a, b)
        assert python is not None
        ev.fault("zero_division", _if_python(ev, python, binary("feq", b, const(0.0))))


def _divides(a: Num, b: Num) -> bool:
    """Whether ``a / b`` may raise."""
    return _may_be_zero(b) and _python(b) is not None and _python(a) is not None


def power(ev: Evaluator, a: Num, b: Num, written: bool = True) -> Num:
    """``a ** b``. An exponent that is ``written`` as a number is multiplied out left to right; ``** 0.5`` is the square root.
    Whether another one is known depends on loops that may be written out, and on what is a parameter."""
    if b.static is not None and not b.deps and (written or (a.type is not F64 and b.type is not F64)):
        exponent = b.static
        if b.type is F64 and a.type is not F64:
            a = to_f64(ev, a)
        if isinstance(exponent, float) and abs(exponent) <= budgets.SMALL_POWER and exponent == int(exponent):
            exponent = int(exponent)
            a = to_f64(ev, a)
        if isinstance(exponent, int):
            if a.type is not F64:
                return _integer_power(ev, a, b, exponent)
            if abs(exponent) <= budgets.SMALL_POWER:
                a = ev.hold(a, "base") if exponent not in (0, 1) else a
                result = _multiplied_out(ev, a, exponent)
                return result if exponent in (0, 1) else _not_too_large(ev, _python(a), a, result)
        elif exponent == 0.5:
            a = ev.hold(a, "radicand")
            python = _python(a)
            if python is not None:
                negative = _if_python(ev, python, binary("flt", a, const(0.0)))
                ev.fault("domain", negative, "a negative number to a fractional power")
            return unary("sqrt", a)
    if a.type is not F64 and b.type is not F64:
        if a.constant and b.constant:
            return _integer_power(ev, a, b, int(b.static))
        if interval(b._expr, ev.ranges)[1] > 0:
            return _run_time_power(ev, to_i64(a), to_i64(b))
        if a.numpy or b.numpy:
            raise Unsupported("PPC206", "NumPy refuses integers to negative powers", help="write a float base: float(x) ** n")
    a, b = to_f64(ev, a), to_f64(ev, b)
    python = _pythons(a, b)
    if python is not None:
        a, b = ev.hold(a, "base"), ev.hold(b, "exponent")
        finite = binary("and", binary("flt", b, const(0.0)), binary("flt", const(-math.inf), b))
        zero = binary("and", binary("feq", a, const(0.0)), finite)
        ev.fault("zero_division", _if_python(ev, python, zero))
        if not (a.static is not None and a.static >= 0):
            broken = binary("flt", unary("floor", b), b)  # neither whole, nor infinite, nor NaN
            ev.fault("domain", _if_python(ev, python, binary("and", binary("flt", a, const(0.0)), broken)))
    return _not_too_large(ev, python, a, call(ev, "pow", a, b), b)


def _not_too_large(ev: Evaluator, python: Num | None, a: Num, result: Num, b: Num | None = None) -> Num:
    """The power of finite numbers, which Python does not let be infinite. A base of 0 is another error."""
    if python is None or (result.constant and math.isfinite(result.static)):
        return result
    result = ev.hold(result, "power")
    usual = conjunction(_finite(a), binary("fne", a, const(0.0)))
    usual = usual if b is None else conjunction(usual, _finite(b))
    ev.fault("overflow", _if_python(ev, python, conjunction(usual, logical_not(_finite(result)))), "a power that is too large")
    return result


def _finite(x: Num) -> Num:
    return binary("feq", binary("fsub", x, x), const(0.0))


def _run_time_power(ev: Evaluator, a: Num, b: Num) -> Num:
    """An integer to a run-time integer: an int, as for exponents from 0 up. Where Python gives a float, or a number that 64
    bits do not hold, the step faults."""
    low, high = interval(b._expr, ev.ranges)
    if low < 0 and isinstance(b._expr, Unary):  # -n: meant to be negative
        raise Unsupported(
            "PPC206", "an integer to the power of -n, a float in Python unless n is 0", help="write a float base: float(x) ** n"
        )
    a, b = ev.hold(a, "base"), ev.hold(b, "exponent")
    if low < 0:
        ev.fault("value", compare(ev, "<", b, const(0)), "an integer to a negative power, a float in Python")
    if a.static is not None and not a.deps:
        size = abs(int(a.static))
        if size > 1:
            largest = next(n for n in range(64) if size ** (n + 1) > I64_MAX)
            if high > largest:
                ev.fault("overflow", compare(ev, "<", const(largest), b), "a power that 64 bits do not hold")
    else:
        magnitude = unary("fabs", call(ev, "pow", to_f64(ev, a), to_f64(ev, b)))
        ev.fault("overflow", compare(ev, "<=", const(2.0**63), magnitude), "a power that 64 bits do not hold")
    return call(ev, "integer_power", a, b)


def _multiplied_out(ev: Evaluator, a: Num, n: int) -> Num:
    if n == 0:
        return const(1.0, a.numpy)
    if n < 0:
        a = ev.hold(a, "base")
        python = _python(a)
        if python is not None:
            ev.fault("zero_division", _if_python(ev, python, binary("feq", a, const(0.0))))
        return binary("fdiv", const(1.0), _multiplied_out(ev, a, -n))
    if n == 1:
        return a
    a = ev.hold(a, "base")
    result = a
    for _ in range(n - 1):
        result = binary("fmul", result, a)
    return result


def _integer_power(ev: Evaluator, a: Num, b: Num, n: int) -> Num:
    a = to_i64(a)
    if a.constant:
        _ = (a.expr, b.expr)
        if n < 0:
            if a.static == 0:
                ev.fault("zero_division", Const(BOOL, True))
                return const(math.inf)
            return const(float(a.static) ** n)
        if abs(a.static) > 1 and n * math.log2(abs(a.static)) > 64:
            check_static_int(I64_MAX + 1)
        check_static_int(a.static**n)
        return const(a.static**n)
    if n < 0:
        if a.numpy:
            raise Unsupported("PPC206", "NumPy refuses integers to negative powers", help="write a float base")
        return power(ev, to_f64(ev, a), const(n))
    if n == 0:
        return const(1)
    if n > 64:
        return _run_time_power(ev, a, b)
    a = ev.hold(a, "base")
    result = a
    for _ in range(n - 1):
        result = binary("imul", result, a)
    return result


# --- comparisons, extrema, conversions -------------------------------------------------------------------


def compare(ev: Evaluator, op: str, a: Num, b: Num) -> Num:
    """``<``, ``<=``, ``==``, ``!=``, ``>``, ``>=``."""
    a, b, type = pair(ev, a, b)
    if op in (">", ">="):
        a, b, op = b, a, {">": "<", ">=": "<="}[op]
    prefix = "f" if type is F64 else "i"
    return binary(prefix + {"<": "lt", "<=": "le", "==": "eq", "!=": "ne"}[op], a, b)


def _extremum(ev: Evaluator, a: Num, b: Num, op: str) -> Num:
    """Python's ``min``/``max``: the later one replaces only if strictly beyond; NaN compares False."""
    type = join_type(a.type, b.type)
    a, b = coerce(ev, a, type), coerce(ev, b, type)
    a, b = ev.hold(a, "a"), ev.hold(b, "b")
    return either(compare(ev, op, b, a), b, a)


def minimum(ev: Evaluator, a: Num, b: Num) -> Num:
    return _extremum(ev, a, b, "<")


def maximum(ev: Evaluator, a: Num, b: Num) -> Num:
    return _extremum(ev, a, b, ">")


def numpy_extremum(ev: Evaluator, a: Num, b: Num, op: str) -> Num:
    """``np.minimum``/``np.maximum``: NaN wins."""
    a, b, type = pair(ev, a, b, BOOL)
    a, b = weak(a, b)
    a, b = ev.hold(a, "a"), ev.hold(b, "b")
    if type is BOOL:
        return binary("and" if op == "<" else "or", a, b)
    chosen = compare(ev, op, a, b)
    if type is F64:
        chosen = disjunction(chosen, binary("fne", a, a))
    return select(chosen, a, b)


def clip(ev: Evaluator, x: Num, low: Num | None, high: Num | None, scalars: bool = False) -> Num:
    """``np.clip``: ``minimum(maximum(x, low), high)``, NaN passes.

    Of -0.0 and 0.0 it answers the bound, but ``x`` where both bounds are ``scalars``, as NumPy does.
    """
    for bound, op in ((low, ">"), (high, "<")):
        if bound is not None:
            x = numpy_extremum(ev, bound, x, op) if scalars else numpy_extremum(ev, x, bound, op)
    return as_numpy(x)


def as_numpy(x: Num) -> Num:
    return x if x.numpy and x.whose is None else Num(x.type, x.expr, x.static, x.deps, True)


def as_python(x: Num) -> Num:
    return x if not x.numpy else Num(x.type, x.expr, x.static, x.deps, False)


def positive(a: Num) -> Num:
    """``+a``."""
    if a.type is BOOL and a.numpy and a.whose is None:
        raise _no_difference("NumPy has no + before a bool", "write int(a) or float(a) for a number")
    return a if a.type is not BOOL else to_i64(a)


def negate(a: Num) -> Num:
    if a.type is F64:
        return unary("fneg", a)
    if a.type is BOOL and a.numpy and a.whose is None:
        raise _no_difference("NumPy has no negative of a bool", "write ~a or 'not a', or -int(a) for a number")
    return unary("ineg", to_i64(a))


def absolute(ev: Evaluator, a: Num) -> Num:
    return unary("fabs", a) if a.type is F64 else unary("iabs", to_i64(a))


def truncate(ev: Evaluator, a: Num, checked: bool = True) -> Num:
    """``int(x)``."""
    if a.type is not F64:
        return as_python(to_i64(a))
    a = ev.hold(a, "x")
    if checked:
        finite = binary("feq", binary("fsub", a, a), const(0.0))
        detail = "int() of NaN or infinity"
        if ev.trying:  # ValueError of a NaN, OverflowError of an infinity
            number = binary("feq", a, a)
            ev.fault("int_of_nan", logical_not(number).expr, detail)
            ev.fault("int_of_nan", binary("and", number, logical_not(finite)).expr, detail, "OverflowError")
        else:
            ev.fault("int_of_nan", logical_not(finite).expr, detail)
    return as_python(unary("f2i", a))


def sign(ev: Evaluator, a: Num) -> Num:
    """``np.sign``: -1, 0, 1, NaN stays NaN."""
    if a.type is F64:
        a = ev.hold(a, "x")
        zero_or_nan = binary("fadd", a, const(0.0))
        less = select(compare(ev, "<", a, const(0.0)), const(-1.0), zero_or_nan)
        return as_numpy(select(compare(ev, ">", a, const(0.0)), const(1.0), less))
    if a.type is BOOL:
        raise _no_difference("NumPy has no sign of a bool", "write int(a), which is 0 or 1")
    a = ev.hold(a, "x")
    less = select(compare(ev, "<", a, const(0)), const(-1), const(0))
    return as_numpy(select(compare(ev, ">", a, const(0)), const(1), less))


def conjunction(a: Num, b: Num) -> Num:
    if a.constant:
        return b if a.static else a
    if b.constant:
        return a if b.static else b
    return binary("and", a, b)


def disjunction(a: Num, b: Num) -> Num:
    if a.constant:
        return a if a.static else b
    if b.constant:
        return b if b.static else a
    return binary("or", a, b)
