"""Productions of arrays: vectors, masks, matrices, and the numbers that are read from them."""

from __future__ import annotations

from tests.fuzz.generator.core import FLOAT, OBSERVED, PRODUCTIONS, Core, Name, NotHere
from tests.fuzz.generator.scalars import NUMPY

VECTOR_SIZES = (2, 3, 3, 4, 5, 6, 6, 12, 17, 24, 40)
MATRIX_SIZES = ((2, 2), (3, 3), (2, 3), (3, 2), (4, 5), (3, 6))
ELEMENTWISE = ("maximum", "minimum", "add", "subtract", "multiply", "hypot", "copysign", "arctan2", "fmod", "mod")
forms = PRODUCTIONS.forms


# --- vectors ---------------------------------------------------------------------------------------------


@PRODUCTIONS.add("vector", 6, leaf=True)
def a_vector(g: Core, depth: int, n: int) -> str:
    return g.known("vector", (n,)).text


@PRODUCTIONS.add("vector", 3, leaf=True)
def part_of_observation(g: Core, depth: int, n: int) -> str:
    if n > OBSERVED:
        raise NotHere
    at = g.whole(0, OBSERVED - n)
    return g.obs() if n == OBSERVED else f"{g.obs()}[{at or ''}:{at + n}]"


forms(
    "vector", 1, "np.zeros({n})", "np.ones({n})", "np.full({n}, {number})", "np.linspace(-1.0, 2.5, {n})",
    "(np.arange({n}) * {number})",
    "np.arange({n}.0)", leaf=True,
)  # fmt: skip


@PRODUCTIONS.add("vector", 3)
def listed(g: Core, depth: int, n: int) -> str:
    if n > 8:
        raise NotHere
    return f"np.{g.pick('array', 'array', 'asarray')}([{', '.join(g.f(depth - 1) for _ in range(n))}])"


forms("vector", 5, "({v} + {v})", "({v} - {v})", "({v} * {v})", "({v} + {f})", "({v} * {f})", "({f} - {v})")
forms("vector", 1.5, "({v} / {D})", "({v} / (np.abs({v}) + 0.5))", "({v} // {D})", "({v} % (np.abs({v}) + 0.5))",
    "({f} / (np.abs({v}) + 0.5))")
forms("vector", 1, "({v} ** 2)", "({v} ** 3)", "(-{v})", "np.power(np.abs({v}) + 0.5, {S})", "(2.0 ** np.clip({v}, -3.0, 3.0))")


@PRODUCTIONS.add("vector", 2.5)
def function_of_vector(g: Core, depth: int, n: int) -> str:
    name = g.pick(*(k for k, takes in NUMPY.items() if len(takes) == 1))
    v = g.vector(n, depth)
    if not g.risky():
        v = {
            "X": v, "P": f"(np.abs({v}) + 0.5)", "U": f"np.clip({v}, -1.0, 1.0)", "S": f"np.clip({v}, -5.0, 5.0)",
            "G": f"(1.0 + np.abs({v}))", "K": f"(0.9 * np.tanh({v}))",
        }[NUMPY[name]]  # fmt: skip
    return f"np.{name}({v})"


@PRODUCTIONS.add("vector", 2)
def function_of_vectors(g: Core, depth: int, n: int) -> str:
    return f"np.{g.pick(*ELEMENTWISE)}({g.vector(n, depth)}, {g.vector(n, depth) if g.chance(0.7) else g.f(depth)})"


forms("vector", 2, "np.where({mask}, {v}, {v})", "np.where({mask}, {v}, {f})", "np.where({mask}, {f}, {v})",
    "(({v} > {f}) * 1.0)")
forms("vector", 1.5, "np.clip({v}, -1.0, 2.0)", "np.clip({v}, {v}, {f})", "({v}).clip(-2.0, 3.0)", "np.minimum({v}, 2.0)",
    "np.maximum({v}, {f})")
