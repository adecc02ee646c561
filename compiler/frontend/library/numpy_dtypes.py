"""NumPy's dtypes: what a dtype argument names, and the scalar types as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NONE, Builtin, EnumMember, NDArray, Num, Static, Value, const
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_DTYPES: dict[str, Scalar] = {
    "float": F64, "float64": F64, "double": F64, "int": I64, "int64": I64, "int_": I64, "intp": I64, "int32": I64,
    "bool": BOOL, "bool_": BOOL, "float32": F64, "single": F64,
}  # fmt: skip
_SINGLE = ("float32", "single")
_LETTERS = {"f": "float32", "f4": "float32", "d": "float64", "f8": "float64", "i": "int", "i8": "int64", "?": "bool"}
NAMES = {F64: "float64", I64: "int64", BOOL: "bool"}


def _name(value: Value) -> str:
    name = value.value if isinstance(value, Static) else getattr(value, "name", "")
    return _LETTERS.get(str(name), str(name).removeprefix("numpy."))


def dtype_of(value: Value) -> Scalar | None:
    """The type that holds a dtype argument's numbers (float32 is held as float64); None where there is none."""
    if value is None or (isinstance(value, Static) and value.value is None):
        return None
    name = _name(value)
    if name not in _DTYPES:
        raise Unsupported("PPC216", f"the dtype '{name}' is not supported", help="use float, int, bool or np.float32")
    return _DTYPES[name]


def is_single(value: Value) -> bool:
    """Whether a dtype argument asks for float32."""
    return value is not None and _name(value) in _SINGLE


def cast(ev: Evaluator, array: NDArray, dtype: Value) -> NDArray:
    """An array whose numbers have the type of ``dtype`` already, as exactly that dtype."""
    if dtype_of(dtype) is not F64 or array.dtype is not F64 or is_single(dtype) == arrays.is_single(ev, array):
        return array
    return arrays.single(ev, array) if is_single(dtype) else arrays.astype(ev, array, F64)


def cast_number(ev: Evaluator, number: Num, dtype: Value) -> Num:
    """``dtype.type(number)``, without a check."""
    if is_single(dtype):
        return ar.rounded(ar.to_f64(ev, number))
    return arrays.convert(ev, number, dtype_of(dtype) or F64)


def _scalar_type(name: str) -> Builtin:
    kind = _DTYPES[name]

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", {"x": const({F64: 0.0, I64: 0, BOOL: False}[kind])}, f"np.{name}")
        dtype = Static(name)
        if not isinstance(x, Num):
            from ppc.compiler.frontend import conversions

            x = conversions.present(ev, x)
            if isinstance(x, EnumMember):
                x = conversions.as_number(ev, x)
        if not isinstance(x, Num):
            return cast(ev, arrays.astype(ev, arrays.as_array(ev, x), kind), dtype)
        if kind is I64 and x.type is F64:
            return ar.as_numpy(ar.truncate(ev, x))
        return cast_number(ev, x, dtype)

    return Builtin(f"numpy.{name}", run)


TYPES: dict[str, Value] = {n: _scalar_type(n) for n in _DTYPES if n not in ("double",)}
TYPES |= {n: Builtin(n, lambda ev, args, kwargs: NONE) for n in ("ndarray", "generic", "number", "floating", "integer")}
