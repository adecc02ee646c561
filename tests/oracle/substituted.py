"""CPython as an oracle: runs a policy file on observations, with its libraries as they are or with our definitions.

Run as a script in a process of its own (policies of the corpus are data that a model wrote):
``python substituted.py JOBS.json``. A job names the policy, the files of observations and actions, the width of an action
and the rules to substitute (``elementary``, ``power``, ``reductions``; none: stock CPython). Writes one row an
observation; rows from the first exception on are NaN. Prints where each job raised, as JSON.
"""

from __future__ import annotations

import ast
import importlib
import json
import math
import sys
import types
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from ppc.compiler.elementary import FUNCTION_FILES
from ppc.compiler.numerics import linear_algebra, sorting


def elementary(name: str) -> Any:
    return getattr(importlib.import_module(f"ppc.compiler.elementary.{FUNCTION_FILES[name]}"), name)


ALIASES = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2", "arcsinh": "asinh",
           "arccosh": "acosh", "arctanh": "atanh"}  # fmt: skip


def fold_sum(values: Any, start: Any = 0) -> Any:
    total = start
    for v in values:
        total = total + v
    return total


def array_sum(a: Any, axis: Any = None, **_: Any) -> Any:
    a = np.asarray(a)
    if axis is None:
        flat = a.ravel()
        if flat.size == 0:
            return a.dtype.type(0)
        total = flat[0] if a.dtype != bool else np.int64(flat[0])
        for v in flat[1:]:
            total = total + v
        return total
    moved = np.moveaxis(a, axis, 0)
    total = moved[0] if a.dtype != bool else moved[0].astype(int)
    for row in moved[1:]:
        total = total + row
    return total


def array_mean(a: Any, axis: Any = None) -> Any:
    a = np.asarray(a, dtype=float)
    n = a.size if axis is None else a.shape[axis]
    return array_sum(a, axis) / n


def array_var(a: Any, axis: Any = None, ddof: int = 0) -> Any:
    a = np.asarray(a, dtype=float)
    d = a - array_mean(a, axis)
    n = a.size if axis is None else a.shape[axis]
    return array_sum(d * d, axis) / (n - ddof)


def dot(a: Any, b: Any) -> Any:
    total = a[0] * b[0]
    for x, y in zip(a[1:], b[1:], strict=True):
        total = total + x * y
    return total


def matmul(a: Any, b: Any) -> Any:
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 1 and b.ndim == 1:
        return dot(a, b)
    if a.ndim == 2 and b.ndim == 1:
        return np.array([dot(row, b) for row in a])
    if a.ndim == 1:
        return np.array([dot(a, b[:, j]) for j in range(b.shape[1])])
    return np.array([[dot(a[i], b[:, j]) for j in range(b.shape[1])] for i in range(a.shape[0])])


def np_dot(a: Any, b: Any) -> Any:
    return np.multiply(a, b) if np.ndim(a) == 0 or np.ndim(b) == 0 else matmul(a, b)


def norm(x: Any, axis: Any = None, **_: Any) -> Any:
    x = np.asarray(x, dtype=float)
    return np.sqrt(array_sum(x * x, axis))


def scalar_power(a: Any, b: Any, literal: bool) -> Any:
    if literal and isinstance(b, int | float) and b == int(b) and abs(b) <= 16 and not isinstance(a, int):
        n = int(b)
        if n < 0:
            return 1.0 / scalar_power(a, -n, True)
        if n == 0:
            return type(a)(1.0)
        result = a
        for _ in range(n - 1):
            result = result * a
        return result
    if literal and b == 0.5 and not isinstance(a, int):
        return np.sqrt(a) if isinstance(a, np.generic) else math.sqrt(a)
    if isinstance(a, int) and isinstance(b, int):
        return a**b
    value = elementary("pow")(float(a), float(b))
    if not isinstance(a, np.generic) and not isinstance(b, np.generic):
        if a == 0.0 and b < 0.0:
            raise ZeroDivisionError
        if a < 0.0 and b != math.floor(b):
            raise ValueError
        return value
    return np.float64(value)


