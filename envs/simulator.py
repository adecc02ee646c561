"""Making Gymnasium environments, with one clear error for each way it can fail."""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from collections.abc import Mapping
from typing import Any

from ppc.envs.errors import EnvironmentFailed, UnknownEnvironment
from ppc.envs.native import NATIVE

# What to install when an import inside of an environment fails.
_PACKAGES = {
    "mujoco": "pip install 'policy-compiler[mujoco]'",
    "box2d": "pip install 'gymnasium[box2d]'",
    "ale": "pip install 'gymnasium[atari]'",
    "pygame": "pip install 'policy-compiler[classic]'",
}


def make(env_id: str, env_kwargs: Mapping[str, Any] | None = None, *, render_mode: str | None = None) -> Any:
    """``gymnasium.make`` of an id or ``module:Id-v0``; the module may lie in the working directory.

    Raises UnknownEnvironment, or EnvironmentFailed when the module or the environment raises or a package is missing.
    """
    import gymnasium
    from gymnasium import error

    module, _, name = env_id.rpartition(":")
    if module:
        _import(module, env_id)
    options = dict(env_kwargs or {})
    if render_mode is not None:
        options["render_mode"] = render_mode
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return gymnasium.make(name, disable_env_checker=True, **options)
    except (error.UnregisteredEnv, error.DeprecatedEnv) as e:
        raise UnknownEnvironment(env_id, {*gymnasium.registry, *NATIVE}) from e
    except error.Error as e:
        if "malformed" in str(e).lower():
            raise UnknownEnvironment(env_id, {*gymnasium.registry, *NATIVE}, "an id looks like Name-v0") from e
        raise EnvironmentFailed(env_id, "make", e, _hint(str(e))) from e
    except Exception as e:
        raise EnvironmentFailed(env_id, "make", e, _hint(str(e))) from e


def _import(module: str, env_id: str) -> None:
    """Imports the user's module, found in the working directory as well as on the path."""
    here = os.getcwd()
    added = here not in sys.path and "" not in sys.path
    if added:
        sys.path.insert(0, here)
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as e:
        if e.name is not None and (module == e.name or module.startswith(e.name + ".")):
            raise UnknownEnvironment(env_id, (), f"there is no module {module!r} here or on the Python path") from e
        raise EnvironmentFailed(env_id, f"import {module}", e, _hint(str(e))) from e
    except Exception as e:
        raise EnvironmentFailed(env_id, f"import {module}", e) from e
    finally:
        if added and here in sys.path:
            sys.path.remove(here)


def _hint(message: str) -> str:
    lower = message.lower()
    if "not installed" not in lower and "no module named" not in lower:
        return ""
    return next((command for package, command in _PACKAGES.items() if package in lower), "")
