"""CPython as an oracle: runs policy files on observations, with its libraries as they are or with our definitions.

Run as a script in a process of its own (policies of the corpus are data that a model wrote):
``python -m tests.oracle.substituted JOBS.json PROCESSES``. Each job is a dictionary; see ``tests/oracle/compare.py``, which
writes them. Arrays go through ``.npy`` files, the other results come as JSON on the standard output, in the order of the
jobs.
"""

from __future__ import annotations

import ast
import copy
import inspect
import json
import math
import multiprocessing
import operator
import random
import statistics
import sys
import types
import warnings
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np

from ppc.compiler.frontend.function_policies import NAMES
from tests.oracle import reductions
from tests.oracle.generators import shim_numpy_random, shim_random
from tests.oracle.instrument import Probe, Site, Substitute
from tests.oracle.objects import observed
from tests.oracle.reductions import BeyondInt64, Endless
from tests.oracle.shims import shim_math, shim_method, shim_numpy, shim_operator, shim_statistics
from tests.oracle.streams import Stream

STOCK: dict[str, types.ModuleType] = {
    "math": math, "numpy": np, "random": random, "statistics": statistics,
    "operator": operator,
}  # fmt: skip
STOPS = (Exception, BeyondInt64, Endless)
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


class Policy:
    """A policy file loaded under ``rules``. ``branches`` holds what was taken so far: twice the site, plus 1 for true.

    ``trace``, unless None, collects (site, outcome, margin) of each decision and comparison. ``turns``, unless None, is how
    often loops may still turn before Endless is raised.
    """

    def __init__(
        self, path: str, rules: Collection[str], probes: bool = False, margins: bool = False, turns: int | None = None
    ) -> None:
        source = Path(path).read_text()
        tree: Any = ast.parse(source)
        if rules:
            tree = Substitute(rules).visit(tree)
        self.branches: set[int] = set()
        self.sites: list[Site] = []
        self.trace: list[tuple[int, bool, float | None]] | None = None
        self.turns: int | None = turns
        namespace: dict[str, Any] = {"__name__": "policy"}
        namespace.update(_power=reductions.power, _power_in_place=reductions.power_in_place)
        namespace.update(_matmul=reductions.matmul, _method=shim_method(rules))
        namespace.update(_int64=reductions.int64, _turn=self.turn)
        if probes:
            probe = Probe(source, margins)
            tree = probe.visit(tree)
            self.sites = probe.sites
            namespace.update(_branch=self.branch, _compare=self.compare)
        if "power" in rules:
            namespace["pow"] = lambda a, b, *modulus: pow(a, b, *modulus) if modulus else reductions.power(a, b)
            if "operator" in source:
                sys.modules["operator"] = shim_operator()
        if "sum" in rules:
            namespace["sum"] = reductions.fold_sum
        if rules:
            sys.modules.update(math=shim_math(rules), numpy=shim_numpy(rules))
            if "statistics" in source:
                sys.modules["statistics"] = shim_statistics(rules)
            if "random" in source:
                sys.modules["random"] = shim_random(rules)
                sys.modules["numpy"].random = shim_numpy_random(rules)  # type: ignore[attr-defined]
        self.code, self.namespace = compile(ast.fix_missing_locations(tree), path, "exec"), namespace
        self.modules = {name: sys.modules[name] for name in STOCK}
        made = self._load()
        self.entry = entry_of(made, source)
        # What functions of a module change begins anew in each episode: the module is then loaded for each. Nor does a deep
        # copy reach the variables of a closure.
        self.per_episode = (
            not isinstance(made[self.entry], type)
            or any(isinstance(n, ast.Global) for n in ast.walk(tree))
            or any(makes_closures(n) for n in tree.body)
        )
        self.prototype = None if self.per_episode else self._policy(made)

    def _load(self) -> dict[str, Any]:
        """The names of the module, run anew."""
        sys.modules["policy"] = types.ModuleType("policy")  # dataclasses look their module up
        sys.modules.update(self.modules)
        namespace = dict(self.namespace)
        try:
            # The oracle's purpose, and the reason for its being a process of its own.
            exec(self.code, namespace)
        finally:
            sys.modules.update(STOCK)
        return namespace

    def _policy(self, namespace: dict[str, Any]) -> Any:
        entry = namespace[self.entry]
        return entry() if isinstance(entry, type) else Function(entry, namespace.get("reset"))

    def fresh(self) -> Any:
        """The object as ``__init__`` left it, after ``reset``."""
        policy: Any = self._policy(self._load()) if self.per_episode else copy.deepcopy(self.prototype)
        if hasattr(policy, "reset"):
            policy.reset()
        return policy

    def turn(self) -> None:
        if self.turns is not None:
            self.turns -= 1
            if self.turns < 0:
                raise Endless

    def branch(self, site: int, value: Any) -> bool:
        outcome = bool(value)
        self.branches.add(2 * site + outcome)
        if self.trace is not None:
            self.trace.append((site, outcome, None))
        return outcome

    def compare(self, site: int, name: str, left: Any, right: Any) -> Any:
        result = COMPARE[name](left, right)
        numbers = isinstance(left, int | float | np.number) and isinstance(right, int | float | np.number)
        if self.trace is not None and numbers:
            self.trace.append((site, bool(result), float(left) - float(right)))
        return result


