"""How long a search waits for a policy: from its text to 50,000 CartPole steps done, beside Numba and C compilers.

    python benchmarks/compile.py                  # medians of 7 runs, all contestants in turn in every run
    python benchmarks/compile.py --runs 15 --json figures.json

All contestants run the laws of ``benchmarks/laws`` through one loop that is compiled before the clock starts and calls a law
by its address. A run begins with the text (for Numba: with new function objects) and ends with the last step; what a
process pays once, imports and LLVM's start, is paid before. Times are of CPU, which is what one waits for on an idle machine,
and which other work on it disturbs less. ``ppc`` has its object cache off but for the row that is about
it. Numba compiles the law as a ``cfunc``, hand-written in nopython style. The C compilers get the C that ppc exports, and
the time of that export is not counted.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for benchmarks.laws, from wherever this is run

from ppc.compiler import Signature, compile_policy  # noqa: E402
from ppc.compiler.jit import compile_native  # noqa: E402

LAWS = ("tiny", "medium", "large")
STEPS = 50_000
SIGNATURE = Signature(obs_size=4, action="discrete:2")
GOAL = 3.0  # times faster than Numba, on medium and large
FRONT_END_GOAL = 20.0  # ms
STATE_WORDS = 4096
NO_CACHE = os.devnull + "/none"  # no folder can be made there

Words = NDArray[np.float64]


@dataclass
class Law:
    """A law that is ready to be stepped: the address of ``step``, its constants, and its memory at an episode's start."""

    step: int
    constants: Words
    start: Words
    owner: Any


def loop() -> Callable[..., int]:
    """``f(step, constants, state, start, words, steps)``: CartPole episodes of at most 500 steps; answers their number."""
    from ppc.envs.native.machine_code import load

    return load("benchmark-compile", _loop)


def _loop() -> tuple[Callable[..., Any], Sequence[str]]:
    import math

    from ppc.envs.native.pointers import call_step, f64_at, stack_f64

    def run(step, constants, state, start, words, steps):  # type: ignore[no-untyped-def]
        observation, action = stack_f64(4), stack_f64(1)
        memory, first = f64_at(state), f64_at(start)
        episodes, length, seed = 0, 500, 12345
        for _ in range(steps):
            if length == 500:
                episodes += 1
                length = 0
                for k in range(4):
                    seed = (1103515245 * seed + 12345) % 2147483648
                    observation[k] = seed / 2147483648 * 0.1 - 0.05
                for k in range(words):
                    memory[k] = first[k]
            call_step(step, f64_at(constants), memory, observation, action)
            x, v, angle, w = observation[0], observation[1], observation[2], observation[3]
            sine, cosine = math.sin(angle), math.cos(angle)
            push = ((10.0 if action[0] == 1.0 else -10.0) + 0.05 * w * w * sine) / 1.1
            turn = (9.8 * sine - cosine * push) / (0.5 * (4.0 / 3.0 - 0.1 * cosine * cosine / 1.1))
            slide = push - 0.05 * turn * cosine / 1.1
            observation[0], observation[1] = x + 0.02 * v, v + 0.02 * slide
            observation[2], observation[3] = angle + 0.02 * w, w + 0.02 * turn
            length += 1
            if abs(observation[0]) > 2.4 or abs(observation[2]) > 0.2095:
                length = 500
        return episodes

    return run, ["i64"] * 6