def power(a: Any, b: Any, literal: bool) -> Any:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        shape = np.broadcast(a, b)
        out = [scalar_power(x if isinstance(a, np.ndarray) else a, y if not literal else b, literal) for x, y in shape]
        return np.array(out).reshape(shape.shape)
    return scalar_power(a, b, literal)


def shim_math(rules: list[str]) -> types.ModuleType:
    module = types.ModuleType("math")
    module.__dict__.update({k: v for k, v in vars(math).items() if not k.startswith("__")})
    if "elementary" not in rules:
        return module

    def wrap(name: str) -> Any:
        function, stock = elementary(name), getattr(math, name)

        def call(*args: Any) -> float:
            stock(*args)  # raises what Python raises
            return function(*(float(a) for a in args))

        return call

    for name in FUNCTION_FILES:
        if hasattr(math, name) and name != "hypot":
            setattr(module, name, wrap(name))
    one = elementary("log")
    module.log = lambda x, *base: (math.log(x, *base), one(float(x)) / (one(float(base[0])) if base else 1.0))[1]  # type: ignore[attr-defined]

    def hypot(*args: float) -> float:
        result = abs(float(args[0]))
        if len(args) > 1:
            result = elementary("hypot")(float(args[0]), float(args[1]))
            for x in args[2:]:
                result = elementary("hypot")(result, float(x))
        return result

    module.hypot = hypot  # type: ignore[attr-defined]
    module.radians = lambda x: x * (math.pi / 180.0)  # type: ignore[attr-defined]
    module.degrees = lambda x: x * (180.0 / math.pi)  # type: ignore[attr-defined]
    return module


def shim_numpy(rules: list[str]) -> types.ModuleType:
    module = types.ModuleType("numpy")
    module.__dict__.update({k: v for k, v in vars(np).items() if not k.startswith("__")})

    def wrap(name: str) -> Any:
        function = np.frompyfunc(elementary(name), getattr(np, name, np.hypot).nin if hasattr(np, name) else 1, 1)

        def call(*args: Any) -> Any:
            result = function(*(np.asarray(a, dtype=float) if isinstance(a, np.ndarray | list) else float(a) for a in args))
            return result.astype(float) if isinstance(result, np.ndarray) else np.float64(result)

        return call

    if "elementary" in rules:
        for name in FUNCTION_FILES:
            if hasattr(np, name) and isinstance(getattr(np, name), np.ufunc) and name not in ("floor_divide",):
                setattr(module, name, wrap(name))
        for alias, name in ALIASES.items():
            nin = 2 if name == "atan2" else 1
            function = np.frompyfunc(elementary(name), nin, 1)

            def call(*args: Any, function: Any = function) -> Any:
                result = function(*(np.asarray(a, dtype=float) if isinstance(a, np.ndarray | list) else float(a) for a in args))
                return result.astype(float) if isinstance(result, np.ndarray) else np.float64(result)

            setattr(module, alias, call)
        module.deg2rad = module.radians = lambda x: x * (math.pi / 180.0)  # type: ignore[attr-defined]
        module.rad2deg = module.degrees = lambda x: x * (180.0 / math.pi)  # type: ignore[attr-defined]
        module.sign = lambda x: np.where(np.isnan(x), np.nan, np.sign(x)) if isinstance(x, np.ndarray) else np.sign(x)  # type: ignore[attr-defined]
    if "reductions" in rules:
        module.percentile = lambda a, q: sorting.percentile(np.asarray(a, dtype=float).ravel(), q)  # type: ignore[attr-defined]
        module.median = lambda a: sorting.percentile(np.asarray(a, dtype=float).ravel(), 50.0)  # type: ignore[attr-defined]
        module.argsort = lambda a, **_: np.argsort(a, kind="stable")  # type: ignore[attr-defined]
        module.trace = lambda a: array_sum(np.diag(a))  # type: ignore[attr-defined]
        module.sum, module.mean, module.var = array_sum, array_mean, array_var  # type: ignore[attr-defined]
        module.std = lambda a, axis=None, ddof=0: np.sqrt(array_var(a, axis, ddof))  # type: ignore[attr-defined]
        module.dot = np_dot  # type: ignore[attr-defined]
        linalg = types.ModuleType("numpy.linalg")
        linalg.__dict__.update({k: v for k, v in vars(np.linalg).items() if not k.startswith("__")})
        linalg.norm = norm  # type: ignore[attr-defined]
        linalg.solve, linalg.inv, linalg.det = linear_algebra.solve, linear_algebra.inv, linear_algebra.det  # type: ignore[attr-defined]
        linalg.lstsq = lambda a, b, rcond=None: (linear_algebra.lstsq(a, b), None, None, None)  # type: ignore[attr-defined]
        module.linalg = linalg  # type: ignore[attr-defined]
    return module


