"""The C target: random programs give the interpreter's bits under every compiler setting, without a warning."""

from __future__ import annotations

import math
import random
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from ppc.compiler import Signature, compile_policy
from ppc.targets import export
from ppc.targets.c import export as export_c
from ppc.targets.c_helpers import HELPERS, with_needs
from ppc.targets.vectors import make_vectors
from tests.targets.target_programs import artifact_of, pd_policy, random_program, switch_policy

CC = shutil.which("gcc")
pytestmark = pytest.mark.skipif(CC is None, reason="needs gcc")
STRICT = ["-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"]
BUILDS = {
    "c99": ["gcc", "-std=c99", "-O2", *STRICT],
    "c++11": ["g++", "-x", "c++", "-std=c++11", "-O1", "-Wall", "-Wextra", "-pedantic", "-Werror"],
    "O0": ["gcc", "-O0"],
    "native": ["gcc", "-std=gnu99", "-O3", "-march=native"],
    "portable sqrt": ["gcc", "-std=c99", "-O3", "-DPORTABLE_SQRT", *STRICT],
}


def write(seed: int, folder: Path) -> Path:
    program, signature = random_program(seed)
    artifact = artifact_of(program, signature)
    vectors = make_vectors(program, artifact.values, signature, artifact.action_fields)
    folder.mkdir()
    for name, text in export_c(artifact, vectors).items():
        (folder / name).write_text(text)
    return folder / f"{artifact.name}.c"


def run(build: list[str], source: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Builds the selftest beside ``source`` without libm and runs it."""
    program = source.with_suffix(".out")
    command = [*build, *more, source.name, "selftest.c", "-o", program.name]
    built = subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return subprocess.run([str(program)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", BUILDS)
def test_random_programs_give_the_reference_bits(name: str, tmp_path: Path) -> None:
    for seed in range(1000, 1018) if name == "c99" else range(2000, 2006):
        done = run(BUILDS[name], write(seed, tmp_path / str(seed)))
        assert done.stdout == "320 passed, 0 failed\n", (seed, done.stdout)
        assert done.returncode == 0


def files_of(policy: object, folder: Path) -> Path:
    bundle = export(policy, "c")  # type: ignore[arg-type]
    folder.mkdir()
    for name, content in bundle.files.items():
        (folder / name).write_bytes(content)
    return folder / f"{bundle.name}.c"


def test_header_names_fields_units_and_bounds(tmp_path: Path) -> None:
    header = files_of(pd_policy(), tmp_path / "pd").with_suffix(".h").read_text()
    assert "double angle; /* rad, [-3.2, 3.2]: of the pole */" in header
    assert "double torque; /* N*m, [-2.0, 2.0] */" in header
    assert "#define POLE_PD_DT 0.02 /* s" in header
    assert "#define POLE_PD_RATE 50.0 /* Hz */" in header
    assert "#define POLE_PD_TORQUE_MIN (-2.0)" in header
    assert "uint32_t pole_pd_step(pole_pd_state *state, const pole_pd_in *in, pole_pd_out *out);" in header


def test_source_reads_like_the_policy(tmp_path: Path) -> None:
    source = files_of(pd_policy(), tmp_path / "pd").read_text()
    assert "static const double kp = 12.5; /* kp, line 3 */" in source
    assert "/* 9: u = self.kp * error + self.kd * (error - self.last) / 0.02 */" in source
    assert "const double u = kp * error + kd * ((error - state->last) / 0.02);" in source
    for word in ("malloc", "stdio", "printf", "string.h>\n#include"):
        assert word not in source


def test_discrete_action_is_an_enum(tmp_path: Path) -> None:
    source = files_of(switch_policy(), tmp_path / "switch")
    header = source.with_suffix(".h").read_text().replace("\n", " ")
    assert "enum switch_policy_action {     SWITCH_POLICY_LEFT = 0,     SWITCH_POLICY_COAST = 1," in header
    assert run(BUILDS["c99"], source).returncode == 0


def test_object_needs_no_library(tmp_path: Path) -> None:
    source = write(1003, tmp_path / "p")
    subprocess.run(["gcc", "-std=c99", "-O2", "-c", source.name, "-o", "p.o"], cwd=source.parent, check=True)
    symbols = subprocess.run(["nm", "-u", "p.o"], cwd=source.parent, capture_output=True, text=True, check=True)
    assert symbols.stdout.split() == []


def test_fused_multiply_add_does_not_change_the_bits(tmp_path: Path) -> None:
    source = files_of(pd_policy(), tmp_path / "pd")
    done = run(["gcc", "-std=gnu99", "-O3", "-mfma", "-ffp-contract=fast"], source)
    if done.returncode < 0:
        pytest.skip("this processor has no fused multiply-add")
    assert done.returncode == 0, done.stdout


MIXED = """
import numpy as np

class Policy:
    def act(self, obs):
        mix = np.array([[0.3, 0.9], [0.1, 1.13], [0.7, -0.4]]) @ -np.array([[1.0, 7.0], [2.3, -2.5]])
        totals = (mix * np.clip(obs[:2], -1.0, 2.0)).sum(axis=0)
        return totals[int(abs(obs[2])) % 2]
"""


def test_products_in_neighbouring_lanes_are_not_fused(tmp_path: Path) -> None:
    """gcc's vectorizer makes vfmaddsub of them, whatever fp-contract says."""
    source = files_of(compile_policy(MIXED, Signature(3, "box:1")), tmp_path / "mixed")
    for build in (BUILDS["native"], ["gcc", "-std=c99", "-O3", "-march=native", "-ffp-contract=off"]):
        done = run(build, source)
        assert done.returncode == 0, done.stdout


def test_fast_math_is_refused(tmp_path: Path) -> None:
    source = files_of(pd_policy(), tmp_path / "pd")
    command = ["gcc", "-ffast-math", "-c", source.name]
    built = subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=False)
    assert built.returncode != 0
    assert "-ffast-math" in built.stderr


