"""From a task to a verified artifact, and what Ctrl-C, pipes and full disks do."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli_harness import command, ppc, process, tree

RUN = "runs/cartpole-v1-1"


def test_optimize_answers_with_the_best(optimised: Path) -> None:
    found = json.loads((optimised / "stdout.json").read_text())
    assert found["run"] == RUN and found["env"] == "CartPole-v1" and found["seed"] == 0
    assert found["best"] in {c["name"] for c in found["candidates"]}
    assert found["mean_return"] > 100 and found["ci95"][0] <= found["mean_return"] <= found["ci95"][1]
    assert {"reason", "summary", "success_rate", "mean_length", "episodes", "env_steps", "seconds", "finished"} <= found.keys()
    assert (optimised / found["policy"]).is_file()


def test_progress_goes_to_stderr_and_the_table_to_stdout(here: Path) -> None:
    done = process("optimize", "CartPole-v1", "--max-steps", "2000", "--out", "elsewhere", cwd=here)
    assert done.exit_code == 0, done.stderr
    assert "screening" in done.stderr and "ppc export elsewhere --target numba" in done.stderr
    assert "candidate" in done.stdout and "linear" in done.stdout and "mean return" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    quiet = process("optimize", "CartPole-v1", "--resume", "--out", "elsewhere", "--quiet", "--json", cwd=here)
    assert quiet.exit_code == 0 and quiet.stderr == ""
    assert quiet.json["finished"] is True and quiet.json["run"] == "elsewhere"


def test_runs_and_show(with_run: Path, optimised: Path) -> None:
    best = json.loads((optimised / "stdout.json").read_text())
    (with_run / "runs" / "broken").mkdir()
    (with_run / "runs" / "broken" / "journal.jsonl").write_text("{}\n")
    listed = ppc("runs", "--json").json
    assert listed["damaged"] == ["runs/broken"]
    (run,) = listed["runs"]
    assert run["run"] == RUN and run["mean_return"] == best["mean_return"] and run["status"] == "finished"
    done = ppc("runs")
    assert RUN in done.stdout and "runs/broken" in done.stderr
    shown = ppc("show", RUN, "--json").json
    assert shown["result"]["mean_return"] == best["mean_return"] and shown["candidates"] == best["candidates"]
    assert ppc("show", "--json").json == shown, "the latest run is the default"
    assert "class Policy" in ppc("show").stdout


def test_the_latest_run_is_the_default(with_run: Path) -> None:
    named, latest = (ppc("eval", *w, "--episodes", "10", "--json").json for w in ((RUN,), ()))
    assert named == latest and named["policy"] == RUN
    file = ppc("eval", f"{RUN}/policy.py", "--env", "CartPole-v1", "--episodes", "10", "--json").json
    assert file["mean_return"] == named["mean_return"], "policy.py in the run's folder is the same policy"
    assert ppc("bench", "--seconds", "0.02", "--json").json["policy"] == RUN
    assert ppc("play", "--csv", "log.csv").exit_code == 0 and (with_run / "log.csv").stat().st_size > 1000


def test_a_run_in_another_environment(with_run: Path) -> None:
    found = ppc("eval", RUN, "--env-kwargs", '{"sutton_barto_reward": true}', "--episodes", "3", "--json").json
    assert found["engine"] == "gymnasium" and found["mean_return"] <= 0.0


@pytest.mark.parametrize("target", ["c", "numba", "onnx"])
def test_export_and_verify(with_run: Path, target: str) -> None:
    if target == "onnx":
        pytest.importorskip("onnxruntime")
    if target == "c" and not any(map(shutil.which, ("cc", "gcc", "clang"))):
        pytest.skip("needs a C compiler")
    exported = ppc("export", "--target", target, "--json").json
    folder = with_run / "artifacts" / "cartpole-v1" / target
    assert exported["artifact"] == f"artifacts/cartpole-v1/{target}" and exported["name"] == "cartpole_v1"
    assert set(exported["files"]) == {p.name for p in folder.iterdir()}
    first = tree(folder)
    provenance = json.loads(first["manifest.json"])["provenance"]
    assert provenance["env"] == "CartPole-v1" and provenance["held_out"]["mean_return"] > 100
    assert str(with_run).encode() not in b"".join(first.values())
    ppc("export", "--target", target, "--json")
    assert tree(folder) == first, "two exports are the same bytes"

    verified = ppc("verify", exported["artifact"], "--json")
    assert verified.exit_code == 0 and verified.json["ok"] is True and verified.json["passed"] > 0
    assert "verified" in ppc("verify", exported["artifact"]).stdout
    assert tree(folder) == first, "verifying writes nothing"

    victim = folder / next(n for n in exported["files"] if n.startswith("cartpole_v1."))
    victim.write_bytes(victim.read_bytes() + b"\n")
    tampered = ppc("verify", exported["artifact"])
    assert tampered.exit_code == 1 and victim.name in tampered.stderr and len(tampered.stderr.splitlines()) == 1
    document = ppc("verify", exported["artifact"], "--json")
    assert document.exit_code == 1 and document.json["ok"] is False and document.json["error"]["kind"] == "mismatch"


def test_a_wrong_constant_with_a_right_hash_does_not_verify(with_run: Path) -> None:
    import hashlib

    folder = with_run / "out"
    ppc("export", "--target", "numba", "--out", folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    text = (folder / "cartpole_v1.py").read_text()
    pinned = next(p["value"] for p in manifest["parameters"] if p["label"] == "weights[2]")
    assert repr(pinned) in text
    changed = text.replace(repr(pinned), repr(-pinned))
    (folder / "cartpole_v1.py").write_text(changed)
    manifest["files"]["cartpole_v1.py"] = hashlib.sha256(changed.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    done = ppc("verify", folder, "--json")
    assert done.exit_code == 1 and done.json["failed"] > 0


def test_export_of_a_file_with_options(here: Path) -> None:
    line = ("export", "swing.py", "--obs-size", "3", "--action", "box:1[-2,2]", "--target", "c", "--json")
    assert ppc(*line).json["artifact"] == "artifacts/swing/c"
    found = ppc(*line, "--out", "out", "--name", "My Swing", "--safe-action", "-0.5", "--on-fault", "hold", "--dt", "0.01").json
    assert found["name"] == "my_swing" and {"my_swing.c", "my_swing.h"} <= set(found["files"])
    interface = json.loads((here / "out" / "manifest.json").read_text())["interface"]
    assert (interface["safe_action"], interface["on_fault"], interface["dt"]) == ([-0.5], "hold", 0.01)


def test_force_keeps_what_else_is_there(here: Path) -> None:
    (here / "mine").mkdir()
    (here / "mine" / "notes.txt").write_text("keep me")
    line = ("export", "pd.py", "--env", "CartPole-v1", "--target", "numba", "--out", "mine")
    assert ppc(*line).exit_code == 1
    assert ppc(*line, "--force").exit_code == 0
    assert (here / "mine" / "notes.txt").read_text() == "keep me" and (here / "mine" / "manifest.json").exists()


def interrupted(folder: Path, after: str, *more: str) -> tuple[int, dict[str, Any], str]:
    """``optimize`` with a SIGINT as soon as stderr tells of the phase ``after``."""
    line = command("optimize", "Pendulum-v1", "--out", "run", "--json", *more)
    with subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stderr is not None
        seen = ""
        for text in running.stderr:
            seen += text
            if f" {after}:" in text:
                running.send_signal(signal.SIGINT)
                break
        seen += running.stderr.read()
        out = running.stdout.read()
        code = running.wait()
    return code, json.loads(out), seen


def test_ctrl_c_ends_with_the_best_so_far(here: Path) -> None:
    code, found, stderr = interrupted(here, "racing")
    assert code == 0, found
    assert found["reason"] == "interrupted" and found["finished"] is False
    assert found["best"] and found["mean_return"] < 0
    assert "Traceback" not in stderr
    assert ppc("eval", "run", "--episodes", "5", "--json").exit_code == 0
    assert ppc("show", "run", "--json").json["status"] == "interrupted"


def test_a_cap_is_no_failure(here: Path) -> None:
    found = ppc("optimize", "CartPole-v1", "--max-steps", "500", "--quiet", "--json")
    assert found.exit_code == 0 and found.json["reason"] in ("max_steps", "perfect")


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    with subprocess.Popen(command("envs", "--all"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_full_disk_is_one_line(tmp_path: Path, more: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command("targets", *more), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 1 and "No space left" in done.stderr


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code, and what a terminal is told on stderr."""
    parent, child = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with open(os.devnull, "w") as nowhere:
        running = subprocess.Popen(
            command(*arguments), cwd=folder, stdout=nowhere, stderr=child, env={**clean, "TERM": "xterm", **environment}
        )
    os.close(child)
    shown = b""
    with contextlib.suppress(OSError):  # a terminal that nobody writes to any more ends so
        while piece := os.read(parent, 65536):
            shown += piece
    os.close(parent)
    return running.wait(), shown.decode()