def method(base: Any, name: str, *args: Any, **kwargs: Any) -> Any:
    if isinstance(base, np.ndarray) and name in ("sum", "mean", "var", "dot"):
        return {"sum": array_sum, "mean": array_mean, "var": array_var, "dot": np_dot}[name](base, *args, **kwargs)
    return getattr(base, name)(*args, **kwargs)


class Substitute(ast.NodeTransformer):
    def __init__(self, rules: list[str]) -> None:
        self.rules = rules

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Pow) and "power" in self.rules:
            plain = node.right.operand if isinstance(node.right, ast.UnaryOp) else node.right
            literal = isinstance(plain, ast.Constant)
            return self._call("_power", node, node.left, node.right, ast.Constant(literal))
        if isinstance(node.op, ast.MatMult) and "reductions" in self.rules:
            return self._call("_matmul", node, node.left, node.right)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if "reductions" not in self.rules:
            return node
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr not in ("sum", "mean", "var", "dot"):
            return node
        if isinstance(function.value, ast.Name) and function.value.id in ("np", "numpy"):
            return node
        arguments = [function.value, ast.Constant(function.attr), *node.args]
        return ast.copy_location(ast.Call(ast.Name("_method", ast.Load()), arguments, node.keywords), node)

    @staticmethod
    def _call(name: str, node: ast.AST, *args: ast.expr) -> ast.AST:
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), list(args), []), node)


def load(path: str, rules: list[str]) -> Any:
    tree = ast.parse(Path(path).read_text())
    namespace: dict[str, Any] = {"__name__": "policy"}
    sys.modules["math"], sys.modules["numpy"] = STOCK
    if rules:
        tree = ast.fix_missing_locations(Substitute(rules).visit(tree))
        sys.modules["math"], sys.modules["numpy"] = shim_math(rules), shim_numpy(rules)
        namespace.update(_power=power, _matmul=matmul, _method=method)
        if "reductions" in rules:
            namespace["sum"] = fold_sum
    sys.modules["policy"] = types.ModuleType("policy")
    exec(compile(tree, path, "exec"), namespace)  # the oracle: this file's purpose, in a process of its own
    sys.modules["math"], sys.modules["numpy"] = STOCK
    classes = [v for v in namespace.values() if isinstance(v, type) and hasattr(v, "act")]
    named = [c for c in classes if c.__name__ == "Policy"] or [c for c in classes if c.__name__.endswith("Policy")]
    return (named or classes)[0]


def run(job: dict[str, Any]) -> list[Any] | None:
    observations = np.load(job["observations"])
    policy = load(job["policy"], job["rules"])()
    if hasattr(policy, "reset"):
        policy.reset()
    out = np.full((len(observations), job["width"]), np.nan)
    raised = None
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for k, obs in enumerate(observations):
            try:
                out[k] = np.asarray(policy.act(obs.copy()), dtype=float).reshape(-1)
            except Exception as error:
                raised = [k, f"{type(error).__name__}: {error}"]
                break
    np.save(job["actions"], out)
    return raised


STOCK = (math, np)


def main() -> None:
    jobs = json.loads(Path(sys.argv[1]).read_text())
    print(json.dumps([run(job) for job in jobs]))


if __name__ == "__main__":
    main()
