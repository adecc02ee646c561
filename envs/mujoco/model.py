"""Gymnasium's models, and the same without what no number of an episode depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree


def original(xml: str) -> Any:
    """The mjModel of a file of Gymnasium's assets."""
    import mujoco

    with _quiet():
        return mujoco.MjModel.from_xml_path(str(_asset(xml)))


def lean(xml: str) -> Any:
    """The same for ``mj_step``, bit for bit, which takes less time with it: cameras and lights, whose places it would compute,
    are gone, and where no two geoms can touch it looks for no contacts."""
    import mujoco

    tree = ElementTree.parse(_asset(xml))
    for parent in list(tree.iter()):
        for child in [c for c in parent if c.tag in ("camera", "light")]:
            parent.remove(child)
    with _quiet():
        model = mujoco.MjModel.from_xml_string(ElementTree.tostring(tree.getroot(), encoding="unicode"))
    if not may_touch(model):
        model.opt.disableflags |= int(mujoco.mjtDisableBit.mjDSBL_CONTACT)
    return model


def may_touch(model: Any) -> bool:
    """Whether contacts are possible: MuJoCo wants the type of one geom among the affinities of the other, or a pair that is
    named. What it filters besides, such as geoms of one body, is not considered."""
    types, affinities = model.geom_contype, model.geom_conaffinity
    return bool(model.npair or model.nflex or (types[:, None] & affinities[None, :]).any())


def _asset(xml: str) -> Path:
    gymnasium = find_spec("gymnasium")  # its files alone: importing it takes a third of a second
    assert gymnasium is not None and gymnasium.origin is not None
    return Path(gymnasium.origin).parent / "envs" / "mujoco" / "assets" / xml


@contextmanager
def _quiet() -> Iterator[None]:
    """Without MuJoCo's warnings about the file, which it would log into the working directory."""
    import mujoco

    before: Callable[..., None] = mujoco.get_mju_user_warning()
    mujoco.set_mju_user_warning(lambda message: None)
    try:
        yield
    finally:
        mujoco.set_mju_user_warning(before)
