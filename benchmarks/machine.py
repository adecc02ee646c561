"""What a run of the benchmarks was made on: processor, system, compilers, libraries."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

LIBRARIES = ("numba", "llvmlite", "numpy", "gymnasium", "mujoco")


def describe() -> dict[str, Any]:
    """Processor, processors, system and the load average before the run."""
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
        "load": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Python, the C compiler and the libraries of this interpreter, those that there are."""
    found = {"Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if compiler := c_compiler():
        first = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False).stdout.partition("\n")[0]
        found["C compiler"] = first.strip()
    return found


def c_compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")


def _processor() -> str:
    """Its name and, where the system is virtual, that it is."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or sys.platform
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    virtual = ", virtual machine" if "hypervisor" in facts.get("flags", "").split() else ""
    model = f" (family {facts['cpu family']}, model {facts['model']})" if {"cpu family", "model"} <= facts.keys() else ""
    return facts.get("model name", platform.processor()) + model + virtual
