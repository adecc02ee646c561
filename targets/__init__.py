"""Exports a compiled policy, parameters pinned, as a controller that runs without ppc."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ppc.targets.bundle import MANIFEST, Bundle, write_bundle
from ppc.targets.errors import ExportError, MissingTool, VerifyError
from ppc.targets.options import OnFault, Options, as_safe_action

if TYPE_CHECKING:
    import os

    from ppc.targets.artifact import Policy
    from ppc.targets.registry import Target
    from ppc.targets.verification import VerifyReport

__all__ = [
    "Bundle",
    "ExportError",
    "MissingTool",
    "VerifyError",
    "export",
    "targets",
    "verify",
    "write_bundle",
]


def targets() -> tuple[Target, ...]:
    """Every target, in the order to list them."""
    from ppc.targets.registry import TARGETS

    return tuple(TARGETS.values())


def export(
    policy: Policy,
    target: str,
    *,
    name: str | None = None,
    safe_action: float | Sequence[float] | None = None,
    on_fault: OnFault = "safe",
    dt: float | None = None,
    provenance: Mapping[str, Any] | None = None,
) -> Bundle:
    """``policy`` with its pinned parameters as an artifact for ``target`` ("c", "numba", "onnx"), in memory.

    ``name`` (default: the policy's) becomes an identifier. ``safe_action``: one number an action element; ``dt``: the
    sampling period in seconds; both default to the policy's signature. ``on_fault``: "safe" or "hold".
    ``provenance`` goes into the manifest; it must be plain JSON data without dates or paths. Exporting twice gives
    the same bytes. Raises ExportError.
    """
    from ppc.targets.artifact import prepare
    from ppc.targets.manifest import manifest
    from ppc.targets.registry import target as find
    from ppc.targets.vectors import make_vectors

    chosen = find(target)
    options = Options(name, as_safe_action(safe_action), on_fault, dt)
    artifact = prepare(policy, options, provenance)
    vectors = make_vectors(artifact.program, artifact.values, artifact.signature, artifact.action_fields)
    contents = {**chosen.load()(artifact, vectors), "vectors.csv": vectors.text()}
    files = {n: c.encode() if isinstance(c, str) else c for n, c in contents.items()}
    files[MANIFEST] = manifest(artifact, chosen.name, files)
    return Bundle(artifact.name, chosen.name, files)


def verify(directory: str | os.PathLike[str]) -> VerifyReport:
    """Checks the artifact in ``directory`` against its manifest and replays its vectors in its own runtime.

    Raises VerifyError when there is no artifact, MissingTool when its runtime is not installed.
    """
    from ppc.targets.verification import verify as run

    return run(directory)
