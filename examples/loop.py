"""Runs an exported Numba controller at its sampling period against a simulated cart-pole.

    ppc export --target numba
    python examples/loop.py artifacts/cartpole-v1/numba

The deadline of step k is start + k * dt, so that a late step does not delay the ones after it. Replace ``Plant`` with
your sensors and motors. Python is no real-time system: expect jitter of 0.1 ms, and loop_posix.c for less.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import math
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

FIELDS = ["cart_position", "cart_velocity", "pole_angle", "pole_velocity"]


class Plant:
    """A cart with a pole, integrated with a fine step between two samples. Reads and takes what the controller does."""

    def __init__(self, dt: float, seed: int) -> None:
        self.dt = dt
        self._random = random.Random(seed)
        self.restart()

    def restart(self) -> None:
        self.state = [self._random.uniform(-0.05, 0.05) for _ in FIELDS]

    def observe(self) -> list[float]:
        """Cart position (m), velocity (m/s), pole angle from upright (rad), its velocity (rad/s)."""
        return self.state

    def apply(self, action: int) -> None:
        """Pushes the cart with 10 N to the left (0) or to the right (1) for one sampling period."""
        force = 10.0 if action == 1 else -10.0
        x, v, angle, w = self.state
        h = self.dt / 10
        for _ in range(10):
            sine, cosine = math.sin(angle), math.cos(angle)
            push = (force + 0.05 * w * w * sine) / 1.1
            turn = (9.8 * sine - cosine * push) / (0.5 * (4.0 / 3.0 - 0.1 * cosine * cosine / 1.1))
            v += h * (push - 0.05 * turn * cosine / 1.1)
            w += h * turn
            x += h * v
            angle += h * w
        self.state = [x, v, angle, w]

    @property
    def fallen(self) -> bool:
        return abs(self.state[2]) > 0.21 or abs(self.state[0]) > 2.4


def load(folder: Path) -> ModuleType:
    """The controller's module in an exported folder; exits with a message if it is none for this plant."""
    modules = sorted(folder.glob("*.py"))
    if len(modules) != 1:
        sys.exit(f"{folder} holds no controller: export one with ppc export --target numba")
    spec = importlib.util.spec_from_file_location(modules[0].stem, modules[0])
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if [name for name, *_ in module.OBSERVATION] != FIELDS:
        sys.exit(f"{modules[0]} does not control a cart-pole: it wants other observations than {', '.join(FIELDS)}")
    return module


def wait_until(deadline: int, spin: int) -> int:
    """Sleeps until ``deadline`` (ns), watching the clock for the last ``spin`` ns; answers how late it is now, ns."""
    while (left := deadline - spin - time.monotonic_ns()) > 0:
        time.sleep(left * 1e-9)
    while (late := time.monotonic_ns() - deadline) < 0:
        pass
    return late


def percentile(values: Sequence[int], share: float) -> int:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def run(module: ModuleType, steps: int, period: float | None, spin: int, seed: int) -> None:
    dt = module.DT or 0.02
    plant, controller = Plant(dt, seed), module.Controller()
    controller.act(plant.observe())  # the first call loads machine code: not in the loop
    controller.reset()
    late, busy = [0] * steps, [0] * steps
    missed = falls = 0
    interval = round((period or dt) * 1e9)
    gc.collect()
    gc.disable()
    deadline = time.monotonic_ns() + interval
    for k in range(steps):
        late[k] = wait_until(deadline, spin)
        begin = time.perf_counter_ns()
        action = controller.act(plant.observe())
        busy[k] = time.perf_counter_ns() - begin
        plant.apply(action)
        if plant.fallen:
            falls += 1
            plant.restart()
            controller.reset()
        deadline += interval
        missed += time.monotonic_ns() > deadline
    gc.enable()
    print(f"{steps} steps of {interval * 1e-6:g} ms: {missed} missed deadlines, {falls} falls, status {controller.status}")
    print(f"jitter p50 {percentile(late, 0.5) / 1e3:.1f} us, p99.9 {percentile(late, 0.999) / 1e3:.1f} us")
    print(f"one call p50 {percentile(busy, 0.5) / 1e3:.2f} us, p99.9 {percentile(busy, 0.999) / 1e3:.2f} us")


def main() -> None:
    parser = argparse.ArgumentParser(description="Runs an exported Numba controller against a simulated cart-pole.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("artifacts/cartpole-v1/numba"))
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--period", type=float, help="seconds between steps on the clock (default: the controller's dt)")
    parser.add_argument("--spin", type=int, default=100, help="us before a deadline to watch the clock in (default 100)")
    parser.add_argument("--fifo", type=int, metavar="PRIORITY", help="ask for the scheduler SCHED_FIFO, 1 to 99")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.steps < 1:
        parser.error("--steps must be at least 1")
    if arguments.period is not None and not arguments.period > 0.0:
        parser.error("--period must be positive")
    if arguments.fifo is not None:
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(arguments.fifo))
        except OSError as error:
            print(f"without SCHED_FIFO: {error.strerror}", file=sys.stderr)
    run(load(arguments.folder), arguments.steps, arguments.period, arguments.spin * 1000, arguments.seed)


if __name__ == "__main__":
    main()
