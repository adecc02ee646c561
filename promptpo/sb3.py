"""Models of Stable-Baselines3 as opponents: loaded from their zip, stepped through Gymnasium.

Loading a model unpickles what is in the zip, as the library always does, and so runs code: it is for files that one trusts.
What a zip says of itself (algorithm, steps of training) is read without that.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ppc.promptpo.compare import Episodes

if TYPE_CHECKING:
    from ppc.envs import Task

ALGORITHMS = ("a2c", "ddpg", "dqn", "ppo", "sac", "td3")


class ModelError(Exception):
    """The model cannot be used; the message names the file and says what to do."""


class MissingBaselines(ModelError):
    """Stable-Baselines3 is not installed."""


def facts(path: Path) -> dict[str, Any]:
    """What the zip says of the model, as JSON, without loading it. Raises ModelError."""
    try:
        with zipfile.ZipFile(path) as file:
            found = json.loads(file.read("data"))
    except FileNotFoundError:
        raise ModelError(f"there is no model {path}") from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError):
        raise ModelError(f"{path} is no model that Stable-Baselines3 has saved") from None
    if not isinstance(found, dict):
        raise ModelError(f"{path} is no model that Stable-Baselines3 has saved")
    return found


def algorithm_of(data: dict[str, Any]) -> str | None:
    """The algorithm whose settings ``data`` holds; None where they are no known one's."""
    policy = data.get("policy_class")
    module = str(policy.get("__module__", "")) if isinstance(policy, dict) else ""
    if module.startswith("sb3_contrib"):
        return None
    for name, settings in (
        ("ppo", {"clip_range", "n_epochs"}), ("td3", {"policy_delay", "target_policy_noise"}),
        ("sac", {"target_entropy", "ent_coef"}), ("dqn", {"exploration_fraction"}), ("a2c", {"gae_lambda", "vf_coef"}),
    ):  # fmt: skip
        if settings <= data.keys():
            return name
    return None


def training_steps(data: dict[str, Any]) -> int | None:
    """Env steps that the model was trained for."""
    steps = data.get("num_timesteps")
    return int(steps) if isinstance(steps, int) else None


def load(path: Path, algorithm: str | None = None) -> Any:
    """The model. ``algorithm`` (one of ALGORITHMS) where the zip does not tell. Raises ModelError, MissingBaselines."""
    name = algorithm or algorithm_of(facts(path))
    if name is None:
        raise ModelError(f"{path} does not say which algorithm made it: give --algorithm, one of {', '.join(ALGORITHMS)}")
    try:
        package = import_module("stable_baselines3")
    except ImportError as error:
        if error.name != "stable_baselines3":
            raise ModelError(f"stable_baselines3 cannot be imported here: {error}") from None
        raise MissingBaselines(f"{path} needs Stable-Baselines3: pip install 'policy-compiler[sb3]'") from None
    try:
        return getattr(package, name.upper()).load(path, device="cpu")
    except Exception as error:  # pickles raise anything
        first = (str(error).strip().splitlines() or [""])[0]
        raise ModelError(f"{path} cannot be loaded as {name}: {type(error).__name__}: {first}") from None


def play(model: Any, task: Task, seeds: Sequence[int], horizon: int | None, label: str) -> Episodes:
    """Deterministic episodes of ``model`` from ``env.reset(seed=seed)``, cut off after ``horizon`` steps.

    Raises ModelError where its spaces are not the task's, and EnvironmentFailed.
    """
    from ppc.envs import EnvironmentFailed
    from ppc.envs.simulator import make

    env = make(task.env_id, task.env_kwargs)
    try:
        check_spaces(model, env, label, task.env_id)
        episodes = [_episode(model, env, seed, horizon, label) for seed in seeds]
    except ModelError:
        raise
    except Exception as error:
        raise EnvironmentFailed(task.env_id, "step", error) from error
    finally:
        env.close()
    returns, lengths, terminated = (np.array(column) for column in zip(*episodes, strict=True))
    faulty = ~np.isfinite(returns)
    faults = {"return_not_finite": int(faulty.sum())} if faulty.any() else {}
    return Episodes(returns.astype(np.float64), lengths.astype(np.int64), terminated.astype(bool), faulty, faults, "gymnasium")


def check_spaces(model: Any, env: Any, label: str, env_id: str) -> None:
    """Raises ModelError where the model was made for other observations or actions than ``env`` has."""
    for what in ("observation", "action"):
        mine, its = (getattr(owner, f"{what}_space") for owner in (model, env))
        if type(mine) is not type(its) or mine.shape != its.shape or getattr(mine, "n", None) != getattr(its, "n", None):
            raise ModelError(f"{label} was trained with the {what} space {mine}, {env_id} has {its}")


def _episode(model: Any, env: Any, seed: int, horizon: int | None, label: str) -> tuple[float, int, bool]:
    discrete = hasattr(env.action_space, "n")
    observation, _ = env.reset(seed=seed)
    state, start, total, length = None, np.ones(1, dtype=bool), 0.0, 0
    while True:
        try:
            action, state = model.predict(observation, state=state, episode_start=start, deterministic=True)
        except Exception as error:
            raise ModelError(f"{label} fails on an observation of {env.spec.id}: {type(error).__name__}: {error}") from error
        observation, reward, terminated, truncated, _ = env.step(int(action) if discrete else action)
        start = np.zeros(1, dtype=bool)
        total, length = total + float(reward), length + 1
        if terminated or truncated or (horizon is not None and length >= horizon):
            return total, length, bool(terminated)