def makes_closures(node: ast.stmt) -> bool:
    """Whether a statement of the module is a function with functions in it."""
    inner = ast.FunctionDef | ast.Lambda
    return isinstance(node, ast.FunctionDef) and any(isinstance(n, inner) for s in node.body for n in ast.walk(s))


class Function:
    """A policy that is a function of a module."""

    def __init__(self, function: Callable[[Any], Any], reset: Any) -> None:
        self.act = function
        if isinstance(reset, types.FunctionType) and reset.__code__.co_argcount == 0:
            self.reset = reset


def entry_of(module: dict[str, Any], source: str) -> str:
    """The name of the class or function that is the policy."""
    classes = [k for k, v in module.items() if isinstance(v, type) and hasattr(v, "act")]
    named = [c for c in classes if c == "Policy"] or [c for c in classes if module[c].__name__.endswith("Policy")]
    if named:
        return named[0]
    if len(classes) == 1 and all(p.default is not p.empty for p in inspect.signature(module[classes[0]]).parameters.values()):
        return classes[0]
    body = [s for s in ast.parse(source).body if not isinstance(s, ast.If)]
    read: set[str] = set()
    for s in body:
        if not (isinstance(s, ast.Assign) and isinstance(s.value, ast.Name)):
            names = [n for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
            given = {id(n.value) for n in ast.walk(s) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
            read |= {n.id for n in names if id(n) not in given} - {getattr(s, "name", "")}
    functions = [n for n in (NAMES[:1] if classes else NAMES) if callable(module.get(n)) and n not in read]
    rest = [s.name for s in body if isinstance(s, ast.FunctionDef) and s.name not in {"reset", *read} and s.name[0] != "_"]
    return (functions or classes or rest)[0]


def act(policy: Any, observation: Any, fields: dict[str, Any] | None = None) -> Any:
    given = observed(observation, fields) if fields else np.array(observation, dtype=float)
    return np.asarray(policy.act(given), dtype=float).reshape(-1)


def record(job: dict[str, Any]) -> dict[str, Any]:
    """Runs a policy in closed loop with its task's simulator; a row of NaN is a step at which it raised."""
    loaded = Policy(job["policy"], job["rules"])
    stream, policy = Stream(job["stream"]), None
    rows, messages = [], {}
    for k in range(job["steps"]):
        if stream.starts:
            policy = loaded.fresh()
        try:
            rows.append(act(policy, stream.observation))
        except STOPS as error:
            rows.append(np.full(job["width"], np.nan))
            messages[k] = f"{type(error).__name__}: {error}"
        stream.step(rows[-1].tolist())
    np.save(job["actions"], np.array(rows))
    return {"raised": messages}


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Runs a policy on given observations; from an exception to the next episode the rows are NaN."""
    observations, starts = np.load(job["observations"]), np.load(job["starts"])
    loaded = Policy(job["policy"], job["rules"], probes=job["branches"])
    rows = np.full((len(observations), job["width"]), np.nan)
    messages, policy = {}, None
    for k, observation in enumerate(observations):
        if starts[k]:
            policy = loaded.fresh()
        if policy is None:
            continue
        try:
            rows[k] = act(policy, observation, job["fields"])
        except STOPS as error:
            messages[k] = f"{type(error).__name__}: {error}"
            policy = None
    np.save(job["actions"], rows)
    sites = [[s.line, s.kind, s.text] for s in loaded.sites]
    return {"raised": messages, "branches": sorted(loaded.branches), "sites": sites}


def flips(job: dict[str, Any]) -> dict[str, Any]:
    """Runs stock CPython and ``rules`` side by side; lists the first decision in each episode that goes two ways."""
    observations, starts = np.load(job["observations"]), np.load(job["starts"])
    loaded = [Policy(job["policy"], rules, probes=True, margins=True) for rules in ((), job["rules"])]
    policies: list[Any] = []
    found = []
    for k, observation in enumerate(observations):
        if starts[k]:
            policies = [p.fresh() for p in loaded]
        if not policies:
            continue
        for p in loaded:
            p.trace = []
        try:
            for policy in policies:
                policy.act(np.array(observation, dtype=float))
        except STOPS:
            policies = []
            continue
        traces = [p.trace or [] for p in loaded]
        for one, two in zip(*traces, strict=False):
            if one[:2] != two[:2]:
                site = loaded[0].sites[one[0]]
                found.append({"step": k, "line": site.line, "text": site.text, "stock": one[2], "ours": two[2]})
                policies = []  # from here on the two see different states
                break
    return {"flips": found}


KINDS = {"record": record, "answer": answer, "flips": flips}


def run(job: dict[str, Any]) -> dict[str, Any]:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return KINDS[job["kind"]](job)


def main() -> None:
    jobs = json.loads(Path(sys.argv[1]).read_text())
    processes = min(int(sys.argv[2]), len(jobs))
    if processes < 2:
        print(json.dumps([run(job) for job in jobs]))
        return
    # The longest first, so that no process is left alone with one at the end.
    order = sorted(range(len(jobs)), key=lambda k: -jobs[k]["cost"])
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        done = dict(zip(order, pool.imap(run, [jobs[k] for k in order], chunksize=1), strict=True))
    print(json.dumps([done[k] for k in range(len(jobs))]))


if __name__ == "__main__":
    main()
