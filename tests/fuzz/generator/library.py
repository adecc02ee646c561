"""Forms of the standard library, of NumPy's rarer functions, and of the helper classes of ``EXTRAS``."""

from __future__ import annotations

from tests.fuzz.generator.arrays import of_some_vector
from tests.fuzz.generator.containers import of_known
from tests.fuzz.generator.core import FLOAT, INT, PRODUCTIONS, Core, NotHere

IMPORTS = """\
import bisect
import copy
import functools
import itertools
import operator
import statistics
from abc import ABC, abstractmethod
from typing import NamedTuple
"""
EXTRAS = """
class Point(NamedTuple):
    x: float
    y: float = 0.5


class Signal(ABC):
    @abstractmethod
    def value(self):
        ...


class Gauge(Signal):
    def __init__(self, level):
        self._level = level

    @classmethod
    def of(cls, level):
        return cls(0.5 * level)

    @property
    def gain(self):
        return self._level

    @gain.setter
    def gain(self, level):
        self._level = max(-100.0, min(100.0, level))

    def __add__(self, other):
        return Gauge(self._level + other._level)

    def __len__(self):
        return 3

    def __getitem__(self, k):
        return self._level * (k + 1)

    def value(self):
        return -self._level


class TooLarge(Exception):
    pass


def limited(x):
    if x > 5.0:
        raise TooLarge("x")
    return 2.0 * x


def ramp(x):
    for k in range(3):
        yield x + k
    yield from (x, -x)
"""
forms = PRODUCTIONS.forms

of_known(
    "float", 4, ("extras",),
    "Point({f}, {f}).y", "Point({f}).x", "(Gauge({f}) + Gauge({f})).gain", "Gauge({f})[{digit}]", "Gauge.of({f}).gain",
    "sum(ramp({f}))",
    "Gauge({f}).value()", "next(ramp({f}))", "max(list(ramp({f})))", "sum(Point({f}, {f}))", "float(len(Gauge({f})))",
    "functools.reduce(operator.add, {v3})", "functools.reduce(lambda a, b: a * 0.5 + b, {v4})",
    "statistics.mean([{f}, {f}, {f}])",
    "statistics.median([{f}, {f}, {f}])", "copy.copy({v3})[1]", "sum(a * b for a, b in itertools.product((1.0, 2.0), {v2}))",
    "list(itertools.accumulate({v3}))[2]", "sum(x for x in itertools.chain({v2}, {v3}))", "operator.mul({f}, {f})",
    "list(map(operator.neg, {v3}))[{bit}]", "copy.deepcopy([{f}, {f}])[1]",
)  # fmt: skip
of_known("int", 2, ("extras",), "bisect.bisect_left([-2.0, 0.0, 1.5, 3.0], {f})", "bisect.bisect([-1.0, 0.5, 2.0], {f})",
    "len(Gauge(1.0))")