forms(
    "vector", 2,
    "({v})[::-1]", "np.cumsum({v})", "np.sort({v})", "({v}).copy()", "np.copy({v})", "({v}).cumsum()", "np.cumprod({v})",
    "np.append(({v})[1:], {f})", "({v})[np.argsort({v})]", "({v})[({v}).argsort()]", "np.array(sorted({v}))",
    "np.array(list({v}))",
    "({v} * 3.0).round()", "np.array(({v}).tolist())", "({v}).astype(float)", "np.ravel({v})", "({v}).flatten()",
    "np.zeros_like({v})",
    "np.full_like({v}, {number})", "np.ones_like({v})", "np.asarray({v}, dtype=float)", "np.nan_to_num({v})",
    "({v} - ({v}).mean())",
    "np.concatenate([({v})[1:], ({v})[:1]])", "np.hstack([({v})[1:], ({v})[:1]])", "({v})[np.arange({n})[::-1]]",
)  # fmt: skip
forms(
    "vector", 1.2,
    "np.array({list})", "np.array({ints}) * 0.5", "np.array({ints}).astype(float)", "np.array([{f} for _ in range({n})])",
    "({v})[list(range({n}))]",
    "np.outer({v}, {v2})[:, 1]", "(np.ones(({n}, 2)) * {v2}).sum(axis=1)", "np.stack([{v}, {v}]).mean(axis=0)",
    "np.vstack([{v}, {v}])[1]",
    "(({v})[:, None] + np.zeros((1, 2)))[:, 0]", "np.diff(np.append({v}, {f}))", "np.append(np.zeros(2), {v})[2:]",
    "np.concatenate([{v}, {v}])[::2]", "np.concatenate([{v3}, {v}])[3:]", "np.array([np.argsort({v})]).reshape({n}) * 1.0",
)  # fmt: skip


@PRODUCTIONS.add("vector", 1)
def comprehended(g: Core, depth: int, n: int) -> str:
    x = g.fresh("x")
    with g.inside(Name(x, FLOAT, False)):
        # An int of a conditional is a float in ppc; NumPy's casting rule would see the difference.
        body = f"1.0 * ({g.f(min(depth, 2))})"
    if g.chance(0.3):
        return f"np.array([{body.replace(x, f'float({x})')} for {x} in range({n})])"
    return f"np.array([{body} for {x} in {g.vector(n, depth)}])"


@PRODUCTIONS.add("vector", 2)
def of_a_matrix(g: Core, depth: int, n: int) -> str:
    """Products, rows, columns and reductions along an axis."""
    k = g.pick(2, 3)
    if n > 6:
        raise NotHere
    template = g.pick(
        "({nk} @ {vk})", "np.dot({nk}, {vk})", "({nk}).dot({vk})", "np.matmul({nk}, {vk})", "({vk} @ {kn})", "({kn})[{row}]",
        "({kn})[{i} % {k}]",
        "({nk})[:, {row}]", "({kn}).sum(axis=0)", "np.mean({kn}, axis=0)", "({kn}).max(axis=0)", "np.min({kn}, axis=0)",
        "np.sum({nk}, axis=1)",
        "np.linalg.norm({nk}, axis=1)", "np.std({kn}, axis=0)", "np.argmax({kn}, axis=0) * 1.0",
    )  # fmt: skip
    nk, kn = (lambda: g.matrix(n, k, depth)), (lambda: g.matrix(k, n, depth))
    holes = {"nk": nk, "kn": kn, "vk": lambda: g.vector(k, depth), "row": lambda: str(g.whole(0, k - 1)), "k": lambda: str(k)}
    return g.fill(template, depth, (), **holes)


@PRODUCTIONS.add("vector", 0.8)
def solved(g: Core, depth: int, n: int) -> str:
    if n not in (2, 3):
        raise NotHere
    m = f"(0.3 * np.tanh({g.matrix(n, n, depth)}) + 2.0 * np.eye({n}))"
    options = ["np.linalg.solve({m}, {v})", "(np.linalg.inv({m}) @ {v})", "np.linalg.lstsq({m}, {v}, rcond=None)[0]"]
    return g.fill(g.pick(*options, *(["np.cross({v}, {v})"] * (n == 3))), depth, (n,), m=lambda: m)


# --- masks -----------------------------------------------------------------------------------------------


@PRODUCTIONS.add("mask", 5, leaf=True)
def compared(g: Core, depth: int, n: int) -> str:
    b = g.vector(n, depth) if g.chance(0.3) else g.f(depth)
    return f"({g.vector(n, depth)} {g.pick('<', '<=', '>', '>=', '==', '!=')} {b})"


forms("mask", 2, "({mask} & {mask})", "({mask} | {mask})", "({mask} ^ {mask})", "np.logical_and({mask}, {mask})",
    "np.logical_or({mask}, {mask})")
forms("mask", 1, "(~{mask})", "np.logical_not({mask})", "np.isfinite({v})", "np.isnan({v})", "np.greater({v}, {v})",
    "(({v} > {f}) & ({v} < {f}))")

# --- matrices --------------------------------------------------------------------------------------------


