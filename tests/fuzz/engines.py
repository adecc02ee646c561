"""Steps compiled policies through every engine on their streams: many policies to one call of gcc, one process of Numba."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ppc.compiler import CompiledPolicy, Signature
from ppc.compiler.frontend.build import build
from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.nodes import Program
from ppc.compiler.jit import compile_native
from ppc.compiler.passes import pipeline
from ppc.targets import c as c_target
from ppc.targets import numba as numba_target
from ppc.targets.artifact import Artifact, prepare
from ppc.targets.options import Options
from ppc.targets.vectors import Vectors
from tests.fuzz.answers import Answer, answer_of
from tests.fuzz.generator import OBSERVED, Generated
from tests.fuzz.streams import STEPS, stream

BUILDS = {"O1": ["-O1"], "O0": ["-O0"], "native": ["-O3", "-march=native"]}


@dataclass(frozen=True)
class Subject:
    """A policy that compiles. ``raw`` is the front end's IR, before any pass: the reference."""

    generated: Generated
    raw: Program
    policy: CompiledPolicy

    @property
    def name(self) -> str:
        return self.policy.name


def subject_of(generated: Generated) -> Subject:
    """Compiles ``generated``. Raises PolicyError for a diagnostic; any other exception is a crash of the compiler."""
    signature = Signature(OBSERVED, generated.action)
    built = build(generated.source, signature, f"fuzz_{generated.seed}")
    policy = CompiledPolicy(built.program.name, generated.source, signature, pipeline.optimise(built.program), built.notes)
    return Subject(generated, built.program, policy)


def interpreted(subject: Subject, program: Program | None = None) -> tuple[Answer, int]:
    """The interpreter's answers, and the union of the status words of ``derive`` and all resets."""
    interpreter = Interpreter(subject.raw if program is None else program)
    constants = interpreter.constants(subject.policy.pinned)
    begun, given = interpreter.derive_status, stream(subject.generated.seed)
    actions, status = np.empty((STEPS, subject.policy.signature.action_size)), np.empty(STEPS, dtype=np.int64)
    for t, observation in enumerate(given.observations.tolist()):
        if given.starts[t]:
            interpreter.start(constants)
            begun |= interpreter.reset_status
        actions[t], status[t] = interpreter.step(observation)
    return answer_of(actions, status), begun


def jitted(subject: Subject) -> Answer:
    """Machine code of this process, one step at a time; of every third policy as simulations have it, else made quickly."""
    quick = subject.generated.seed % 3 != 0
    native, given = compile_native(subject.policy.program, quick=quick), stream(subject.generated.seed)
    step, reset = native.step_function(), native.reset_function()
    constants, state = native.constants(subject.policy.pinned), np.full(max(native.n_state, 1), np.nan)
    observations = np.ascontiguousarray(given.observations)
    actions, status = np.empty((STEPS, native.action_size)), np.empty(STEPS, dtype=np.int64)
    c, s, o, a = (x.ctypes.data for x in (constants, state, observations, actions))
    seen, done = observations.strides[0], actions.strides[0]
    for t, start in enumerate(given.starts.tolist()):
        if start:
            reset(c, s)
        status[t] = step(c, s, o + t * seen, a + t * done)
    return answer_of(actions, status)


# --- C ---------------------------------------------------------------------------------------------------

_RUN = """
static void run_{name}(FILE *given, FILE *answers)
{{
    static {name}_state state;
    {name}_in in;
    {name}_out out;
    uint64_t words[{actions} + 1];
    int t;
    memset(&state, 0xa5, sizeof state); /* reset owes nothing to what was there */
    for (t = 0; t < {steps}; ++t) {{
        uint64_t start = 0;
        if (fread(&start, 8, 1, given) != 1 || fread(&in, sizeof in, 1, given) != 1) exit(3);
        if (start != 0) {name}_reset(&state);
        words[{actions}] = {name}_step(&state, &in, &out);
        {copy}
        fwrite(words, sizeof words, 1, answers);
    }}
}}
"""
_MAIN = """
int main(int argc, char **argv)
{
    FILE *given = fopen(argv[1], "rb"), *answers = fopen(argv[2], "wb");
    if (argc != 3 || given == NULL || answers == NULL) return 4;
    %s
    return fclose(answers) != 0 ? 5 : 0;
}
"""
_NO_VECTORS = Vectors((), (), ())


