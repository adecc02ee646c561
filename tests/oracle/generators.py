"""The modules ``random`` and ``numpy.random`` with chosen elementary functions of ours in place of the C library's.

``random`` is CPython's own text with other functions in it. NumPy's distributions are C; here they are those of
``compiler/numerics``, run by CPython, of which tests/language/test_random.py shows that they give NumPy's bits with the C
library's functions.
"""

from __future__ import annotations

import importlib.util
import math
import types
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import numpy.random as numpy_random  # at once: NumPy imports it on first use, when another numpy may stand in its place

from tests.oracle.reductions import elementary

FUNCTIONS = ("exp", "log", "log1p", "sin", "cos", "pow")
RESULT = Any  # a number, or an array of the size that was asked for


def _fresh(name: str) -> Any:
    """A copy of a module of its own."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shim_random(rules: Collection[str]) -> types.ModuleType:
    """``random``."""
    module = _fresh("random")
    for name in ("exp", "sin", "cos"):
        if name in rules:
            setattr(module, f"_{name}", elementary(name))
    if "log" in rules:
        log = elementary("log")
        module._log = lambda x, *base: math.log(x, *base) if base else log(x)
    if "pow" in rules:
        power = elementary("pow")
        module.Random.paretovariate = lambda self, alpha: power(1.0 - self.random(), -1.0 / alpha)
        module.Random.weibullvariate = lambda self, alpha, beta: alpha * power(-module._log(1.0 - self.random()), 1.0 / beta)
        own = _numerics("python_random", rules).Random
        for name in ("gammavariate", "cheng", "kennedy"):
            setattr(module.Random, name, getattr(own, name))
    for name in ("paretovariate", "weibullvariate", "gammavariate", "betavariate"):
        setattr(module, name, getattr(module._inst, name))
    return module  # type: ignore[no-any-return]


def _numerics(name: str, rules: Collection[str]) -> Any:
    module = _fresh(f"ppc.compiler.numerics.{name}")
    for function in FUNCTIONS:
        if hasattr(module, function):
            setattr(module, function, elementary(function) if function in rules else getattr(math, function))
    return module


def shim_numpy_random(rules: Collection[str]) -> types.ModuleType:
    """``numpy.random``, as far as policies may use it."""
    legacy, modern = _numerics("numpy_random_state", rules), _numerics("numpy_generator", rules)
    modern.normal_wedge = _numerics("ziggurat_normal", rules).normal_wedge
    modern.exponential_wedge = _numerics("ziggurat_exponential", rules).exponential_wedge
    choosing = _numerics("numpy_choice", rules)

    class RandomState(Sized):
        text, own = choosing, legacy.RandomState

        def __init__(self, seed: int) -> None:
            self.seed(seed)

        def seed(self, seed: int) -> None:
            words = numpy_random.RandomState(seed).get_state()[1]  # type: ignore[index]
            self.one = self.own([int(w) for w in words])

        def rand(self, *shape: int) -> RESULT:
            return self.random(shape or None)

        def randn(self, *shape: int) -> RESULT:
            return self.standard_normal(shape or None)

        def randint(self, low: int, high: int | None = None, size: Any = None) -> RESULT:
            low, high = (0, low) if high is None else (low, high)
            return sized(lambda: self.one.integer(low, high), size)

        def without_replacement(self, n: int, k: int) -> Any:
            return self.permutation(n)[:k]

        random_sample = ranf = sample = Sized.random

    class Generator(Sized):
        text, own = choosing, modern.Generator

        def __init__(self, seed: int) -> None:
            state = numpy_random.PCG64(seed).state["state"]
            halves = [(word >> shift) & (2**64 - 1) for word in (state["state"], state["inc"]) for shift in (64, 0)]
            self.one = self.own(*halves)

        def integers(self, low: int, high: int | None = None, size: Any = None, endpoint: bool = False) -> RESULT:
            low, high = (0, low) if high is None else (low, high)
            result = sized(lambda: self.one.integer(low, high + endpoint), size)
            return np.int64(result) if size is None else result

        def standard_gamma(self, shape: Any, size: Any = None) -> RESULT:
            return sized(self.one.standard_gamma, size, shape)

        def gamma(self, shape: Any, scale: Any = 1.0, size: Any = None) -> RESULT:
            return sized(self.one.gamma, size, shape, scale)

        def beta(self, a: Any, b: Any, size: Any = None) -> RESULT:
            return sized(self.one.beta, size, a, b)

        def without_replacement(self, n: int, k: int) -> Any:
            return np.array(self.text.distinct(self.one, n, k))

    module = types.ModuleType("numpy.random")
    module.__dict__.update({k: v for k, v in vars(numpy_random).items() if not k.startswith("__")})
    module.__dict__.update(RandomState=RandomState, Generator=Generator, default_rng=Generator)
    hidden = RandomState(0)
    for name in dir(hidden):
        if not name.startswith("_") and callable(getattr(hidden, name)):
            setattr(module, name, getattr(hidden, name))
    return module


def sized(draw: Callable[..., Any], size: Any, *parameters: Any) -> RESULT:
    """``draw`` for each element of ``size``, with parameters that broadcast."""
    if size is None and not any(np.ndim(p) for p in parameters):
        return draw(*parameters)
    shape = np.broadcast_shapes(*(np.shape(p) for p in parameters)) if size is None else size
    columns = [np.broadcast_to(p, shape).ravel().tolist() for p in parameters]
    count = int(np.prod(shape))
    return np.array([draw(*(c[k] for c in columns)) for k in range(count)]).reshape(shape)


class Sized:
    """What both generators have."""

    text: Any
    one: Any

    def random(self, size: Any = None) -> RESULT:
        return sized(self.one.random, size)

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> RESULT:
        return sized(self.one.uniform, size, low, high)

    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> RESULT:
        return sized(self.one.normal, size, loc, scale)

    def standard_normal(self, size: Any = None) -> RESULT:
        return sized(self.one.standard_normal, size)

    def lognormal(self, mean: Any = 0.0, sigma: Any = 1.0, size: Any = None) -> RESULT:
        return sized(self.one.lognormal, size, mean, sigma)

    def exponential(self, scale: Any = 1.0, size: Any = None) -> RESULT:
        return sized(self.one.exponential, size, scale)

    def standard_exponential(self, size: Any = None) -> RESULT:
        return sized(self.one.standard_exponential, size)

    def shuffle(self, x: Any) -> None:
        if isinstance(x, np.ndarray) and x.ndim > 1:
            x[...] = x[self.permutation(len(x))]
        else:
            self.text.shuffle(self.one, x)

    def permutation(self, x: Any) -> Any:
        if isinstance(x, int):
            return self.text.permutation(self.one, x)
        array = np.array(x)
        self.shuffle(array)
        return array

    def without_replacement(self, n: int, k: int) -> Any:
        raise NotImplementedError

    def choice(self, a: Any, size: Any = None, replace: bool = True, p: Any = None) -> RESULT:
        n = a if isinstance(a, int) else len(a)
        if p is not None:
            distribution = self.text.cumulative(np.asarray(p, dtype=float))
            picked = sized(lambda: self.text.by_weight(self.one, distribution), size)
        elif replace or size is None:
            picked = sized(lambda: self.one.index(n), size)
        else:
            picked = self.without_replacement(n, int(np.prod(size))).reshape(size)
        return picked if isinstance(a, int) else np.asarray(a)[picked]