@PRODUCTIONS.add("matrix", 6, leaf=True)
def a_matrix(g: Core, depth: int, rows: int, columns: int) -> str:
    return g.known("matrix", (rows, columns)).text


@PRODUCTIONS.add("matrix", 1, leaf=True)
def constant_matrix(g: Core, depth: int, rows: int, columns: int) -> str:
    body = ", ".join("[" + ", ".join(g.number() for _ in range(columns)) + "]" for _ in range(rows))
    simple = g.pick("np.zeros(({n}, {k}))", "np.ones(({n}, {k}))", "np.full(({n}, {k}), 0.5)")
    if rows == columns and g.chance(0.5):
        simple = g.pick("np.eye({n})", "np.identity({n})", "np.diag([" + ", ".join(["{number}"] * rows) + "])")
    return g.fill(g.pick(f"np.array([{body}])", f"np.array([{body}])", simple), depth, (rows, columns))


forms("matrix", 3, "({m} + {m})", "({m} - {f})", "({m} * {m})", "({m} * {row})", "({m} + ({column})[:, None])", "(-{m})",
    "({m} / {D})")
forms(
    "matrix", 2.5,
    "np.outer({column}, {row})", "({v_nk}).reshape({n}, {k})", "np.reshape({v_nk}, ({n}, {k}))", "({m_kn}).T",
    "np.transpose({m_kn})",
    "({m_kn}).transpose()", "({column})[:, np.newaxis] * ({row})[None, :]", "np.where({m} > {f}, {m}, {f})", "({m}).copy()",
    "np.array([[{f} for _ in range({k})] for _ in range({n})])", "np.clip({m}, -1.0, {P})", "np.maximum({m}, {f})",
    "({m} ** 2)",
    "np.meshgrid({row}, {column})[{bit}]",
)  # fmt: skip
forms("matrix", 0.8, *(f"np.{name}({{m}})" for name in ("tanh", "abs", "floor", "sin", "sign", "square")))


@PRODUCTIONS.add("matrix", 1.5)
def stacked(g: Core, depth: int, rows: int, columns: int) -> str:
    if g.chance(0.4):
        k = g.pick(2, 3)
        return f"({g.matrix(rows, k, depth)} @ {g.matrix(k, columns, depth)})"
    if g.chance(0.3):
        return f"np.column_stack([{', '.join(g.vector(rows, depth) for _ in range(columns))}])"
    return f"np.{g.pick('stack', 'vstack', 'array')}([{', '.join(g.vector(columns, depth) for _ in range(rows))}])"


# --- numbers from arrays ---------------------------------------------------------------------------------


@PRODUCTIONS.add("float", 4)
def element(g: Core, depth: int) -> str:
    name = g.known("vector")
    n = name.kind.size[0]
    index = str(g.whole(-n, n - 1)) if g.chance(0.5) else f"{g.i(depth)} % {n}"
    return f"{name.text}[{f'int({g.f(depth)})' if g.risky() else index}]"


@PRODUCTIONS.add("float", 1)
def element_of_matrix(g: Core, depth: int) -> str:
    name = g.known("matrix")
    rows, columns = name.kind.size
    i = str(g.whole(0, rows - 1)) if g.chance(0.5) else f"{g.i(depth)} % {rows}"
    j = str(g.whole(-columns, columns - 1)) if g.chance(0.5) else f"{g.i(depth)} % {columns}"
    return f"{name.text}[{i}, {j}]" if g.chance(0.7) else f"{name.text}[{i}][{j}]"


def of_some_vector(tag: str, weight: float, *templates: str, rare: bool = False) -> None:
    """Like ``forms``, for a vector in scope or a new one."""

    @PRODUCTIONS.add(tag, weight, rare=rare)
    def form(g: Core, depth: int) -> str:
        known = [n for n in g.scope if n.kind.tag == "vector"]
        if known and g.chance(0.6):
            name = g.pick(*known)
            return g.fill(g.pick(*templates), depth, name.kind.size, v=lambda: str(name.text))
        return g.fill(g.pick(*templates), depth, (g.pick(2, 3, 3, 4, 6, OBSERVED),))


