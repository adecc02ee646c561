"""Replays an ONNX artifact's vectors in onnxruntime."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ppc.targets.vectors import parse_vectors

RELATIVE = 1e-9


def agrees(found: float, expected: float) -> bool:
    """Within ``RELATIVE`` of each other; infinities and NaN must be the same."""
    if math.isnan(found) or math.isnan(expected):
        return math.isnan(found) and math.isnan(expected)
    if math.isinf(found) or math.isinf(expected):
        return found == expected
    return abs(found - expected) <= RELATIVE * max(abs(found), abs(expected))


def replay(folder: Path, manifest: Mapping[str, Any]) -> str:
    """Text that ends in ``N passed, M failed``."""
    import numpy as np
    import onnxruntime

    interface = manifest["interface"]
    vectors = parse_vectors((folder / "vectors.csv").read_text(encoding="utf-8"), interface["observation"]["size"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(
        str(folder / f"{manifest['name']}.onnx"), options, providers=["CPUExecutionProvider"]
    )
    names = [o.name for o in session.get_outputs()]
    passed = failed = 0
    state: dict[str, Any] = {}
    lines = []
    for number, row in enumerate(vectors.rows, 2):
        if row.reset:
            state = {}
        found = dict(zip(names, session.run(None, {"observation": np.array(row.observation), **state}), strict=True))
        state = {n.replace("_out", "_in"): found[n] for n in names if n.startswith("state")}
        action, status = [float(a) for a in found["action"]], int(found["status"][0])
        if status == row.status and all(agrees(a, e) for a, e in zip(action, row.action, strict=True)):
            passed += 1
            continue
        if failed == 0:
            lines.append(f"line {number} of vectors.csv differs: status {status:08x}, expected {row.status:08x}")
            lines.append(f"  action {action}, expected {list(row.action)}")
        failed += 1
    return "\n".join([*lines, f"{passed} passed, {failed} failed"])
