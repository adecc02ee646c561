"""Productions of floats, ints and bools from scalars.

Values are kept in ordinary ranges: ints below about 1e6 (products are reduced), divisors away from zero, arguments within a
function's domain. Now and then, more often in wild programs, a guard is left out.
"""

from __future__ import annotations

from tests.fuzz.generator.core import BOOL, FLOAT, INT, OBSERVED, PRODUCTIONS, Core, Kind, Name, NotHere

# name -> arguments, which are holes of ``core.Holes``
MATH = {
    "sin": "X", "cos": "X", "tan": "X", "asin": "U", "acos": "U", "atan": "X", "atan2": "XX", "sinh": "S", "cosh": "S",
    "tanh": "X", "asinh": "X", "acosh": "G", "atanh": "K", "exp": "S", "exp2": "S", "expm1": "S", "log": "P", "log2": "P",
    "log10": "P", "log1p": "P", "sqrt": "P", "cbrt": "X", "fabs": "X", "pow": "PS", "hypot": "XX", "erf": "X", "erfc": "X",
    "fmod": "XP", "copysign": "XX", "degrees": "X", "radians": "X", "floor": "S", "ceil": "S", "trunc": "S",
}  # fmt: skip
NUMPY = {
    "sin": "X", "cos": "X", "tan": "X", "arcsin": "U", "arccos": "U", "arctan": "X", "asin": "U", "acos": "U", "atan": "X",
    "arctan2": "XX", "atan2": "XX", "sinh": "S", "cosh": "S", "tanh": "X", "arcsinh": "X", "arccosh": "G", "arctanh": "K",
    "exp": "S", "exp2": "S", "expm1": "S", "log": "P", "log2": "P", "log10": "P", "log1p": "P", "sqrt": "P", "cbrt": "X",
    "fabs": "X", "abs": "X", "absolute": "X", "hypot": "XX", "fmod": "XP", "mod": "XP", "remainder": "XP", "floor": "X",
    "ceil": "X", "trunc": "X", "rint": "X", "fix": "X", "sign": "X", "square": "X", "negative": "X", "copysign": "XX",
    "maximum": "XX", "minimum": "XX", "add": "XX", "subtract": "XX", "multiply": "XX", "divide": "XP", "power": "PS",
    "floor_divide": "XP", "heaviside": "XX", "deg2rad": "X", "rad2deg": "X", "degrees": "X", "radians": "X",
    "nan_to_num": "X", "round": "X", "around": "X",
}  # fmt: skip
forms = PRODUCTIONS.forms


# --- leaves ----------------------------------------------------------------------------------------------


@PRODUCTIONS.add("float", 6, leaf=True)
def observed(g: Core, depth: int) -> str:
    at = g.pick(-1, -2, *range(OBSERVED), *range(OBSERVED))
    return f"{g.obs()}.obs_{at}" if at >= 0 and g.chance(0.03) else f"{g.obs()}[{at}]"


@PRODUCTIONS.add("float", 8, leaf=True)
def a_float(g: Core, depth: int) -> str:
    return g.known("float").text


@PRODUCTIONS.add("int", 8, leaf=True)
def an_int(g: Core, depth: int) -> str:
    return g.known("int").text


@PRODUCTIONS.add("bool", 3, leaf=True)
def a_bool(g: Core, depth: int) -> str:
    return g.known("bool").text


@PRODUCTIONS.add("int", 4, leaf=True)
def int_literal(g: Core, depth: int) -> str:
    if g.features.wild and g.chance(0.1):
        return str(g.pick(2**62 - 1, -(2**61), 2**53 + 1, 123456789012))
    return str(g.whole(-9, 30))


forms("float", 3, "{number}", leaf=True)
forms("float", 0.2, "math.pi", "math.e", "math.tau", "np.pi", "np.e", leaf=True)
forms("float", 0.05, "math.inf", "np.inf", "float('inf')", "math.nan", "np.nan", leaf=True)
forms("bool", 0.3, "True", "False", leaf=True)


@PRODUCTIONS.add("bool", 6, leaf=True)
def compared(g: Core, depth: int) -> str:
    return f"({g.f(depth)} {g.pick('<', '<=', '>', '>=', '>', '<', '==', '!=')} {g.f(depth)})"


@PRODUCTIONS.add("bool", 2, leaf=True)
def int_compared(g: Core, depth: int) -> str:
    return f"({g.i(depth)} {g.pick('<', '<=', '>', '>=', '==', '!=')} {g.i(depth)})"


# --- floats ----------------------------------------------------------------------------------------------

