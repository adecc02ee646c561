"""Reductions and products of arrays: left folds, written out or as loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.arrays import aligned, broadcast_dims, build, element_at, probe_number, same_length
from ppc.compiler.frontend.values.values import (
    Dim,
    NDArray,
    Num,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Assign, Read
from ppc.compiler.ir.types import F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def fold(
    ev: Evaluator, dim: Dim, start: Num | None, element: Callable[[Num], Num], combine: Callable[[Num, Num], Num], hint: str
) -> Num:
    """A left fold over ``dim``; without ``start`` from the first element (at least one).

    Without ``start``, ``combine`` must be idempotent: a loop meets the first element twice.
    """
    if dim.length is None and dim.size <= budgets.SCALAR_ELEMENTS:
        first = 0
        if start is None:
            start, first = element(const(0)), 1
        value = start
        for k in range(first, dim.size):
            value = ev.hold(combine(value, element(const(k))), hint)
        return value
    if start is None:
        start = element(const(0))
    probed = combine(start, _typed_probe(ev, element))
    kind, origin = probed.type, probed.numpy if probed.whose is None else False
    result = ev.out.variable(hint, kind)
    ev.out.emit(Assign(result, ar.coerce(ev, start, kind).expr, ev.span))
    body = ev.counted(dim.size) if dim.length is None else ev.counted_to(dim.length, dim.size)
    with body as i:
        value = combine(Num(kind, Read(result), numpy=origin), element(i))
        ev.out.emit(Assign(result, ar.coerce(ev, value, kind).expr, ev.span))
    return Num(kind, Read(result), numpy=origin)


def _typed_probe(ev: Evaluator, element: Callable[[Num], Num]) -> Num:
    found = probe_number(ev, lambda index: element(index[0]), 1)
    return Num(found.type, Read(ev.out.variable("probe", found.type)), numpy=found.numpy)


def dot(ev: Evaluator, dim: Dim, left: Callable[[Num], Num], right: Callable[[Num], Num], integer: bool) -> Num:
    """A dot product as a left fold from the first product."""

    def product(i: Num) -> Num:
        return ar.as_numpy(ar.arithmetic(ev, "*", left(i), right(i)))

    if dim.size == 0:
        return const(0 if integer else 0.0, True)
    if dim.length is None and dim.size <= budgets.SCALAR_ELEMENTS:
        return fold(ev, dim, None, product, lambda a, b: ar.arithmetic(ev, "+", a, b), "dot")
    start = const(0, True) if integer else const(-0.0)  # a Python float takes the products' origin
    return fold(ev, dim, start, product, lambda a, b: ar.arithmetic(ev, "+", a, b), "dot")


def matmul(ev: Evaluator, a: NDArray, b: NDArray) -> Value:
    """``a @ b`` for vectors, matrices and stacks of matrices."""
    if not a.shape or not b.shape:
        raise Unsupported("PPC402", "'@' works on vectors and matrices", help="write * for numbers")
    inner_a, inner_b = a.shape[-1], b.shape[-2] if len(b.shape) > 1 else b.shape[0]
    if inner_a.size != inner_b.size and inner_a.length is None and inner_b.length is None:
        raise Unsupported("PPC402", f"'@' between {inner_a.size} and {inner_b.size} elements: the sizes differ")
    if inner_a.length is not None or inner_b.length is not None:
        same_length(ev, inner_a, inner_b, "'@' between vectors of different lengths")
    dim = inner_a if inner_a.length is not None or inner_b.length is None else inner_b
    integer = a.dtype is not F64 and b.dtype is not F64
    dtype = I64 if integer else F64

    def entry(row: list[Num], col: list[Num], above: list[Num]) -> Num:
        return dot(ev, dim, lambda k: element_at(ev, a, [*row, k]), lambda k: element_at(ev, b, [*above, k, *col]), integer)

    if len(a.shape) == 1 and len(b.shape) == 1:
        return entry([], [], [])
    if len(b.shape) <= 2:  # of a stack, all matrices by the one
        rows = len(a.shape) - 1
        dims = a.shape[:-1] + b.shape[1:]
        return build(ev, dtype, dims, lambda index: entry(index[:rows], index[rows:], []), "product")
    if len(a.shape) == 1:
        dims = b.shape[:-2] + b.shape[-1:]
        return build(ev, dtype, dims, lambda index: entry([], index[-1:], index[:-1]), "product")
    outer_a = NDArray(a.buffer, a.dtype, a.shape[:-2], a.strides[:-2], a.offset)
    outer_b = NDArray(b.buffer, b.dtype, b.shape[:-2], b.strides[:-2], b.offset)
    dims = (*broadcast_dims(ev, [outer_a, outer_b]), a.shape[-2], b.shape[-1])

    def stacked(index: list[Num]) -> Num:
        above = index[:-2]
        return entry([*aligned(above, outer_a), index[-2]], index[-1:], aligned(above, outer_b))

    return build(ev, dtype, dims, stacked, "product")
