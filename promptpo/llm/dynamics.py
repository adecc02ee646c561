"""The environment's own code, for prompts that may show it (``--reveal-dynamics``)."""

from __future__ import annotations

import ast
import inspect

from ppc.envs.task import Task
from ppc.promptpo.config import OptimizeError

MOST_CHARACTERS = 32_000
_NOT_DYNAMICS = ("render", "_render", "close", "metadata")  # prefixes of names


def source_of(task: Task) -> str:
    """Class and functions that step the environment, without rendering and docstrings. It is read and never run as text.

    Raises OptimizeError where the task keeps fields or reward from the model, and where there is no Python source.
    """
    from ppc.envs.simulator import make

    if not (task.prompt_fields and task.prompt_reward):
        raise OptimizeError(
            f"the task {task.name} keeps its {'reward' if task.prompt_fields else 'fields'} from the model, and the "
            "environment's code would tell: leave out --reveal-dynamics, or change [prompt] in the task file"
        )
    env = make(task.env_id, task.env_kwargs)
    try:
        kind = type(env.unwrapped)
    finally:
        env.close()
    try:
        text = _dynamics(kind)
    except (OSError, TypeError, SyntaxError):
        text = ""
    if not text:
        raise OptimizeError(
            f"there is no Python source for the steps of {task.env_id}: leave out --reveal-dynamics, or write what may be "
            "known into the description of a task file"
        )
    if len(text) > MOST_CHARACTERS:
        raise OptimizeError(
            f"the code of {task.env_id} has {len(text):,} characters, more than the {MOST_CHARACTERS:,} of a prompt: "
            "leave out --reveal-dynamics, or write what matters into the description of a task file"
        )
    made = ", ".join(f"{k}={v!r}" for k, v in task.env_kwargs.items())
    return f"# made with {made}\n{text}" if made else text


def _dynamics(kind: type) -> str:
    """The class, and what of its module it uses."""
    module = inspect.getmodule(kind)
    if module is None:
        return ""
    tree = ast.parse(inspect.getsource(module))
    parts: dict[str, ast.stmt] = {}
    for statement in tree.body:
        for name in _defined(statement):
            parts[name] = statement
    if kind.__name__ not in parts:
        return ""
    wanted, waiting = list[ast.stmt](), [parts[kind.__name__]]
    while waiting:
        statement = waiting.pop()
        if statement in wanted:
            continue
        wanted.append(statement)
        _strip(statement)
        used = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        waiting += [parts[name] for name in sorted(used & parts.keys())]
    return "\n\n\n".join(ast.unparse(s) for s in tree.body if s in wanted)


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.ClassDef | ast.FunctionDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    return []


def _strip(statement: ast.stmt) -> None:
    """Leaves out rendering and docstrings."""
    for node in ast.walk(statement):
        if isinstance(node, ast.ClassDef):
            node.body = [s for s in node.body if not any(n.startswith(_NOT_DYNAMICS) for n in _defined(s))] or [ast.Pass()]
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