def _artifact(subject: Subject) -> Artifact:
    return prepare(subject.policy, Options())


def _driver(subjects: Sequence[Subject]) -> str:
    parts = ["#include <stdint.h>", "#include <stdio.h>", "#include <stdlib.h>", "#include <string.h>"]
    parts += [f'#include "{s.name}.h"' for s in subjects]
    for s in subjects:
        copy = "memcpy(words, &out, sizeof out);"
        if s.policy.signature.discrete:
            copy = "{ const double action = (double)out.action; memcpy(words, &action, sizeof action); }"
        parts.append(_RUN.format(name=s.name, actions=s.policy.signature.action_size, steps=STEPS, copy=copy))
    return "\n".join([*parts, _MAIN % "\n    ".join(f"run_{s.name}(given, answers);" for s in subjects)])


def run_c(subjects: Sequence[Subject], build: str = "O1") -> list[Answer]:
    """The exported C of all ``subjects``, in one call of gcc. RuntimeError with its complaint, or how the program ended."""
    with tempfile.TemporaryDirectory(prefix="ppc-fuzz-") as temporary:
        folder = Path(temporary)
        for s in subjects:
            files = c_target.export(_artifact(s), _NO_VECTORS)
            for suffix in ("c", "h"):
                (folder / f"{s.name}.{suffix}").write_text(files[f"{s.name}.{suffix}"])
        (folder / "driver.c").write_text(_driver(subjects))
        with (folder / "given").open("wb") as file:
            for s in subjects:
                given = stream(s.generated.seed)
                rows = np.column_stack([given.starts.astype(np.int64).view(np.float64), given.observations])
                file.write(rows.tobytes())
        sources = [*(f"{s.name}.c" for s in subjects), "driver.c"]
        compiler = ["gcc", "-std=c99", "-w", "-pipe", "-ffp-contract=off", *BUILDS[build], *sources, "-o", "driver"]
        for command in (compiler, ["./driver", "given", "answers"]):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[:3000]}")
        words, at, found = np.fromfile(folder / "answers", dtype=np.uint64), 0, []
        for s in subjects:
            width = s.policy.signature.action_size + 1
            rows = words[at : at + STEPS * width].reshape(STEPS, width)
            at += rows.size
            found.append(answer_of(np.ascontiguousarray(rows[:, :-1]).view(np.float64), rows[:, -1].astype(np.int64)))
        return found


# --- Numba -----------------------------------------------------------------------------------------------

_CHILD = """
import importlib, json, sys
import numpy as np
folder, names = sys.argv[1], sys.argv[2:]
sys.path.insert(0, folder)
for name in names:
    m = importlib.import_module(name)
    given = np.load(f"{folder}/{name}.npz")
    starts, observations = given["starts"], given["observations"]
    actions, status = np.empty((len(starts), m.ACTION_SIZE)), np.empty(len(starts), dtype=np.int64)
    state = np.full(m.STATE.itemsize, 0xA5, dtype=np.uint8).view(m.STATE)
    for t, start in enumerate(starts):
        if start:
            m.reset_state(state)
        status[t] = m.step(state, observations[t], actions[t])
    np.savez(f"{folder}/{name}_answers.npz", actions=actions, status=status)
"""


def run_numba(subjects: Sequence[Subject]) -> list[Answer]:
    """The exported modules of all ``subjects``, in one process of their own. RuntimeError when it fails."""
    with tempfile.TemporaryDirectory(prefix="ppc-fuzz-") as folder:
        for s in subjects:
            Path(f"{folder}/{s.name}.py").write_text(numba_target.export(_artifact(s), _NO_VECTORS)[f"{s.name}.py"])
            given = stream(s.generated.seed)
            np.savez(f"{folder}/{s.name}.npz", starts=given.starts, observations=given.observations)
        environment = {**os.environ, "NUMBA_CACHE_DIR": f"{folder}/cache", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", _CHILD, folder, *(s.name for s in subjects)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode != 0:
            raise RuntimeError(f"Numba's process ended with {done.returncode}: {done.stderr[-3000:]}")
        found = []
        for s in subjects:
            with np.load(f"{folder}/{s.name}_answers.npz") as loaded:
                found.append(answer_of(loaded["actions"], loaded["status"]))
        return found


__all__ = ["BUILDS", "Subject", "interpreted", "jitted", "run_c", "run_numba", "subject_of"]
