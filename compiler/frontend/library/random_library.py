"""Seeded random generators: ``random``, ``random.Random`` and ``numpy.random``.

A generator is an instance of a class of ``compiler/numerics``, written in the policy language, so that it is state like
any other object of the policy. Here are its seeding, and the names under which policies know its methods.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library, random_methods
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values.values import NONE, Buffer, Builtin, Dim, Instance, NDArray, Num, Ref, Value, const
from ppc.compiler.ir.types import F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_FILES = {"Random": "python_random", "RandomState": "numpy_random_state", "Generator": "numpy_generator"}
_GLOBAL = {"random": "Random", "numpy.random": "RandomState"}  # module -> the class of its own generator
_WORDS = 624
_SEED_HELP = {
    "Random": "write random.Random(0), or random.seed(0) in __init__: a controller must repeat itself",
    "RandomState": "write np.random.RandomState(0), or np.random.seed(0) in __init__: a controller must repeat itself",
    "Generator": "write np.random.default_rng(0): a controller must repeat itself",
}
_LOW_32 = 0xFFFFFFFF


# --- seeding ---------------------------------------------------------------------------------------------


def _seed_of(ev: Evaluator, kind: str, value: Value) -> Num:
    from ppc.compiler.frontend import conversions

    if value == NONE:
        raise Unsupported("PPC108", "this random generator has no seed", help=_SEED_HELP[kind])
    value = conversions.present(ev, value)
    if not isinstance(value, Num):
        raise Unsupported("PPC109", "a seed must be one integer", help=_SEED_HELP[kind])
    if value.type is F64:
        raise Unsupported("PPC204", "a seed must be an integer, this is a float", help="write int(...) around it")
    return ar.to_i64(value)


def _state(ev: Evaluator, kind: str, seed: Num) -> list[Value]:
    """What the generator's ``__init__`` takes. Seeds that are known are expanded now, others by the policy."""
    if seed.static is not None:
        n = ar.static_int(ev, seed, "a seed")
        limit = _LOW_32 if kind == "RandomState" else None
        if kind != "Random" and (n < 0 or (limit is not None and n > limit)):
            raise Unsupported("PPC109", f"NumPy takes no seed {n}", help="use a seed from 0 to 2**32 - 1")
        words = _expanded(kind, abs(n) if kind == "Random" else n)
        return [const(w) for w in words] if kind == "Generator" else [_table(ev, words)]
    seed = ev.hold(seed, "seed")
    if kind != "Random":
        negative = ar.compare(ev, "<", seed, const(0))
        beyond = ar.compare(ev, ">", seed, const(_LOW_32)) if kind == "RandomState" else const(False)
        ev.fault("value", ar.disjunction(negative, beyond), "a seed that NumPy does not take")
    if kind == "RandomState":
        return [numerics_library.call_in(ev, "mersenne_twister", "seed_words", [seed])]
    size = ev.hold(ar.unary("iabs", seed), "seed")
    low = ev.hold(ar.binary("iand", size, const(_LOW_32)), "low")
    high = ev.hold(ar.binary("shr", size, const(32)), "high")
    if kind == "Random":
        return [numerics_library.call_in(ev, "mersenne_twister", "seed_by_key", [low, high])]
    found = numerics_library.call_in(ev, "pcg64", "seed_state", [low, high])
    return list(found.items)


@cache
def _expanded(kind: str, seed: int) -> tuple[int, ...]:
    """The state words for a seed: the algorithms' text, run by Python."""
    import numpy as np

    from ppc.compiler.numerics import mersenne_twister, pcg64

    low, high = seed & _LOW_32, seed >> 32
    with np.errstate(over="ignore"):
        if kind == "Random":
            words = mersenne_twister.seed_by_key(low, high)
        elif kind == "RandomState":
            words = mersenne_twister.seed_words(seed)
        else:
            words = pcg64.seed_state(low, high)
    return tuple(int(w) for w in words)


def _table(ev: Evaluator, words: tuple[int, ...]) -> NDArray:
    table = ev.out.table(I64, words, "generator")
    return NDArray(ev.allocate(Buffer(I64, len(words), None, table)), I64, (Dim(len(words)),), (1,), const(0))


def _make(ev: Evaluator, kind: str, state: list[Value]) -> Ref:
    from ppc.compiler.frontend import classes

    cls = numerics_library.frame(ev, _FILES[kind]).locals[kind]
    with numerics_library.inside(ev):
        made = classes.instantiate(ev, cls, state, {}, None)
    assert isinstance(made, Ref)
    return made