def test_selftest_fails_when_the_source_changes(tmp_path: Path) -> None:
    source = files_of(pd_policy(), tmp_path / "pd")
    source.write_text(source.read_text().replace("kp = 12.5;", "kp = 12.500000000000002;"))
    done = run(BUILDS["c99"], source)
    assert done.returncode == 1
    assert "differs" in done.stdout
    assert not done.stdout.endswith(" 0 failed\n")


def test_makefile_builds_and_tests(tmp_path: Path) -> None:
    source = files_of(pd_policy(), tmp_path / "pd")
    done = subprocess.run(["make", "test"], cwd=source.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "320 passed, 0 failed" in done.stdout


def test_portable_sqrt_is_correctly_rounded(tmp_path: Path) -> None:
    rng = random.Random(3)
    numbers = [0.0, -0.0, -1.0, math.inf, -math.inf, math.nan, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]
    numbers += [struct.unpack("<d", struct.pack("<Q", rng.getrandbits(63)))[0] for _ in range(20_000)]
    numbers += [float(n * n) for n in range(1, 2000)] + [math.nextafter(float(n * n), 0.0) for n in range(1, 2000)]
    code = [
        "#include <stdint.h>", "#include <stdio.h>", "#include <inttypes.h>", "#define COPY_BYTES __builtin_memcpy",
        *(HELPERS[h][1] for h in with_needs({"f64_sqrt"})),
        "int main(void) { uint64_t n; double x; while (scanf(\"%\" SCNx64, &n) == 1) { COPY_BYTES(&x, &n, 8);",
        "x = f64_sqrt(x); COPY_BYTES(&n, &x, 8); printf(\"%016\" PRIx64 \"\\n\", n); } return 0; }",
    ]  # fmt: skip
    (tmp_path / "s.c").write_text("\n".join(code))
    subprocess.run(["gcc", "-O2", "-DPORTABLE_SQRT", "s.c", "-o", "s"], cwd=tmp_path, check=True)
    text = "\n".join(struct.pack(">d", x).hex() for x in numbers)
    found = subprocess.run([str(tmp_path / "s")], input=text, capture_output=True, text=True, check=True).stdout.split()
    for x, bits in zip(numbers, found, strict=True):
        root = struct.unpack(">d", bytes.fromhex(bits))[0]
        expected = math.sqrt(x) if x >= 0.0 else (x if x == 0.0 else math.nan)
        assert struct.pack(">d", root) == struct.pack(">d", expected) or (root != root and expected != expected), x


def test_report_tells_what_a_reviewer_asks(tmp_path: Path) -> None:
    report = (files_of(pd_policy(), tmp_path / "pd").parent / "REPORT.md").read_text()
    assert "| `kp` | `kp` | 12.5 | 0x1.9000000000000p+3 | 3 |" in report
    assert "8 bytes a controller." in report
    assert "`POLE_PD_FAULT_ACTION_NAN`" in report
    assert "| `pole_pd_step` |" in report
    program, signature = random_program(1003)
    artifact = artifact_of(program, signature)
    loops = export_c(artifact, make_vectors(program, artifact.values, signature, artifact.action_fields))["REPORT.md"]
    assert "assumed; reaching it is the fault loop_bound" in loops