def clock() -> float:
    """Seconds of CPU of this process and of compilers that it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def text_of(law: str) -> str:
    return (ROOT / "benchmarks" / "laws" / f"{law}.py").read_text(encoding="utf-8")


def ppc(quick: bool) -> Callable[[str], Law]:
    def make(law: str) -> Law:
        policy = compile_policy(text_of(law), SIGNATURE)
        native = compile_native(policy.program, quick=quick)
        constants = native.constants(policy.pinned)
        start = np.zeros(max(native.n_state, 1))
        native.reset_function()(constants.ctypes.data, start.ctypes.data)
        return Law(native.step, constants, start, native)

    return make


def numba(law: str) -> Law:
    from benchmarks.laws import nopython

    function = nopython.LAWS[law]()
    return Law(function.address, np.zeros(1), np.zeros(32), function)


_WRAPPER = """
#include "law.c"
#include <string.h>
int64_t words(void) { return (int64_t)((sizeof(law_state) + 7) / 8); }
void start(double *state) { law_reset((law_state *)state); }
int64_t step(const double *constants, double *state, const double *observation, double *action)
{
    law_in in;
    law_out out;
    int64_t status;
    (void)constants;
    memcpy(&in, observation, sizeof in);
    status = (int64_t)law_step((law_state *)state, &in, &out);
    action[0] = (double)out.action;
    return status;
}
"""


def exported_c(law: str, folder: Path) -> Path:
    """The exporter's C of a law, with a wrapper that has the loop's ABI: the file to compile."""
    from ppc.targets import export

    policy = compile_policy(text_of(law), SIGNATURE, name="law")
    (folder / law).mkdir()
    for name, content in export(policy, "c").files.items():
        if name.endswith((".c", ".h")) and "/" not in name:
            (folder / law / name).write_bytes(content)
    wrapper = folder / law / "wrapper.c"
    wrapper.write_text(_WRAPPER, encoding="utf-8")
    return wrapper


def c_compiler(command: Sequence[str], sources: dict[str, Path]) -> Callable[[str], Law]:
    serial = 0

    def make(law: str) -> Law:
        nonlocal serial
        serial += 1
        library = sources[law].with_name(f"{command[0]}-{serial}.so")
        subprocess.run([*command, "-shared", "-fPIC", "-o", library, sources[law]], check=True, cwd=library.parent)
        code = ctypes.CDLL(str(library))
        start = np.zeros(int(code.words()))
        code.start(ctypes.c_void_p(start.ctypes.data))
        address = ctypes.cast(code.step, ctypes.c_void_p).value
        assert address is not None
        return Law(address, np.zeros(1), start, code)

    return make


def roll(run: Callable[..., int], law: Law, steps: int = STEPS) -> int:
    state = np.zeros(STATE_WORDS)
    at = [a.ctypes.data for a in (law.constants, state, law.start)]
    return run(law.step, *at, len(law.start), steps)


def timed(run: Callable[..., int], make: Callable[[str], Law], law: str, cache: str) -> tuple[float, int]:
    """Seconds from text to the last step, and the number of episodes."""
    os.environ["PPC_CACHE_DIR"] = cache
    begun = clock()
    episodes = roll(run, make(law))
    return clock() - begun, episodes


def parts(law: str) -> dict[str, float]:
    """Milliseconds of each stage of ppc for one compilation."""
    from ppc.compiler.frontend.build import build
    from ppc.compiler.jit.codegen import Plan, compile_object, load_object
    from ppc.compiler.jit.module import scalar_module
    from ppc.compiler.passes.pipeline import optimise

    marks = [clock()]
    program = build(text_of(law), SIGNATURE, "law").program
    marks.append(clock())
    program = optimise(program)
    marks.append(clock())
    text = scalar_module(program)
    marks.append(clock())
    code = compile_object(text, Plan.QUICK)
    marks.append(clock())
    owner = load_object(code, ("derive", "reset", "step"))
    marks.append(clock())
    del owner
    names = ("front end", "passes", "LLVM text", "LLVM", "link")
    return {n: 1e3 * (b - a) for n, a, b in zip(names, marks, marks[1:], strict=False)}


def first_policy(law: str, cache: str) -> float:
    """Milliseconds that the first policy of a new process takes, after the imports."""
    code = (
        "import sys, time; from ppc.compiler import Signature, compile_policy;"
        "import ppc.compiler.frontend.build, ppc.compiler.jit.codegen as c, ppc.compiler.passes.pipeline; c.host_identity();"
        "text = open(sys.argv[1]).read(); t = time.process_time();"
        "compile_policy(text, Signature(obs_size=4, action='discrete:2')).native().step; print(time.process_time() - t)"
    )
    command = [sys.executable, "-c", code, str(ROOT / "benchmarks" / "laws" / f"{law}.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PPC_CACHE_DIR": cache})
    return 1e3 * float(done.stdout)


def contestants(sources: dict[str, Path], warm: str) -> dict[str, tuple[Callable[[str], Law], str]]:
    """Name -> what makes a law ready, and its cache folder."""
    found: dict[str, tuple[Callable[[str], Law], str]] = {
        "ppc": (ppc(quick=True), NO_CACHE),
        "ppc, full optimisation": (ppc(quick=False), NO_CACHE),
        "ppc, object cached": (ppc(quick=True), warm),
        "Numba cfunc": (numba, NO_CACHE),
    }
    for command in (["gcc", "-O2", "-ffp-contract=off"], ["tcc"]):
        if shutil.which(command[0]):
            found[" ".join(command[:2])] = c_compiler(command, sources), NO_CACHE
    return found


def same_law(law: str, run: Callable[..., int]) -> None:
    """Numba's law is ppc's: equal choices all along some episodes. ValueError otherwise."""
    counts = {name: roll(run, make(law), 5_000) for name, make in (("ppc", ppc(quick=True)), ("Numba", numba))}
    if counts["ppc"] != counts["Numba"]:
        raise ValueError(f"the two forms of {law} differ: {counts} episodes in 5,000 steps")


def measure(runs: int, steps_of: Callable[[str], None], laws: Sequence[str] = LAWS) -> dict[str, Any]:
    before = os.environ.get("PPC_CACHE_DIR")
    try:
        return _measure(runs, steps_of, laws)
    finally:
        os.environ.pop("PPC_CACHE_DIR", None)
        if before is not None:
            os.environ["PPC_CACHE_DIR"] = before


def _measure(runs: int, steps_of: Callable[[str], None], laws: Sequence[str]) -> dict[str, Any]:
    run = loop()
    figures: dict[str, Any] = {"steps": STEPS, "runs": runs, "load": os.getloadavg()[0], "total ms": {}, "parts ms": {}}
    with tempfile.TemporaryDirectory(prefix="ppc-benchmark-") as temporary:
        warm = str(Path(temporary) / "cache")
        os.environ["PPC_CACHE_DIR"] = warm
        sources = {law: exported_c(law, Path(temporary)) for law in laws}
        rows = contestants(sources, warm)
        for law in laws:
            same_law(law, run)
            steps_of(law)
            times: dict[str, list[float]] = {name: [] for name in rows}
            stages: list[dict[str, float]] = []
            for _ in range(runs):
                for name, (make, cache) in rows.items():
                    times[name].append(1e3 * timed(run, make, law, cache)[0])
                stages.append(parts(law))
            figures["total ms"][law] = {name: statistics.median(t) for name, t in times.items()}
            figures["parts ms"][law] = {k: statistics.median(s[k] for s in stages) for k in stages[0]}
        firsts = {"empty cache": NO_CACHE, "second process": warm}
        first_policy("medium", warm)
        figures["first policy ms"] = {
            name: statistics.median(first_policy("medium", cache) for _ in range(3)) for name, cache in firsts.items()
        }
    return figures


def show(figures: dict[str, Any]) -> None:
    total, stages = figures["total ms"], figures["parts ms"]
    runs, load = figures["runs"], figures["load"]
    print(f"text to {figures['steps']:,} steps, ms, and how often ppc's: medians of {runs} runs (load {load:.1f})")
    print(f"{'':26}" + "".join(f"{law:>18}" for law in total))
    for name in total["tiny"]:
        cells = [f"{total[law][name]:9.1f} {total[law][name] / total[law]['ppc']:6.1f} x" for law in total]
        print(f"{name:26}" + "".join(f"{c:>18}" for c in cells))
    print("\nof which ppc's stages, ms")
    for part in stages["tiny"]:
        print(f"{part:26}" + "".join(f"{stages[law][part]:16.1f}  " for law in total))
    empty, second = (figures["first policy ms"][k] for k in ("empty cache", "second process"))
    print(f"\nfirst policy of a process (medium): {empty:.0f} ms, {second:.0f} ms with the cache")


def missed(figures: dict[str, Any]) -> list[str]:
    """The goals that these figures miss."""
    total = figures["total ms"]
    found = []
    for law in ("medium", "large"):
        ratio = total[law]["Numba cfunc"] / total[law]["ppc"]
        if ratio < GOAL:
            found.append(f"{law}: {ratio:.1f} times faster than Numba, not {GOAL:.0f}")
    front = figures["parts ms"]["large"]["front end"] * 100 / len(text_of("large").splitlines())
    if front > FRONT_END_GOAL:
        found.append(f"front end on large: {front:.0f} ms for 100 lines, not {FRONT_END_GOAL:.0f}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Times ppc beside Numba and C compilers, from text to 50,000 steps.")
    parser.add_argument("--runs", type=int, default=7, help="runs of each; the median counts")
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a goal is missed")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    figures = measure(options.runs, lambda law: print(f"{law} ...", file=sys.stderr, flush=True))
    show(figures)
    bad = missed(figures)
    for line in bad:
        print(f"missed: {line}")
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if bad and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
