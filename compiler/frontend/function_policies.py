"""Policies that are a function of the module, ``policy(obs)``, in the place of a class with a method ``act``.

What the function changes, variables of the module and what they hold, is the policy's state.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import functional_library
from ppc.compiler.frontend.values.values import Bound, Instance, Ref, UserClass, UserFunction, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

NAMES = (
    "policy", "act", "get_action", "select_action", "choose_action", "compute_action", "next_action", "predict", "control",
    "controller", "step_policy", "decide",
)  # fmt: skip
"""What a function that is the policy is called; of several, ``policy`` is meant."""
Function = ast.FunctionDef | ast.Lambda


def by_name(ev: Evaluator, tree: ast.Module, names: tuple[str, ...] = NAMES) -> str | None:
    """The function with one of ``names`` that is the policy, or None. Raises Unsupported where several could be."""
    module = ev.frames[0].locals
    read = _read_elsewhere(tree)
    found: list[str] = []
    for name in names:
        value = module.get(name)
        if value is None or name in read or not _takes_an_observation(ev, value):
            continue
        if all(module[other] is not value for other in found):
            found.append(name)
    if len(found) > 1 and found[0] != "policy":
        raise Unsupported(
            "PPC006",
            "several functions could be the policy: " + ", ".join(found),
            ev.literals.span(function_of(ev, module[found[1]]) or tree),
            "name the one that is meant policy",
        )
    return found[0] if found else None


def by_use(ev: Evaluator, tree: ast.Module) -> str | None:
    """The one function or class of the module that nothing else in it uses, if that is a function of one argument."""
    read = _read_elsewhere(tree)
    defined = [s for s in tree.body if isinstance(s, ast.FunctionDef | ast.ClassDef)]
    unread = [s.name for s in defined if s.name not in read and not s.name.startswith("_") and s.name != "reset"]
    value = ev.frames[0].locals.get(unread[0]) if len(unread) == 1 else None
    return unread[0] if isinstance(value, UserFunction) and _takes_an_observation(ev, value) else None


def misfit(ev: Evaluator, tree: ast.Module) -> Unsupported | None:
    """What to say of a function that is named like a policy, but takes other arguments."""
    for name in NAMES:
        value = ev.frames[0].locals.get(name)
        if isinstance(value, UserFunction):
            place, form = ev.literals.span(value.node), f"def {name}(obs):"
            return Unsupported("PPC007", f"{name} must take the observation, and nothing else without a default", place, form)
    return None


def reset_of(ev: Evaluator) -> UserFunction | None:
    """The function ``reset()`` beside a policy that is a function."""
    value = ev.frames[0].locals.get("reset")
    return value if isinstance(value, UserFunction) and _required(value) == 0 else None


def function_of(ev: Evaluator, value: Value) -> Function | None:
    """The text of what is called by a call of ``value``, where it has one."""
    if isinstance(value, Bound):
        return value.function.node
    if isinstance(value, UserFunction):
        return value.node
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    method = content.cls.find_method("__call__") if isinstance(content, Instance) else None
    return None if method is None else method[1].node


def _takes_an_observation(ev: Evaluator, value: Value) -> bool:
    if isinstance(value, UserFunction):
        return _required(value) == 1
    if isinstance(value, Bound):
        return _required(value.function) == 2
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if not isinstance(content, Instance):
        return False
    method = content.cls.find_method("__call__")
    return content.cls is functional_library.PARTIAL if method is None else _required(method[1]) == 2


def wants_arguments(cls: UserClass) -> bool:
    """Whether objects of ``cls`` need arguments that nobody would give to a policy."""
    method = cls.find_method("__init__")
    return method is not None and _required(method[1]) > 1


def _required(function: UserFunction) -> int:
    """How many arguments a function wants; one that it takes by its name only counts as too many."""
    a = function.node.args
    missing = sum(d is None for d in function.kw_defaults)
    return len(a.posonlyargs) + len(a.args) - len(function.defaults) + 100 * missing


def _read_elsewhere(tree: ast.Module) -> set[str]:
    """Names that statements of the module read, but for the function or class of that name; giving it another name or a field
    (``policy.total = 0.0``) is no use of it."""
    read: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name):
            continue
        nodes = syntax.walk(statement)
        if isinstance(statement, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in nodes):
            continue
        names = [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        given = {id(n.value) for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
        own = statement.name if isinstance(statement, ast.FunctionDef | ast.ClassDef) else ""
        read |= {n.id for n in names if id(n) not in given and n.id != own}
    return read
