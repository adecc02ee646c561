"""The film of ``ppc play --video``."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ppc.cli.errors import INTERNAL, CommandError
from ppc.cli.output import replacing

if TYPE_CHECKING:
    from ppc.envs import Task
    from ppc.envs.bridge import Bridge

_SUFFIXES = (".mp4", ".mkv", ".webm", ".gif")
_FPS = 30.0


def check_format(path: Path) -> None:
    """Raises CommandError, before any episode is run, when no film could be written to ``path``."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")  # drawing into memory needs no display
    if path.suffix.lower() not in _SUFFIXES:
        raise CommandError(f"{path} has no known film format: name it {path.stem or 'film'}.mp4")
    for package in ("imageio", "imageio_ffmpeg"):
        if find_spec(package) is None:
            raise CommandError(f"--video needs {package}: pip install 'policy-compiler[video]'", "missing_package", INTERNAL)


@contextlib.contextmanager
def filming(path: Path, bridge: Bridge, task: Task) -> Iterator[None]:
    """Films every frame of ``bridge``'s environment; ``path`` appears when the context ends without an error."""
    import imageio.v2 as imageio

    fps = frames_per_second(task, bridge.env)
    with replacing(path) as temporary:
        gif = path.suffix.lower() == ".gif"
        try:
            # Frames of any size: no resizing to multiples of 16.
            writer: Any = (
                imageio.get_writer(temporary, fps=fps) if gif else imageio.get_writer(temporary, fps=fps, macro_block_size=2)
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise CommandError(f"cannot film to {path}: {str(error).splitlines()[0]}", "video", INTERNAL) from None
        with contextlib.closing(writer):
            bridge.env = Camera(bridge.env, writer)
            yield


def frames_per_second(task: Task, env: Any) -> float:
    """Real time where the sampling period is known to be one that a film can have, else the environment's wish."""
    if task.dt is not None and 1.0 <= 1.0 / task.dt <= 120.0:
        wish = (getattr(env, "metadata", None) or {}).get("render_fps")
        return 1.0 / task.dt if task.dt < 1.0 else float(wish or _FPS)
    return float((getattr(env, "metadata", None) or {}).get("render_fps") or _FPS)


class Camera:
    """Stands before an environment and films what ``reset`` and ``step`` lead to."""

    def __init__(self, env: Any, writer: Any) -> None:
        self._env, self._writer = env, writer

    def _film(self) -> None:
        frame = self._env.render()
        if frame is not None:
            self._writer.append_data(frame)

    def reset(self, **options: Any) -> Any:
        answer = self._env.reset(**options)
        self._film()
        return answer

    def step(self, action: Any) -> Any:
        answer = self._env.step(action)
        self._film()
        return answer

    def close(self) -> None:
        self._env.close()
