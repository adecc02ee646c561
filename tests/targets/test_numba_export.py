"""The Numba target: random programs give the interpreter's bits; the module's own interface."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ppc.compiler import Signature, compile_policy
from ppc.targets import export, write_bundle
from ppc.targets.numba import export as export_numba
from ppc.targets.vectors import make_vectors
from tests.targets.target_programs import artifact_of, pd_policy, random_program, switch_policy

DRIVER = """
import importlib, sys
sys.path[:0] = sys.argv[1:]
for folder in sys.argv[1:]:
    module = importlib.import_module("random_" + folder.rsplit("/", 1)[1])
    module.selftest(folder + "/vectors.csv")
"""


def python(code: str, *arguments: str, cache: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"NUMBA_CACHE_DIR": str(cache), "PATH": "/usr/bin:/bin", "HOME": str(cache)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_random_programs_give_the_reference_bits(tmp_path: Path) -> None:
    folders = []
    for seed in range(3000, 3005):
        program, signature = random_program(seed)
        artifact = artifact_of(program, signature)
        vectors = make_vectors(program, artifact.values, signature, artifact.action_fields)
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / "vectors.csv").write_text(vectors.text())
        for name, text in export_numba(artifact, vectors).items():
            (folder / name).write_text(text)
        folders.append(str(folder))
    output = python(DRIVER, *folders, cache=tmp_path)
    assert output == "320 passed, 0 failed\n" * len(folders)


def test_module_interface(tmp_path: Path) -> None:
    write_bundle(export(pd_policy(), "numba"), tmp_path / "pd")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path / "pd")!r})
import pole_pd as m
assert m.KP == 12.5 and m.DT == 0.02 and m.ACTION[0][2] == "N\\u00b7m"
m.reset()
first = m.act([0.1, 0.0])
assert first.dtype == float and first.shape == (1,) and first[0] == -1.75, first
second = m.act((0.1, 0.0))
assert second[0] == -1.25 and first[0] == -1.75
assert m.status == 0
m.act([float("nan"), 0.0])
assert m.status == m.FAULT_ACTION_NAN
m.act([0.0, 0.0])
assert m.status & m.FAULT_ACTION_NAN
m.reset()
assert m.status == 0 and m.act([0.1, 0.0])[0] == -1.75
one, two = m.Controller(), m.Controller()
one.act([0.1, 0.0])
assert one.act([0.1, 0.0])[0] == -1.25 and two.act([0.1, 0.0])[0] == -1.75
try:
    m.act([0.1])
except ValueError as error:
    assert "2 elements, not 1" in str(error)
else:
    raise SystemExit("a short observation passed")
"""
    python(code, cache=tmp_path)


def test_discrete_action_is_an_int(tmp_path: Path) -> None:
    write_bundle(export(switch_policy(), "numba"), tmp_path / "switch")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path / "switch")!r})
import switch_policy as m
assert type(m.act([1.0])) is int and m.act([1.0]) == 2 and m.CHOICES[m.act([0.0])] == "left"
"""
    python(code, cache=tmp_path)


def test_a_long_chain_of_branches_compiles(tmp_path: Path) -> None:
    """Numba follows branches recursively, beyond Python's usual limit for some two hundred of them."""
    branches = "\n".join(f"        x = x + {k}.5 if obs[0] > {k}.0 else x * 0.5" for k in range(600))
    source = f"class Policy:\n    def act(self, obs):\n        x = 0.0\n{branches}\n        return x\n"
    policy = compile_policy(source, Signature(1, "box:1"), name="policy")
    write_bundle(export(policy, "numba"), tmp_path / "long")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path / "long")!r})
limit = sys.getrecursionlimit()
import policy as m
assert sys.getrecursionlimit() == limit
print(m.selftest({str(tmp_path / "long" / "vectors.csv")!r}))
"""
    assert python(code, cache=tmp_path).splitlines()[-1] == "True"