of_some_vector(
    "float", 5,
    "np.ptp({v})", "next(iter({v}))", "np.flip({v})[0]", "np.roll({v}, 1)[0]", "np.roll({v}, {i})[{at}]", "np.nanmax({v})",
    "np.nanmin({v})",
    "np.nansum({v})",
    "np.nanmean({v})", "np.nanstd({v})", "np.gradient(np.append({v}, {f}))[1]", "np.take({v}, {at})",
    "np.insert({v}, {at}, {f}).sum()",
    "np.delete({v}, {at}).sum()", "np.tile({v}, 2)[-1]", "np.repeat({v}, 2)[1]", "np.size({v}) * 0.5", "float(np.ndim({v}))",
    "np.shape({v})[0] * 1.0",
    "np.expand_dims({v}, 0)[0, {at}]", "np.squeeze({v})[0]", "np.atleast_1d({v})[0]", "np.atleast_2d({v})[0, {at}]",
    "np.positive({v})[{at}]",
    "({v}).take([0])[0]", "({v}).repeat(2)[-1]", "({v}).squeeze()[slice(0, 1)][0]", "np.reciprocal(np.abs({v}) + 0.5)[{at}]",
    "np.polyval([0.5, -1.0, {f}], {f})", "np.r_[{v}, {f}][np.s_[-1]]", "np.c_[{v}, {v}][{at}, 1]", "np.sinc({v})[{at}]",
    "np.float_power(np.abs({v}) + 0.5, 2.0)[0]",
    "np.true_divide({v}, 2.0)[0]", "np.fmax({v}, {f})[{at}]", "np.fmin({v}, {v})[0]",
    "np.select([{mask}, {mask}], [{v}, -({v})], 0.5)[{at}]",
    "np.split({v}, [1])[0].sum()", "np.hsplit({v}, 1)[0][0]", "np.vsplit(np.outer({v}, {v}), 1)[0][0, {at}]",
    "np.correlate({v}, [1.0])[{at}]", "np.trapz({v}, dx=0.5)", "np.rot90(np.outer({v}, {v}))[0, {at}]",
    "float(np.ravel_multi_index(({at}, 1), ({n}, 3)))", "np.bincount([1, {bit}, 2], minlength=4)[{bit}] * 1.0",
    "np.linalg.cholesky(np.outer({v}, {v}) + 1000.0 * np.eye({n}))[0, 0]", "float(np.fill_diagonal(np.eye(3), {f}) is None)",
    "np.diff({v}, prepend={f})[{at}]", "np.pad({v}, 1)[{at}]", "np.pad({v}, (1, 2), mode='edge')[-1]",
    "np.max({v}, keepdims=True)[0]", "np.sum({v}, initial={f})", "np.linalg.norm({v}, 1)", "np.linalg.norm({v}, np.inf)",
    "np.convolve({v}, [0.5, {f}])[{at}]", "np.trapezoid({v})", "np.array_split({v}, 2)[0].sum()", "np.unique({v})[0]",
    "np.einsum('i,i->', {v}, {v})", "np.percentile({v}, [25, 75])[1]", "np.outer({v}, {v}).sum(axis=(0, 1))",
    "np.median(np.outer({v}, {v}), axis=0)[{at}]", "np.cumsum(np.outer({v}, {v}), axis=1)[{at}, {at}]",
    "np.outer({v}, {v})[{v} > 0].sum()", "np.outer({v}, {v})[:, {v} > 0].sum()",
    "np.interp({f}, [-1.0, 0.0, 2.0], [1.0, 3.0, 2.0], left={f}, right={f})",
    "np.poly1d([1.0, {f}, -0.5])({f})", "np.polyfit(np.arange(4.0), {v4}, 1)[0]", "(np.euler_gamma + {f})",
)  # fmt: skip
of_some_vector(
    "int", 1.2,
    "int(np.searchsorted([-1.0, 0.0, 2.0], {f}))", "int(np.digitize({f}, [-1.0, 0.5, 2.0]))", "int(np.bitwise_and({i}, 6))",
    "int(np.argwhere({v} > 0).sum())", "int(np.nonzero({mask})[0].sum())", "int(np.isin({i}, [1, 2, 5]))",
    "int(np.bitwise_or({i}, 5))", "int(np.unravel_index(np.argmax({v}), ({n}, 1))[0])",
    "int(np.array([-1.0, 0.0, 2.5]).searchsorted({f}))",
)  # fmt: skip
of_some_vector(
    "bool", 1,
    "bool(np.allclose({v}, {v}))", "bool(np.array_equal({v}, {v}))", "bool(np.isclose({f}, {f}))", "np.isscalar({f})",
    "bool(np.signbit({f}))",
    "bool(np.logical_xor({b}, {b}))", "bool(np.greater_equal({f}, {f}))", "bool(np.less_equal({f}, {f}))",
)  # fmt: skip
forms(
    "float", 1,
    "np.kron({q2}, {q2})[1, 2]", "np.tril({q3}).sum()", "np.triu({q3}, 1).sum()", "np.fliplr({q2})[0, 0]",
    "np.flipud({q2})[0, 0]",
    "np.swapaxes({q2}, 0, 1)[0, 1]", "({q2}).swapaxes(0, 1)[1, 0]", "({q3}).diagonal()[1]",
    "np.linalg.matrix_power({q2}, 1)[0, 1]",
    "np.block([[{q2}, {q2}]])[1, 3]", "round(float({f}), 2)", "round(float({f}), 0)", "round(np.float64({f}), 1)",
)  # fmt: skip


@PRODUCTIONS.add("statement", 0.6)
def matched(g: Core, depth: int) -> None:
    from tests.fuzz.generator.statements import DEEPEST, some_statements

    if g.at.indent >= DEEPEST:
        raise NotHere
    with g.block(f"match {g.i(depth)} % 5:"):
        for case in ("0", "1 | 2", f"_ if {g.b(1)}", "_"):
            with g.block(f"case {case}:"):
                some_statements(g, depth - 1, 1)


@PRODUCTIONS.add("statement", 0.6)
def guarded(g: Core, depth: int) -> None:
    """An exception of the policy's own, with every clause."""
    g.known("extras")
    name, seen = g.fresh("e"), g.fresh("n")
    with g.block("try:"):
        g.put(f"{name} = limited({g.f(depth)})")
    with g.block("except TooLarge:"):
        g.put(f"{name} = {g.number()}")
    with g.block("else:"):
        g.put(f"{name} += 0.25")
    with g.block("finally:"):
        g.put(f"{seen} = 1")
    g.declare(name, FLOAT)
    g.declare(seen, INT)


@PRODUCTIONS.add("statement", 0.6)
def counted_by_a_closure(g: Core, depth: int) -> None:
    if g.at.indent > 3 or g.at.loop:
        raise NotHere
    total, add = g.fresh("t"), g.fresh("f")
    g.put(f"{total} = {g.number()}")
    with g.block(f"def {add}(step):"):
        g.put(f"nonlocal {total}")
        g.put(f"{total} += step")
        g.put(f"return {total} * 0.5")
    out = g.fresh("x")
    g.put(f"{out} = {add}({g.f(depth)}) + {add}({g.f(depth)})")
    g.declare(total, FLOAT)
    g.declare(out, FLOAT)
