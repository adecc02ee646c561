"""``manifest.json``: what an artifact is, whence it came, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from importlib import metadata
from typing import Any

from ppc.compiler.signature import Discrete, Field
from ppc.targets.artifact import FORMAT_VERSION, Artifact

FILE = "manifest.json"
IR_VERSION = 1


def ppc_version() -> str:
    """The installed version of ppc."""
    try:
        return metadata.version("policy-compiler")
    except metadata.PackageNotFoundError:
        return "unknown"


def number(x: float) -> float | str:
    """``x`` for JSON, which has no infinities."""
    return x if math.isfinite(x) else repr(x)


def _field(f: Field) -> dict[str, Any]:
    return {
        "name": f.name,
        "size": f.size,
        "unit": f.unit,
        "low": number(f.low),
        "high": number(f.high),
        "meaning": f.meaning,
    }


def interface(artifact: Artifact) -> dict[str, Any]:
    """Names, units and bounds of both sides, the sampling period and what a fault does."""
    signature = artifact.signature
    action: dict[str, Any] = {"fields": [_field(f) for f in artifact.action_fields]}
    if isinstance(signature.action, Discrete):
        action = {"discrete": signature.action.n, "choices": list(signature.action.choices)}
    return {
        "observation": {"size": signature.obs_size, "fields": [_field(f) for f in signature.observation]},
        "action": {"size": signature.action_size, **action},
        "dt": signature.dt,
        "safe_action": list(signature.safe_action),
        "on_fault": artifact.options.on_fault,
    }


def parameters(artifact: Artifact) -> list[dict[str, Any]]:
    """Every parameter with its pinned value, in decimal and exactly."""
    return [
        {"name": p.name, "label": p.label, "value": number(v), "hex": float(v).hex(), "line": p.span.line}
        for p, v in artifact.parameters
    ]


def manifest(artifact: Artifact, target: str, files: Mapping[str, bytes]) -> bytes:
    """The manifest of ``files``, which does not hold the manifest itself."""
    content = {
        "format": FORMAT_VERSION,
        "name": artifact.name,
        "target": target,
        "tools": {"ppc": ppc_version(), "ir": IR_VERSION},
        "interface": interface(artifact),
        "parameters": parameters(artifact),
        "source_sha256": hashlib.sha256("\n".join(artifact.source).encode()).hexdigest(),
        "provenance": dict(artifact.provenance),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return (json.dumps(content, indent=2, ensure_ascii=False, sort_keys=False, allow_nan=False) + "\n").encode()


def provenance_lines(provenance: Mapping[str, Any]) -> list[str]:
    """The provenance as ``key: value`` lines for a comment."""
    lines = [f"{key}: {v if isinstance(v, str) else json.dumps(v)}" for key, v in provenance.items()]
    return [line if len(line) <= 100 else line[:97] + "..." for line in lines]