def test_progress_on_a_terminal(here: Path) -> None:
    code, shown = on_a_terminal(here, "optimize", "CartPole-v1", "--max-steps", "2000")
    assert code == 0 and "best so far" in shown and "steps/s" in shown and "Traceback" not in shown


def test_resume_starts_what_is_not_there(here: Path) -> None:
    line = ("optimize", "CartPole-v1", "--max-steps", "500", "--resume", "--quiet", "--json")
    first, second = ppc(*line).json, ppc(*line).json
    assert first == second and first["run"] == RUN


def test_colour_is_for_terminals(here: Path) -> None:
    """On a terminal there is colour, with NO_COLOR there is none."""
    (here / "bad.py").write_text("gain = 3.0\n")
    line = ("check", "bad.py", "--env", "CartPole-v1")
    code, shown = on_a_terminal(here, *line)
    assert code == 1 and "PPC005" in shown and "\x1b[" in shown
    code, shown = on_a_terminal(here, *line, NO_COLOR="1")
    assert code == 1 and "PPC005" in shown and "\x1b[" not in shown


def test_a_run_exports_without_its_task_file(here: Path) -> None:
    (here / "task.toml").write_text(
        'env = "CartPole-v1"\nname = "my-cart"\naction = "discrete:2"\nhorizon = 60\ndt = 0.04\n'
        '[[observation]]\nname = "cart"\nsize = 2\n[[observation]]\nname = "pole"\nsize = 2\n'
    )
    done = ppc("optimize", "--task", "task.toml", "--max-steps", "3000", "--out", "mine", "--quiet", "--json")
    assert done.exit_code == 0, done
    (here / "task.toml").unlink()
    assert ppc("export", "mine", "--target", "numba", "--json").json["artifact"] == "artifacts/my-cart/numba"
    interface = json.loads((here / "artifacts/my-cart/numba/manifest.json").read_text())["interface"]
    assert interface["dt"] == 0.04 and [f["name"] for f in interface["observation"]["fields"]] == ["cart", "pole"]
    lost = ppc("eval", "mine")
    assert lost.exit_code == 1 and "task.toml" in lost.stderr and len(lost.stderr.splitlines()) == 1


def test_a_run_without_a_result(with_run: Path) -> None:
    journal = with_run / RUN / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:4]))
    for line in ("eval", "export --target c", "play", "bench"):
        done = ppc(*line.split())
        assert done.exit_code == 3 and f"ppc optimize --resume --out {RUN}" in done.stderr
    assert ppc("runs", "--json").json["runs"][0]["status"] == "unfinished"
    assert ppc("show", "--json").json["result"] is None
    assert "unfinished" in ppc("show").stdout
    resumed = ppc("optimize", "--resume", "--quiet", "--json")
    assert resumed.exit_code == 0 and resumed.json["finished"]


def test_a_run_resumes_to_the_same_end(with_run: Path, optimised: Path) -> None:
    journal = with_run / RUN / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-4]))
    found = ppc("optimize", "--resume", "--quiet", "--json").json
    whole = json.loads((optimised / "stdout.json").read_text())
    for changing in (found, whole):
        changing.pop("seconds")
    assert found == whole