forms("float", 8, "({f} + {f})", "({f} - {f})", "({f} * {f})")
forms("float", 2, "({f} + {i})", "({i} - {f})", "({f} * {i})", "({i} * {f})", "({f} - {i})", "({f} * {b})", "({f} + int({b}))")
forms("float", 2, "({f} / {D})", "({f} / {D})", "({f} // {D})", "({f} % {D})", "divmod({f}, {D})[0]", "divmod({f}, {D})[1]")
forms("float", 1, "({i} / 3)", "({i} / -4)", "({i} / 7)", "({i} / 10)", "(np.float64({f}) / {f})",
    "(float({f}) / float({i} % 3))", "(float({f}) % float({i} % 4))")
forms(
    "float", 1.5,
    "({f} ** 2)", "({f} ** 3)", "({f} ** 4)", "({f} ** 5)", "({D} ** 2)", "((abs({f}) + 0.5) ** 0.5)", "({D} ** -1)",
    "({D} ** -2)", "((abs({f}) + 0.5) ** 1.5)",
    "({f} ** 0)", "({f} ** 1)", "((abs({f}) + 1.0) ** {S})", "pow(abs({f}) + 0.5, 0.5)", "pow({f}, 2)",
    "pow(abs({f}) + 0.5, {S})",
)  # fmt: skip
forms("float", 1.5, "(-{f})", "(-{f})", "(+{f})", "abs({f})")
forms("float", 2, "({f} if {b} else {f})", "({f} if {b} else {f})", "({f} if {b} else ({i} | 1))",
      "float(np.where({b}, {f}, {f}))")
forms("float", 2.5, "min({f}, {f})", "max({f}, {f})", "min({f}, {f}, {f})", "max({f}, {f}, {f}, {f})")
forms("float", 1.2, "float({i})", "float({i})", "np.float64({i})", "float({b})", "float(np.float32({f}))")
forms("float", 1.2, "np.clip({f}, -1.0, 2.0)", "np.clip({f}, {f}, {f})", "np.clip({f}, -3.0, {f})", "np.clip({f}, 0.0, 4.0)")
forms(
    "float", 0.6,
    "math.log({P}, 2.0)", "math.log({P}, 3)", "math.hypot({f}, {f}, {f})", "math.dist([{f}, {f}], [{f}, {f}])",
    "math.modf({f})[0] + math.remainder(7.0, 2.5)", "math.modf({f})[1] * math.prod([0.5, math.fsum([1.0, 0.5])])",
    "(({f} or {f}) - {f})", "(({f} and {f}) + {f})",
)  # fmt: skip
forms("float", 0.2, "min(math.exp({f} * 90.0), 1e9)", "max(math.sinh({f} * 200.0), -5.0)")
forms("int", 0.3, "ord('abc'[{i} % 3])", "ord(chr(97))", "len(hex(26) + bin(5) + oct(8))", "len(ascii('a'))",
    "len(format(5, 'b'))")
forms("float", 0.3, "float(str('mid') == 'mid')", "float(len(repr('hold')))", "float(({i} % 5) in frozenset((1, 3)))")


@PRODUCTIONS.add("float", 5)
def of_math(g: Core, depth: int) -> str:
    name = g.pick(*MATH)
    text = f"math.{name}({', '.join(g.hole(k, depth) for k in MATH[name])})"
    return f"float({text})" if name in ("floor", "ceil", "trunc") else text


@PRODUCTIONS.add("float", 5)
def of_numpy(g: Core, depth: int) -> str:
    name = g.pick(*NUMPY)
    return f"np.{name}({', '.join(g.hole(k, depth) for k in NUMPY[name])})"


@PRODUCTIONS.add("float", 0.4)
def through_lambda(g: Core, depth: int) -> str:
    x = g.fresh("q")
    with g.inside(Name(x, FLOAT, False)):
        body = g.f(min(depth, 2))
    return f"(lambda {x}: {body})({g.f(depth)})"


# --- ints ------------------------------------------------------------------------------------------------


@PRODUCTIONS.add("int", 5)
def int_arithmetic(g: Core, depth: int) -> str:
    a, b = g.i(depth), g.i(depth)
    op = g.pick("+", "-", "+", "-", "*")
    if op != "*" or g.features.wild:
        return f"({a} {op} {b})"
    return f"(({a} * {b}) % {g.pick(97, 13, 1009, -31)})"


@PRODUCTIONS.add("int", 3)
def int_division(g: Core, depth: int) -> str:
    divisor = g.i(depth) if g.risky() else g.pick("2", "3", "-3", "7", "10", "5")
    return f"({g.i(depth)} {g.pick('//', '%')} {divisor})"