_REDUCTIONS = ("sum", "mean", "max", "min", "prod", "std", "var")
of_some_vector("float", 2.5, *(f"np.{name}({{v}})" for name in _REDUCTIONS), *(f"({{v}}).{name}()" for name in _REDUCTIONS))
of_some_vector(
    "float", 2,
    "np.amax({v})", "np.amin({v})", "np.median({v})", "np.average({v})", "sum({v})", "max({v})", "min({v})",
    "np.linalg.norm({v})",
    "np.percentile({v}, 30)", "np.percentile({v}, 90)", "np.quantile({v}, 0.3)", "({v})[{at}].item()",
    "np.sqrt(np.sum(({v}) ** 2))",
    "sorted({v})[{at}]", "np.var({v}, ddof=1)", "({v}).cumprod()[-1]", "max(map(abs, {v}))", "tuple({v})[{at}]",
    "({v})[{at}:].max()",
    "({v})[-2:].min()", "({v})[np.argmin({v})]", "sum(x * y for x, y in zip({v}, {v}))", "np.max(np.abs({v}))",
    "np.diff({v})[0]",
    "np.empty_like({v}).size * 0.5", "np.where({v} > {f}, {v}, {f}).sum()",
    "np.interp({v}, [-1.0, 0.5, 2.0], [0.0, 3.0, -1.0])[{at}]",
)  # fmt: skip
of_some_vector(
    "float", 1.2,
    "np.sum(({v})[{mask}])", "float(np.sum({mask}))", "np.sum(np.where({mask}, {v}, 0.0))", "({v})[{mask}].sum()",
    "np.mean({mask})",
    "float(np.count_nonzero({mask}))", "({v})[{mask}].size * {f}", "np.where({mask})[0].size * 0.25",
    "({v})[np.flatnonzero({mask})].sum()",
)  # fmt: skip
of_some_vector("float", 1.5, "({v} @ {v})", "np.dot({v}, {v})", "({v}).dot({v})", "np.inner({v}, {v})", "np.vdot({v}, {v})")
of_some_vector(
    "int", 1.5,
    "int(np.argmax({v}))", "int(np.argmin({v}))", "int(({v}).argmax())", "int(({v}).argmin())", "len({v})",
    "int(np.sum({mask}))",
    "np.count_nonzero({mask})", "len(({v})[{mask}])", "int(np.argsort({v})[{at}])", "({v}).size", "({v}).shape[0]",
    "len(np.flatnonzero({mask}))", "int(({mask}).sum())", "len([x for x in {v} if x > {f}])", "int(np.sum(np.array({ints})))",
    "int(np.array({ints})[{at}] // 3)", "int(np.argmax([{f}, {f}, {f}]))", "int(({v}).argsort()[0])",
    "int(np.any({mask})) + int(np.all({mask}))",
)  # fmt: skip
of_some_vector(
    "bool", 1.2,
    "np.any({mask})", "np.all({mask})", "({mask}).any()", "({mask}).all()", "bool({mask}[{at}])", "({v} > {v}).any()",
    "all(x < y for x, y in zip({v}, {v}))", "np.all(np.isfinite({v}))", "any(x > {f} for x in {v})",
)  # fmt: skip
forms(
    "float", 1,
    "np.trace({q3})", "({q2}).sum()", "np.sum({q3})", "({q2}).max()", "np.linalg.det({q2})", "np.linalg.det({q3})",
    "np.linalg.norm({q2})",
    "({q3}).mean()", "np.diag({q3})[1]", "({q2}).flatten()[2]", "({q3}).trace()", "({q2}).ravel()[{i} % 4]", "({q3}).std()",
    "np.prod({q2})",
    "({q2}).T[0, 1]", "float(np.prod(({q2}).shape))", "np.meshgrid({v2}, {v3})[{bit}][1, 1]", "float(np.empty(4).shape[0])",
    "np.std({q3}, axis=0)[1]",
    "np.linspace(0.0, {f}, 5)[3]", "np.concatenate([{v2}, {v3}]).mean()", "dict(kp={f}, kd={number})['kp']",
    "({v4})[({mask4}).nonzero()].sum()", "next(iter({v3}))",
    "next((x for x in {v4} if x > {f}), {number})", "getattr(math, 'pi')", "getattr({obs}, 'absent', {number})",
    "sum(filter(None, {v3}))",
    "{obs}[0:3][::2][1]",
)  # fmt: skip


@PRODUCTIONS.add("float", 1.2)
def interpolated(g: Core, depth: int) -> str:
    n, at, points = g.whole(2, 6), -3.0, []
    for _ in range(n):
        at += g.pick(0.5, 1.0, 1.75, 0.1)
        points.append(at)
    values = ", ".join(g.number() for _ in range(n)) if g.chance(0.7) else ", ".join(g.f(min(depth, 2)) for _ in range(n))
    return f"np.interp({g.f(depth)}, {points}, [{values}])"


