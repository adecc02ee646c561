"""Steps a policy through every engine on the same observations and compares bits.

The interpreter is the reference. Machine code of the optimisation (the JIT) stands in for it where it would take too
long, after it has given the interpreter's bits on a stretch of the same observations.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import CompiledPolicy
from ppc.compiler.faults import FAULT_BITS
from ppc.compiler.interpreter import Interpreter
from ppc.targets import Bundle, export
from tests.targets.cases import Case, Stimulus

CANONICAL_NAN = np.uint64(0x7FF8000000000000)
RELATIVE = 1e-9
BUILDS = {
    "O2": ["-O2"],
    "O0": ["-O0"],
    "native": ["-O3", "-march=native"],
    "sanitized": ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
}


@dataclass(frozen=True)
class Answer:
    """``words`` u64[steps, action_size + 1]: bits of the action, every NaN the same one, and the fault bits."""

    words: NDArray[np.uint64]

    @property
    def actions(self) -> NDArray[np.float64]:
        return np.ascontiguousarray(self.words[:, :-1]).view(np.float64)


def answer_of(actions: NDArray[np.float64], status: NDArray[np.int64]) -> Answer:
    bits = np.where(np.isnan(actions), CANONICAL_NAN, np.ascontiguousarray(actions).view(np.uint64))
    return Answer(np.column_stack([bits, status.view(np.uint64) & np.uint64(FAULT_BITS)]))


def difference(found: Answer, expected: Answer, stimulus: Stimulus) -> str | None:
    """Where ``found`` first leaves ``expected``, on the steps that both have; None: nowhere."""
    steps = min(len(found.words), len(expected.words))
    wrong = (found.words[:steps] != expected.words[:steps]).any(axis=1)
    if not wrong.any():
        return None
    return _described(int(np.argmax(wrong)), int(wrong.sum()), found, expected, stimulus)


def onnx_difference(found: Answer, expected: Answer, stimulus: Stimulus, discrete: bool) -> str | None:
    """The same with a tolerance of 1e-9 of the larger number for numbers that are finite on both sides."""
    a, b = found.actions, expected.actions[: len(found.words)]
    close = found.words[:, :-1] == expected.words[: len(found.words), :-1]
    if not discrete:
        with np.errstate(all="ignore"):
            near = np.abs(a - b) <= RELATIVE * np.maximum(np.abs(a), np.abs(b))
        close |= near & np.isfinite(a) & np.isfinite(b)
    wrong = ~close.all(axis=1) | (found.words[:, -1] != expected.words[: len(found.words), -1])
    if not wrong.any():
        return None
    return _described(int(np.argmax(wrong)), int(wrong.sum()), found, expected, stimulus)


def _described(at: int, count: int, found: Answer, expected: Answer, stimulus: Stimulus) -> str:
    start = int(np.flatnonzero(stimulus.starts[: at + 1])[-1])
    return (
        f"{count} steps differ, the first is {at} ({at - start} of its episode): action {found.actions[at].tolist()},"
        f" expected {expected.actions[at].tolist()}; status {int(found.words[at, -1]):x}, expected"
        f" {int(expected.words[at, -1]):x}"
    )


# --- the engines -----------------------------------------------------------------------------------------


def interpreted(policy: CompiledPolicy, stimulus: Stimulus) -> Answer:
    interpreter = Interpreter(policy.program)
    constants = interpreter.constants(policy.pinned)
    actions = np.empty((len(stimulus.starts), policy.signature.action_size))
    status = np.empty(len(actions), dtype=np.int64)
    for t, observation in enumerate(stimulus.observations.tolist()):
        if stimulus.starts[t]:
            interpreter.start(constants)
        actions[t], status[t] = interpreter.step(observation)
    return answer_of(actions, status)


def jitted(policy: CompiledPolicy, stimulus: Stimulus) -> Answer:
    native = policy.native()
    step, reset = native.step_function(), native.reset_function()
    constants, state = native.constants(policy.pinned), np.zeros(max(native.n_state, 1))
    observations = np.ascontiguousarray(stimulus.observations)
    actions = np.empty((len(stimulus.starts), native.action_size))
    status = np.empty(len(actions), dtype=np.int64)
    c, s, o, a = (x.ctypes.data for x in (constants, state, observations, actions))
    seen, done = observations.strides[0], actions.strides[0]
    for t, start in enumerate(stimulus.starts.tolist()):
        if start:
            reset(c, s)
        status[t] = step(c, s, o + t * seen, a + t * done)
    return answer_of(actions, status)


def write_stimulus(stimulus: Stimulus, stem: Path) -> None:
    stimulus.observations.tofile(stem.with_suffix(".observations"))
    stimulus.starts.astype(np.uint8).tofile(stem.with_suffix(".starts"))


_DRIVER = """
static int run_{name}(FILE *observations, FILE *starts, FILE *answers)
{{
    static {name}_state state;
    static {name}_in in;
    static {name}_out out;
    uint64_t words[{actions} + 1];
    int start;
    memset(&state, 0xa5, sizeof state); /* reset owes nothing to what was there */
    while ((start = fgetc(starts)) != EOF) {{
        if (sizeof in != 8 * {observed} || fread(&in, sizeof in, 1, observations) != 1) {{
            return 3;
        }}
        if (start != 0) {{
            {name}_reset(&state);
        }}
        words[{actions}] = {name}_step(&state, &in, &out);
        {copy}
        fwrite(words, sizeof words, 1, answers);
    }}
    return 0;
}}
"""
_MAIN = """
int main(int argc, char **argv)
{
    FILE *observations = fopen(argv[2], "rb");
    FILE *starts = fopen(argv[3], "rb");
    FILE *answers = fopen(argv[4], "wb");
    int result = 2;
    (void)argc;
    if (observations == NULL || starts == NULL || answers == NULL) {
        return 4;
    }
    %s
    return fclose(answers) != 0 ? 5 : result;
}
"""


def _driver(cases: Sequence[Case]) -> str:
    parts = ["#include <stdint.h>", "#include <stdio.h>", "#include <string.h>"]
    parts += [f'#include "{case.name}.h"' for case in cases]
    for case in cases:
        signature = case.policy.signature
        copy = "memcpy(words, &out, sizeof out);"
        if signature.discrete:
            copy = "{ const double action = (double)out.action; memcpy(words, &action, sizeof action); }"
        parts.append(_DRIVER.format(name=case.name, observed=signature.obs_size, actions=signature.action_size, copy=copy))
    calls = [f'if (strcmp(argv[1], "{c.name}") == 0) result = run_{c.name}(observations, starts, answers);' for c in cases]
    return "\n".join([*parts, _MAIN % "\n    ".join(calls)])


def export_c(cases: Sequence[Case], folder: Path) -> None:
    """Writes the C of all ``cases`` and a program that drives any one of them into ``folder``."""
    for case in cases:
        bundle = export(case.policy, "c")
        for suffix in ("c", "h"):
            name = f"{bundle.name}.{suffix}"
            (folder / name).write_bytes(bundle.files[name])
    (folder / "driver.c").write_text(_driver(cases))


def build_c(cases: Sequence[Case], folder: Path, build: str) -> Path:
    """Compiles what ``export_c`` wrote, in one call of gcc. AssertionError with its complaint."""
    program = folder / f"driver_{build}"
    sources = [*(f"{case.name}.c" for case in cases), "driver.c"]
    command = ["gcc", "-std=c99", "-ffp-contract=off", *BUILDS[build], *sources, "-o", program.name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:4000]
    return program


def run_c(case: Case, program: Path) -> Answer | str:
    """The answers to the stimulus in the program's folder, or why there are none."""
    stem = program.parent / case.name
    out = stem.with_suffix(".answers")
    paths = [str(stem.with_suffix(s)) for s in (".observations", ".starts")]
    done = subprocess.run([str(program), case.name, *paths, str(out)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"the program ended with {done.returncode}: {done.stderr.strip()[:600]}"
    return _read(out, case)


def _read(path: Path, case: Case) -> Answer:
    words = np.fromfile(path, dtype=np.uint64).reshape(-1, case.policy.signature.action_size + 1)
    path.unlink()
    return answer_of(np.ascontiguousarray(words[:, :-1]).view(np.float64), np.ascontiguousarray(words[:, -1]).view(np.int64))


_NUMBA_DRIVER = """
import importlib, json, sys, time
import numpy as np
folder, names = sys.argv[1], sys.argv[2:]
sys.path.insert(0, folder)
for name in names:
    begun = time.perf_counter()
    try:
        m = importlib.import_module(name)
        compiled = time.perf_counter() - begun
        observations = np.fromfile(f"{folder}/{name}.observations").reshape(-1, m.OBS_SIZE)
        starts = np.fromfile(f"{folder}/{name}.starts", dtype=np.uint8).tolist()
        words = np.empty((len(starts), m.ACTION_SIZE + 1), dtype=np.uint64)
        actions, status = np.empty((len(starts), m.ACTION_SIZE)), np.empty(len(starts), dtype=np.int64)
        state = np.full(m.STATE.itemsize, 0xA5, dtype=np.uint8).view(m.STATE)
        for t, start in enumerate(starts):
            if start:
                m.reset_state(state)
            status[t] = m.step(state, observations[t], actions[t])
        # The convenient interface must say the same.
        union = 0
        for t in range(min(300, len(starts))):
            if starts[t]:
                m.reset()
                union = 0
            action = np.atleast_1d(np.asarray(m.act(observations[t].tolist()), dtype=float))
            union |= int(status[t])
            assert action.tobytes() == actions[t].tobytes() or np.isnan(actions[t]).any(), ("act", t)
            assert m.status == union, ("status", t)
        words[:, :-1] = actions.view(np.uint64)
        words[:, -1] = status.view(np.uint64)
        words.tofile(f"{folder}/{name}.answers")
        print(json.dumps([name, compiled, ""]), flush=True)
    except BaseException as error:
        print(json.dumps([name, 0.0, f"{type(error).__name__}: {error}"[:1500]]), flush=True)
"""


def run_numba(cases: Sequence[Case], folder: Path) -> dict[str, Answer | str]:
    """Exports ``cases`` and steps the modules in one process of their own. By case: the answers, or why there are none."""
    for case in cases:
        (folder / f"{case.name}.py").write_bytes(export(case.policy, "numba").files[f"{case.name}.py"])
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "numba_cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _NUMBA_DRIVER, str(folder), *(case.name for case in cases)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    reports = {name: error for name, _, error in map(json.loads, done.stdout.splitlines())}
    found: dict[str, Answer | str] = {}
    for case in cases:
        error = reports.get(case.name, f"the process ended with {done.returncode}: {done.stderr.strip()[-600:]}")
        found[case.name] = error or _read(folder / f"{case.name}.answers", case)
    return found


def run_onnx(case: Case, bundle: Bundle, stimulus: Stimulus) -> Answer:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(bundle.files[f"{bundle.name}.onnx"], options, providers=["CPUExecutionProvider"])
    names = [o.name for o in session.get_outputs()]
    carried = {n: n.replace("_out", "_in") for n in names if n.startswith("state")}
    actions = np.empty((len(stimulus.starts), case.policy.signature.action_size))
    status = np.empty(len(actions), dtype=np.int64)
    state: dict[str, NDArray[np.float64]] = {}
    for t, observation in enumerate(stimulus.observations):
        if stimulus.starts[t]:
            state = {}
        found = dict(zip(names, session.run(names, {"observation": observation, **state}), strict=True))
        state = {carried[n]: found[n] for n in carried}
        actions[t], status[t] = found["action"], found["status"][0]
    return answer_of(actions, status)