@PRODUCTIONS.add("int", 1.2)
def shifted(g: Core, depth: int) -> str:
    if g.features.wild:
        return f"({g.i(depth)} {g.pick('<<', '>>')} ({g.i(depth)} & 63))"
    x = g.i(depth) if g.chance(0.4) else f"int(max(-900.0, min(900.0, {g.f(depth)} * 8.0)))"
    return f"(({x} {g.pick('<<', '>>', '>>')} {g.whole(0, 4)}) % 4099)"


@PRODUCTIONS.add("int", 3)
def truncated(g: Core, depth: int) -> str:
    x = g.f(depth)
    if not g.risky():
        x = g.pick(f"max(-900.0, min(900.0, {x}))", f"(50.0 * math.sin({x}))", f"np.clip({x}, -99.5, 99.5)")
    return f"{g.pick('int', 'int', 'round', 'math.floor', 'math.ceil', 'math.trunc')}({x})"


forms("int", 1.5, "({i} & {i})", "({i} | {i})", "({i} ^ {i})", "(-{i})", "(~{i})")
forms("int", 1.2, "min({i}, {i})", "max({i}, {i})", "min({i}, {i}, {i})", "abs({i})", "({i} if {b} else {i})",
    "(1 if {b} else {i})")
forms("int", 1, "int({b})", "int({b}) + int({b})", "({i} % 3) * ({i} % 5)", "({i} % 20) ** 2", "pow({i} % 10, 3)",
    "2 ** ({i} % 6)", "(-1) ** ({i} % 9)", "({i} % 6) ** ({i} % 4)", "(-1 if {f} < 0.0 else 1)")
forms(
    "int", 1,
    "math.gcd(36, 24) + math.lcm(4, 6)", "math.isqrt(49)", "math.comb(7, 3)", "math.factorial(5) + math.perm(4, 2)",
    "divmod({i}, 7)[0]", "divmod({i}, -5)[1]",
    "sum(k * {i} for k in range(3))", "len(range({i} % 4, 9, 2))", "int(np.clip({i}, -3, 8))",
    "int(np.round(np.tanh({f}) * 6.0))",
)  # fmt: skip

# --- bools -----------------------------------------------------------------------------------------------

forms("bool", 3, "({b} and {b})", "({b} or {b})", "(not {b})")
forms("bool", 1.5, "({f} < {f} <= {f})", "({f} >= {f} > {f})", "(not ({f} < {f} < {f}))", "({i} <= {i} < {i})")
forms("bool", 1, "({b} if {b} else {b})", "bool({f})", "bool({i})", "bool({i} % 2)", "({b} == {b})", "({b} != {b})",
    "({b} ^ {b})")
forms(
    "bool", 0.8,
    "math.isnan({f})", "math.isinf({f})", "math.isfinite({f})", "np.isnan({f})", "np.isfinite({f})", "np.isinf({f})",
    "math.isclose({f}, {f}, rel_tol=0.1)", "math.isclose({f}, {f})", "bool(np.less({f}, {f}))", "bool(np.greater({f}, {f}))",
    "bool(np.equal({f}, {f}))", "bool(np.not_equal({f}, {f}))", "bool(np.logical_and({b}, {b}))",
    "bool(np.logical_or({b}, {b}))",
    "bool(np.logical_not({b}))",
)  # fmt: skip
forms(
    "bool", 0.8,
    "({i} in ({digit}, {digit}))", "({i} not in [{digit}, {digit}, {i}])", "({i} in {{{digit}, -1}})",
    "({i} in range({digit}))",
    "({i} in ({i}, {i}))", "('mid' in ('low', 'mid'))", "any([{b}, {b}])", "all(({b}, {b}))",
)  # fmt: skip
forms("bool", 0.2, "callable(abs)", "isinstance({f}, float)", "isinstance({i}, int)", "(type(1.0) is float)",
    "hasattr({obs}, 'shape')")


def _called(kind: Kind, weight: float) -> None:
    @PRODUCTIONS.add(kind.tag, weight)
    def called(g: Core, depth: int) -> str:
        found = [c for c in g.callees if c.gives == kind]
        if not found:
            raise NotHere
        callee = g.pick(*found)
        return f"{callee.text}({', '.join(g.expr(k, depth - 1) for k in callee.takes)})"


for _kind, _weight in ((FLOAT, 3.0), (INT, 1.5), (BOOL, 1.0)):
    _called(_kind, _weight)
