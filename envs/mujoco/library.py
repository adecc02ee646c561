"""MuJoCo as it is installed here: whether the engine knows it, its functions' addresses, and simulators to step.

Nothing here knows the layout of a struct. The Python bindings give the addresses of model, data and arrays; the C functions are
looked up by name in the library that the bindings use.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ppc.envs.mujoco import load_environment
from ppc.envs.mujoco.environment import ARRAYS, SETTINGS
from ppc.envs.mujoco.model import lean

# Releases whose bits were compared with Gymnasium's (tests/campaigns/mujoco.py); the third number does not matter.
MUJOCO_VERSIONS = {
    "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15", "3.16", "3.17", "4.0",
}  # fmt: skip
GYMNASIUM_VERSIONS = {"1.1", "1.2", "1.3", "1.4"}
HINT = "pip install 'policy-compiler[mujoco]'"
_FUNCTIONS = ("mj_resetData", "mj_forward", "mj_step", "mj_rnePostConstraint")


@cache
def unavailable(name: str) -> str:
    """Why the engine cannot run the environment of module ``name`` here, as the end of a sentence; empty if it can."""
    if find_spec("mujoco") is None:
        return f"MuJoCo is not installed; {HINT}"
    try:
        import mujoco
    except Exception as e:  # a wheel for another system fails in many ways
        return f"MuJoCo cannot be imported ({type(e).__name__}: {e})"
    for product, release, known in (
        ("MuJoCo", mujoco.__version__, MUJOCO_VERSIONS),
        ("Gymnasium", version("gymnasium"), GYMNASIUM_VERSIONS),
    ):
        if ".".join(release.split(".")[:2]) not in known:
            return f"{product} {release} is none of the versions that it was compared with"
    try:
        functions()
    except (OSError, AttributeError) as e:
        return f"MuJoCo's library cannot be called ({e})"
    if load_environment(name).variant() is None:
        return "NumPy computes in an order here that it does not know"
    return ""


@cache
def functions() -> np.ndarray[Any, np.dtype[np.int64]]:
    """Addresses i64[4] of the C functions that the loop calls. Raises OSError or AttributeError."""
    import mujoco

    folder = Path(mujoco.__file__).parent
    found = [p for pattern in ("libmujoco.so*", "libmujoco*.dylib", "mujoco.dll") for p in sorted(folder.glob(pattern))]
    if not found:
        raise OSError(f"no library in {folder}")
    library = ctypes.CDLL(str(found[0]))  # loaded already by the bindings: the same copy
    return np.array([ctypes.cast(getattr(library, f), ctypes.c_void_p).value for f in _FUNCTIONS], dtype=np.int64)


class Simulator:
    """One mjModel and mjData of an environment, for one thread at a time.

    ``load`` makes the model of a file (``model.py``). ``model`` and ``data`` are addresses, ``arrays`` i64[len(ARRAYS)] those
    of the data's arrays, which stay where they are.
    """

    def __init__(self, name: str, load: Callable[[str], Any] = lean) -> None:
        import mujoco

        environment = load_environment(name)
        self._model = load(environment.xml)
        self._data = mujoco.MjData(self._model)
        self.model, self.data = int(self._model._address), int(self._data._address)
        self.qpos = np.array(self._data.qpos, dtype=np.float64)  # as the model stands, f64[nq]
        views = [getattr(self._data if hasattr(self._data, a) else self._model, a) for a in ARRAYS]
        self.arrays = np.array([v.ctypes.data for v in views], dtype=np.int64)
        self.settings = np.zeros(SETTINGS)
        self.settings[:] = (
            self._model.opt.timestep * environment.frame_skip, environment.variant() or 0.0, np.sum(self._model.body_mass)
        )  # fmt: skip


_idle: dict[str, list[Simulator]] = {}
_lock = threading.Lock()


@contextmanager
def simulator(name: str) -> Iterator[Simulator]:
    """A simulator that nobody else uses meanwhile; kept for the next one who asks."""
    with _lock:
        waiting = _idle.setdefault(name, [])
        one = waiting.pop() if waiting else Simulator(name)
    try:
        yield one
    finally:
        with _lock:
            waiting.append(one)
