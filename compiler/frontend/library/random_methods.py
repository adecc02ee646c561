"""The methods of random generators: the libraries' arguments around the scalar draws of ``compiler/numerics``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library, random_arrays
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import arrays, containers
from ppc.compiler.frontend.values.values import NONE, NDArray, Num, Ref, Tuple, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Method = Callable[["Evaluator", Ref, Args, Kwargs], Value]


def _floats(ev: Evaluator, values: list[Value]) -> list[Value]:
    from ppc.compiler.frontend import conversions

    return [v if v == NONE else ar.to_f64(ev, conversions.as_number(ev, v)) for v in values]


def _integers(ev: Evaluator, values: list[Value]) -> list[Value]:
    from ppc.compiler.frontend import conversions

    return [v if v == NONE else ar.to_i64(conversions.as_number(ev, v)) for v in values]


# --- random.Random ---------------------------------------------------------------------------------------


def _python(name: str, convert: Callable[[Evaluator, list[Value]], list[Value]]) -> Method:
    """A method whose arguments and result are numbers."""

    def run(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
        named = dict(zip(kwargs, convert(ev, list(kwargs.values())), strict=True))
        result = numerics_library.call_method(ev, generator, name, convert(ev, args), named)
        return ar.as_python(result) if isinstance(result, Num) else result

    return run


def _python_choice(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    (seq,) = arguments(args, kwargs, "seq", of="choice")
    _not_empty(ev, seq)
    return numerics_library.call_method(ev, generator, "choice", [seq])


def _not_empty(ev: Evaluator, sequence: Value) -> None:
    size = containers.length_of(ev, sequence)
    if size.constant and size.static == 0:
        raise Unsupported("PPC402", "an element of an empty sequence is drawn")


def _python_shuffle(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "x", of="shuffle")
    return numerics_library.call_method(ev, generator, "shuffle", [x])


def _sample(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    population, k = arguments(args, kwargs, "population k", of="sample")
    count = ar.static_int(ev, k, "the size of a sample")
    n = ar.static_int(ev, containers.length_of(ev, population), "the size of what is sampled")
    if not 0 <= count <= n:
        raise Unsupported("PPC402", f"a sample of {count} out of {n}")
    # CPython decides by the memory that its two ways take.
    limit = 21 + (4 ** math.ceil(math.log(count * 3, 4)) if count > 5 else 0)
    way = "sample_pool" if n <= limit else "sample_set"
    return numerics_library.call_method(ev, generator, way, [population, const(count)])


def _choices(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    names = "population weights cum_weights k"
    defaults: dict[str, Value] = {"weights": NONE, "cum_weights": NONE, "k": const(1)}
    population, weights, cumulative, k = arguments(args, kwargs, names, defaults, "choices")
    count = const(ar.static_int(ev, k, "the number of choices"))
    _not_empty(ev, population)
    if weights == NONE and cumulative == NONE:
        return numerics_library.call_method(ev, generator, "choices_evenly", [population, count])
    if weights != NONE and cumulative != NONE:
        raise Unsupported("PPC213", "choices takes weights or cum_weights, not both")
    sums = arrays.as_array(ev, cumulative if weights == NONE else weights, F64)
    if weights != NONE:
        from ppc.compiler.frontend.library import numpy_library

        sums = numpy_library.METHODS["cumsum"](ev, sums, [], {})
    return numerics_library.call_method(ev, generator, "choices_by_weight", [population, sums, count])


_PYTHON: dict[str, Method] = {
    **{name: _python(name, _floats) for name in (
        "random", "uniform", "triangular", "gauss", "normalvariate", "lognormvariate", "expovariate", "paretovariate",
        "weibullvariate", "gammavariate", "betavariate",
    )},
    **{name: _python(name, _integers) for name in ("randint", "randrange", "getrandbits")},
    "choice": _python_choice, "shuffle": _python_shuffle, "sample": _sample, "choices": _choices,
}  # fmt: skip


# --- NumPy's generators ----------------------------------------------------------------------------------


def _numpy(name: str, draw: str, parameters: str = "", *defaults: float) -> Method:
    """A method with parameters that broadcast, and a ``size``."""

    def run(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
        names = f"{parameters} size".split()
        known = names[len(names) - 1 - len(defaults) :]  # the last parameters have defaults
        filled: dict[str, Value] = {**dict(zip(known, map(const, defaults), strict=False)), "size": NONE}
        *given, size = arguments(args, kwargs, " ".join(names), filled, name)

        def one(values: list[Num]) -> Num:
            return ar.to_f64(ev, numerics_library.call_method(ev, generator, draw, list(values)))

        return random_arrays.broadcast(ev, F64, size, given, one)

    return run


def _dimensions(name: str, draw: str) -> Method:
    """``rand(2, 3)``: the size as positional arguments."""

    def run(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
        if kwargs:
            raise Unsupported("PPC213", f"{name} takes no named arguments")
        return _numpy(name, draw)(ev, generator, [Tuple(tuple(args))] if args else [], {})

    return run


def _integer(name: str, names: str, python: bool) -> Method:
    """``integers`` and ``randint``; ``python`` tells that a single number is Python's."""

    def run(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
        defaults: dict[str, Value] = {"high": NONE, "size": NONE, "dtype": NONE, "endpoint": const(False)}
        low, high, size, dtype, *rest = arguments(args, kwargs, names, defaults, name)
        random_arrays.int64(dtype, name)
        if high == NONE:
            low, high = const(0), low
        if any(isinstance(v, NDArray | Ref | Tuple) for v in (low, high)):
            raise Unsupported("PPC109", f"{name} with arrays as bounds is not supported", help="draw one number at a time")
        low, high = (ev.hold(ar.to_i64(v), "bound") for v in _integers(ev, [low, high]))
        if rest and random_arrays.known_truth(ev, rest[0], "endpoint"):
            high = ev.hold(ar.binary("iadd", high, const(1)), "bound")
        random_arrays.check_width(low, high, name)
        result = random_arrays.draws(
            ev, low.type, size, lambda: ar.to_i64(numerics_library.call_method(ev, generator, "integer", [low, high]))
        )
        return ar.as_numpy(result) if isinstance(result, Num) and not python else result

    return run


_COMMON: dict[str, Method] = {
    "random": _numpy("random", "random"),
    "standard_normal": _numpy("standard_normal", "standard_normal"),
    "standard_exponential": _numpy("standard_exponential", "standard_exponential"),
    "normal": _numpy("normal", "normal", "loc scale", 0.0, 1.0),
    "lognormal": _numpy("lognormal", "lognormal", "mean sigma", 0.0, 1.0),
    "uniform": _numpy("uniform", "uniform", "low high", 0.0, 1.0),
    "exponential": _numpy("exponential", "exponential", "scale", 1.0),
    "choice": random_arrays.choice,
    "shuffle": random_arrays.shuffle,
    "permutation": random_arrays.permutation,
}
_RANDOM_STATE: dict[str, Method] = {
    **_COMMON,
    **{name: _numpy(name, "random") for name in ("random_sample", "ranf", "sample")},
    "rand": _dimensions("rand", "random"),
    "randn": _dimensions("randn", "standard_normal"),
    "randint": _integer("randint", "low high size dtype", True),
}
_GENERATOR: dict[str, Method] = {
    **_COMMON,
    "integers": _integer("integers", "low high size dtype endpoint", False),
    "standard_gamma": _numpy("standard_gamma", "standard_gamma", "shape"),
    "gamma": _numpy("gamma", "gamma", "shape scale", 1.0),
    "beta": _numpy("beta", "beta", "a b"),
}

METHODS: dict[str, dict[str, Method]] = {"Random": _PYTHON, "RandomState": _RANDOM_STATE, "Generator": _GENERATOR}

_NUMPY_REFUSED = frozenset({
    "beta", "binomial", "bytes", "chisquare", "dirichlet", "f", "gamma", "geometric", "gumbel", "hypergeometric",
    "laplace", "logistic", "logseries", "multinomial", "multivariate_hypergeometric", "multivariate_normal",
    "negative_binomial", "noncentral_chisquare", "noncentral_f", "pareto", "permuted", "poisson", "power",
    "random_integers", "rayleigh", "spawn", "standard_cauchy", "standard_gamma", "standard_t", "tomaxint", "triangular",
    "vonmises", "wald", "weibull", "zipf", "get_state", "set_state", "bit_generator",
})  # fmt: skip
REFUSED: dict[str, frozenset[str]] = {
    "Random": frozenset({"binomialvariate", "vonmisesvariate", "randbytes", "getstate", "setstate"}),
    "RandomState": _NUMPY_REFUSED,
    "Generator": _NUMPY_REFUSED - {"standard_gamma", "gamma", "beta"},
}