def _constructor(kind: str, parameter: str, of: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (seed,) = arguments(args, kwargs, parameter, {parameter: NONE}, of)
        if kind == "Generator" and is_generator(ev, seed) and generator_kind(ev, seed) == kind:
            return seed
        return _make(ev, kind, _state(ev, kind, _seed_of(ev, kind, seed)))

    return run


def reseed(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``generator.seed(n)``: as if it were made anew."""
    kind = generator_kind(ev, generator)
    parameter = "a" if kind == "Random" else "seed"
    (seed,) = arguments(args, kwargs, parameter, {parameter: NONE}, "seed")
    numerics_library.call_method(ev, generator, "__init__", _state(ev, kind, _seed_of(ev, kind, seed)))
    return NONE


# --- generators as objects -------------------------------------------------------------------------------


def is_generator(ev: Evaluator, value: Value) -> bool:
    """Whether a value is a random generator."""
    return isinstance(value, Ref) and ev.is_library_object(value.id)


def generator_kind(ev: Evaluator, generator: Ref) -> str:
    """``Random``, ``RandomState`` or ``Generator``."""
    name: str = ev.heap[generator.id].cls.name
    return name


def method(ev: Evaluator, generator: Ref, name: str) -> Value | None:
    """``generator.name``, or None where there is no such method."""
    kind = generator_kind(ev, generator)
    if name == "seed" and kind != "Generator":
        return Builtin("seed", lambda ev, args, kwargs: reseed(ev, generator, args, kwargs))
    run = random_methods.METHODS[kind].get(name)
    if run is not None:
        return Builtin(f"{kind}.{name}", lambda ev, args, kwargs: run(ev, generator, args, kwargs))
    if name in random_methods.REFUSED[kind]:
        return _refused(f"{kind}.{name}")
    return None


def method_names(ev: Evaluator, generator: Ref) -> list[str]:
    """The methods of a generator."""
    return sorted(random_methods.METHODS[generator_kind(ev, generator)])


def _refused(name: str, help: str = "use uniform, normal, exponential, integers, choice or shuffle") -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        raise Unsupported("PPC109", f"{name} is not supported", help=help)

    return Builtin(name, run)


# --- the modules -----------------------------------------------------------------------------------------


def imported(ev: Evaluator, module: str) -> None:
    """Makes the module's own generator, which ``seed`` seeds. It must exist before ``reset`` or ``act`` does that."""
    for name, kind in _GLOBAL.items():
        if name.split(".")[0] == module.split(".")[0] and "seed" in ev.source:
            _own(ev, name, kind)


def _own(ev: Evaluator, module: str, kind: str) -> Ref:
    place = f" {module}"
    found = ev.frames[0].locals.get(place)
    if found is None:
        found = _make(ev, kind, [_table(ev, (0,) * _WORDS)])
        content = ev.heap[found.id]
        ev.heap[found.id] = Instance(content.cls, {**content.fields, "seeded": const(False)})
        ev.frames[0].locals[place] = found
    assert isinstance(found, Ref)
    return found


def attribute(ev: Evaluator, module: str, name: str) -> Value | None:
    """``random.name`` or ``numpy.random.name``."""
    kind = _GLOBAL[module]
    constructors = _PYTHON if kind == "Random" else _NUMPY
    if name in constructors:
        return Builtin(f"{module}.{name}", constructors[name])
    if name in ("SystemRandom", "SeedSequence", "MT19937", "Philox", "SFC64", "PCG64DXSM"):
        return _refused(f"{module}.{name}", _SEED_HELP["Random" if module == "random" else "Generator"])
    if name != "seed" and name not in random_methods.METHODS[kind]:
        return _refused(f"{module}.{name}") if name in random_methods.REFUSED[kind] else None

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        generator = _own(ev, module, kind)
        seeded = ev.heap[generator.id].fields["seeded"]
        if name != "seed":
            if seeded.constant and not seeded.static:
                raise Unsupported("PPC108", "random numbers are drawn without a seed", help=_SEED_HELP[kind])
            ev.fault("unassigned", ar.logical_not(seeded), "random numbers before the seed")
        function = method(ev, generator, name)
        return calls.call(ev, function, args, kwargs)

    return Builtin(f"{module}.{name}", run)


_PYTHON: dict[str, Callable[..., Value]] = {"Random": _constructor("Random", "x", "random.Random")}
_NUMPY: dict[str, Callable[..., Value]] = {
    "RandomState": _constructor("RandomState", "seed", "np.random.RandomState"),
    "default_rng": _constructor("Generator", "seed", "np.random.default_rng"),
    "PCG64": _constructor("Generator", "seed", "np.random.PCG64"),
    "Generator": _constructor("Generator", "bit_generator", "np.random.Generator"),
}
