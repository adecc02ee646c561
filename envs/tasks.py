"""Finding the task of an environment id."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ppc.compiler.signature import Signature
from ppc.envs.mujoco import MUJOCO
from ppc.envs.mujoco import load_environment as load_mujoco
from ppc.envs.native import NATIVE, load_environment
from ppc.envs.task import Task


def task_for(env_id: str | None, env_kwargs: Mapping[str, Any] | None = None, task_file: str | Path | None = None) -> Task:
    """The task of an id: from a file if given, else ours, else derived from the environment's spaces.

    ``env_id`` may be None if a file is given. Raises UnknownEnvironment, TaskFileError, UnsupportedSpace,
    EnvironmentFailed.
    """
    if task_file is not None:
        from ppc.envs.task_file import read_task_file

        task = read_task_file(task_file, env_id)
        if env_kwargs:
            from ppc.envs.derive import with_env_kwargs

            return with_env_kwargs(task, {**task.env_kwargs, **env_kwargs})
        return task
    if env_id is None:
        raise ValueError("give an environment id or a task file")
    if env_id in NATIVE or env_id in MUJOCO:
        task = load_environment(NATIVE[env_id]).task if env_id in NATIVE else load_mujoco(MUJOCO[env_id]).task
        if env_kwargs:
            from ppc.envs.derive import with_env_kwargs

            return with_env_kwargs(task, env_kwargs)
        return task
    from ppc.envs.derive import derive_task

    return derive_task(env_id, env_kwargs)


def signature(env_id: str, *, env_kwargs: Mapping[str, Any] | None = None, task: Task | None = None) -> Signature:
    """What ``compile_policy`` needs to know of an environment; ``task`` where given is taken instead of the id's own."""
    return (task if task is not None else task_for(env_id, env_kwargs)).signature()


def list_tasks() -> list[Task]:
    """The tasks with a native engine, by id."""
    return [load_environment(module).task for _, module in sorted(NATIVE.items())]


def list_mujoco_tasks() -> list[Task]:
    """The tasks of the MuJoCo engine, by id, whether MuJoCo is installed or not."""
    return [load_mujoco(module).task for _, module in sorted(MUJOCO.items())]


def list_gymnasium_ids() -> list[str]:
    """Every id that Gymnasium knows here; all run through the bridge if their packages are installed."""
    import gymnasium

    return sorted(gymnasium.registry)
