"""What commands print when all is well: the keys that scripts rely on, and files with the right content."""

from __future__ import annotations

import csv
import importlib.util
import io
import math
import os
import struct
import sys
from pathlib import Path

import numpy as np
import pytest
from cli_harness import PD, ppc, process, tree

from ppc.compiler import compile_policy
from ppc.envs import evaluation_seeds, rollout, signature

EVALUATION = {"env", "episodes", "mean_return", "ci95", "success_rate", "mean_length", "env_steps"}
BENCH = {"env", "engine", "policy", "steps_per_s", "gymnasium_steps_per_s", "ratio_gymnasium", "call_ns", "trajectory_hash"}

FAULTY = """\
class Policy:
    def act(self, obs):
        ratio = 1.0 / (0.0 if obs[2] > 0.05 else 1.0)
        return 1 if obs[2] * ratio > 0 else 0
"""

LOOPS = """\
import numpy as np

class Policy:
    def __init__(self):
        self.gains = np.array([0.5, 1.5])
        self.table = [k * 0.25 for k in range(4)]
        self.total = 0.0

    def act(self, obs):
        n = int(abs(obs[0])) % 3
        while n < 5:
            n = n + 1
        for k in range(3):
            self.total = 0.9 * self.total + self.table[k] * obs[k]
        return [n * self.total + self.gains[0] / obs[1] + self.gains[1]]
"""


FILLING = """
class Policy:
    def __init__(self):
        self.seen = []

    def act(self, obs):
        self.seen.append(obs[2])
        return 1 if self.seen[-1] + 0.3 * obs[3] > 0 else 0
# ppc: capacity=16
"""


def test_evaluation(here: Path) -> None:
    found = ppc("eval", "pd.py", "--env", "CartPole-v1", "--episodes", "20", "--json").json
    assert found.keys() >= EVALUATION
    policy = compile_policy(PD, signature("CartPole-v1"))
    expected = rollout("CartPole-v1", policy, seeds=evaluation_seeds(20))
    assert found["mean_return"] == expected.returns.mean() and found["env_steps"] == expected.lengths.sum()
    assert found["env"] == "CartPole-v1" and found["episodes"] == 20
    low, high = found["ci95"]
    assert low <= found["mean_return"] <= high and 0.0 <= found["success_rate"] <= 1.0
    assert found["faults"] == {}


def test_containers_that_were_full_are_told_with_the_line_that_asks_for_more(here: Path) -> None:
    (here / "filling.py").write_text(FILLING)
    shown = ppc("eval", "filling.py", "--env", "CartPole-v1", "--episodes", "3").stdout
    line = "# ppc: capacity=32 nested=32"
    assert f"end the file with a line {line}" in shown
    (here / "filling.py").write_text(FILLING.replace("# ppc: capacity=16", "# ppc: capacity=512"))
    assert "more room" not in ppc("eval", "filling.py", "--env", "CartPole-v1", "--episodes", "3").stdout


def test_engines_and_threads_agree(here: Path) -> None:
    line = ("eval", "pd.py", "--env", "CartPole-v1", "--episodes", "5", "--seed", "7", "--json")
    native, stepped = (ppc(*line, "--engine", e, "--threads", t).json for e, t in (("native", "2"), ("gymnasium", "1")))
    assert (native.pop("engine"), stepped.pop("engine")) == ("native", "gymnasium")
    assert native == stepped


def test_the_seed_chooses_the_episodes(here: Path) -> None:
    found = [
        ppc("eval", "swing.py", "--env", "Pendulum-v1", "--episodes", "9", *more, "--json").json["mean_return"]
        for more in ((), (), ("--seed", "0"))
    ]
    assert found[0] == found[1] != found[2]


def test_one_episode_has_no_interval(here: Path) -> None:
    assert ppc("eval", "pd.py", "--env", "CartPole-v1", "--episodes", "1", "--json").json["ci95"] == [None, None]


def test_faults_are_counted_and_placed(here: Path) -> None:
    (here / "faulty.py").write_text(FAULTY)
    line = ("eval", "faulty.py", "--env", "CartPole-v1", "--episodes", "12")
    faults = ppc(*line, "--json").json["faults"]
    assert set(faults) == {"zero_division"} and 0 < faults["zero_division"] <= 12
    text = ppc(*line).stdout
    assert f"zero_division in {faults['zero_division']} of 12 episodes" in text and "faulty.py:3:" in text


def test_check_lists_what_is_there(here: Path) -> None:
    (here / "loops.py").write_text(LOOPS)
    line = ("check", "loops.py", "--obs-size", "3", "--action", "box:1[-2,2]")
    found = ppc(*line, "--json").json
    assert found["ok"] is True and found["action"] == "box:1[-2,2]" and found["env"] is None
    assert [p["label"] for p in found["parameters"]][:2] == ["gains[0]", "gains[1]"]
    assert [p["value"] for p in found["parameters"]][:2] == [0.5, 1.5]
    assert found["state"] and any(s["name"].startswith("total") for s in found["state"])
    assert any(not b["proven"] and b["line"] == 11 for b in found["loops"])
    assert {"zero_division", "loop_bound"} & {f["name"] for f in found["faults"]}
    text = ppc(*line).stdout
    for word in ("loops.py compiles", "gains[0]", "total", "assumed", "box:1[-2,2]"):
        assert word in text


def test_check_with_a_task_file(here: Path) -> None:
    (here / "task.toml").write_text(
        'env = "CartPole-v1"\naction = "discrete:2"\nhorizon = 40\n'
        '[[observation]]\nname = "cart"\nsize = 2\n[[observation]]\nname = "pole"\nsize = 2\n'
    )
    found = ppc("check", "pd.py", "--task", "task.toml", "--json").json
    assert [f["name"] for f in found["observation"]] == ["cart", "pole"]
    assert ppc("eval", "pd.py", "--task", "task.toml", "--episodes", "3", "--json").json["mean_length"] <= 40


def test_a_utf8_file_with_a_mark_and_windows_lines(here: Path) -> None:
    (here / "mark.py").write_bytes(b"\xef\xbb\xbf# gr\xc3\xbc\xc3\x9fe\r\n" + PD.replace("\n", "\r\n").encode())
    assert ppc("check", "mark.py", "--env", "CartPole-v1", "--json").json["parameters"][0]["line"] == 4


def read_log(path: Path) -> tuple[list[str], list[list[str]]]:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    return rows[0], rows[1:]


def test_the_log_has_every_step(here: Path) -> None:
    assert ppc("play", "pd.py", "--env", "CartPole-v1", "--csv", "log.csv", "--seed", "3").exit_code == 0
    head, rows = read_log(here / "log.csv")
    names = [f.name for f in signature("CartPole-v1").observation]
    assert head == ["time", *names, "action", "reward", "status"]
    expected = rollout("CartPole-v1", compile_policy(PD, signature("CartPole-v1")), seeds=[3], record=True)
    assert expected.observations is not None and expected.actions is not None
    assert len(rows) == expected.lengths[0]
    seen = np.array([[float(c) for c in r[1:5]] for r in rows])
    assert seen.tobytes() == np.ascontiguousarray(expected.observations[0][:-1]).tobytes()
    assert [int(r[5]) for r in rows] == expected.actions[0][:, 0].astype(int).tolist()
    assert [float(r[0]) for r in rows] == [k * 0.02 for k in range(len(rows))]
    assert {r[7] for r in rows} == {""}


def test_the_log_names_each_steps_faults(here: Path) -> None:
    (here / "faulty.py").write_text(FAULTY)
    ppc("play", "faulty.py", "--env", "CartPole-v1", "--csv", "log.csv", "--episodes", "6")
    head, rows = read_log(here / "log.csv")
    assert head[-2:] == ["status", "episode"] and {r[-1] for r in rows} == {str(k) for k in range(6)}
    angle, status = head.index("pole_angle"), head.index("status")
    for row in rows:
        assert row[status] == ("zero_division" if float(row[angle]) > 0.05 else ""), row


def test_the_log_of_a_vector_action(here: Path) -> None:
    ppc("play", "swing.py", "--env", "Pendulum-v1", "--csv", "log.csv")
    head, rows = read_log(here / "log.csv")
    assert head[0] == "time" and len(head) == 1 + 3 + 1 + 2 and len(rows) == 200
    assert all(-2.0 <= float(r[4]) <= 2.0 for r in rows)


def test_replacing_a_log_needs_force(here: Path) -> None:
    line = ("play", "pd.py", "--env", "CartPole-v1", "--csv", "log.csv", "--json")
    assert ppc(*line).json["written"] == "log.csv"
    assert ppc(*line).exit_code == 1
    assert ppc(*line, "--force").exit_code == 0
    assert sorted(p.name for p in here.iterdir()) == ["log.csv", "pd.py", "swing.py"]


def test_play_without_an_option_tells_how_episodes_end(here: Path) -> None:
    found = ppc("play", "pd.py", "--env", "CartPole-v1", "--episodes", "3", "--json").json
    assert len(found["episodes"]) == 3
    assert found["episodes"][0].keys() == {"seed", "return", "length", "terminated", "truncated", "faults"}


@pytest.mark.skipif(
    any(importlib.util.find_spec(p) is None for p in ("imageio", "imageio_ffmpeg", "pygame")), reason="needs the extra video"
)
def test_a_film(here: Path) -> None:
    (here / "short.py").write_text("class Policy:\n    def act(self, obs):\n        return 1\n")
    done = ppc("play", "short.py", "--env", "CartPole-v1", "--video", "film.mp4")
    assert done.exit_code == 0, done.stderr
    assert (here / "film.mp4").read_bytes()[4:8] == b"ftyp"
    assert sorted(p.name for p in here.iterdir()) == ["film.mp4", "pd.py", "short.py", "swing.py"]


def test_a_film_without_imageio_says_what_to_install(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ppc.cli.video.find_spec", lambda name: None)
    done = ppc("play", "pd.py", "--env", "CartPole-v1", "--video", "film.mp4")
    assert done.exit_code == 3 and "policy-compiler[video]" in done.stderr and len(done.stderr.splitlines()) == 1


def test_tuning_writes_a_policy(here: Path) -> None:
    (here / "weak.py").write_text(PD.replace("0.5", "0.02"))
    line = ("tune", "weak.py", "--env", "CartPole-v1", "--max-steps", "30000", "--seed", "1", "--json")
    found = ppc(*line).json
    assert found["out"] == "weak_tuned.py" and found["improved"]
    assert found["after"]["mean_return"] > found["before"]["mean_return"]
    tuned = (here / "weak_tuned.py").read_text()
    values = [p.value for p in compile_policy(tuned, signature("CartPole-v1")).parameters]
    assert values == [p["after"] for p in found["parameters"]]
    assert ppc(*line).exit_code == 1, "the tuned file must not be overwritten"
    (here / "weak_tuned.py").write_text("gone")
    ppc(*line, "--force")
    assert (here / "weak_tuned.py").read_text() == tuned


@pytest.mark.parametrize("what", [("CartPole-v1",), ("pd.py", "--env", "Pendulum-v1"), ("--env", "CartPole-v1")])
def test_bench(here: Path, what: tuple[str, ...]) -> None:
    (here / "pd.py").write_text("class Policy:\n    def act(self, obs):\n        return [0.5 * obs[0]]\n")
    found = ppc("bench", *what, "--seconds", "0.02", "--json").json
    assert found.keys() >= BENCH and found["call_ns"].keys() >= {"python_median", "c_median"}
    assert found["gymnasium_hash_equal"] is True
    assert math.isclose(found["ratio_gymnasium"], found["steps_per_s"] / found["gymnasium_steps_per_s"])
    assert found["policy"] == ("pd.py" if "pd.py" in what else "reference-linear")


@pytest.mark.parametrize("env_id", ["Acrobot-v1", "Pendulum-v1", "MountainCarContinuous-v0", "MountainCar-v0"])
def test_the_reference_policy_acts_in_different_ways(env_id: str) -> None:
    from ppc.cli.reference_policy import reference_policy

    policy = compile_policy(reference_policy(signature(env_id)), signature(env_id))
    result = rollout(env_id, policy, seeds=range(3), record=True)
    assert result.actions is not None and not result.status.any()
    assert len({struct.pack("d", a) for a in result.actions[0][:, 0]}) > 1


def test_environments_and_targets(here: Path) -> None:
    found = ppc("envs", "--json").json["environments"]
    assert {"CartPole-v1", "Pendulum-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1", "FrozenLake-v1"} <= {
        e["env"] for e in found
    }
    assert all(e["engine"] in ("native", "mujoco") and e["observation"] and e["action"] for e in found)
    assert "CliffWalking-v1" in ppc("envs", "--all", "--json").json["gymnasium"]
    assert "CliffWalking-v1" in ppc("envs", "--all").stdout and "CliffWalking-v1" not in ppc("envs").stdout
    assert {t["name"] for t in ppc("targets", "--json").json["targets"]} == {"numba", "c", "onnx"}


def test_no_runs_is_no_error(here: Path) -> None:
    assert ppc("runs", "--json").json["runs"] == []
    done = ppc("runs")
    assert done.exit_code == 0 and done.stdout == "" and "ppc optimize" in done.stderr
    assert sorted(tree(here)) == ["pd.py", "swing.py"]


def test_an_environment_that_prints_does_not_break_the_object(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "chatty_environment.py").write_text(
        "import gymnasium\n"
        "from gymnasium.envs.classic_control import CartPoleEnv\n"
        "print('imported')\n"
        "class Chatty(CartPoleEnv):\n"
        "    def reset(self, **options):\n"
        "        print('reset')\n"
        "        return super().reset(**options)\n"
        "gymnasium.register('Chatty-v0', Chatty, max_episode_steps=20)\n"
    )
    monkeypatch.syspath_prepend(str(here))
    done = ppc("eval", "pd.py", "--env", "chatty_environment:Chatty-v0", "--episodes", "2", "--json")
    assert done.json["engine"] == "gymnasium" and done.json["mean_length"] <= 20


def test_a_window_without_pygame_says_what_to_install(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygame", None)
    done = ppc("play", "pd.py", "--env", "CartPole-v1", "--render")
    assert done.exit_code == 3 and "policy-compiler[classic]" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_policy_cannot_steer_the_terminal(here: Path) -> None:
    (here / "steer.py").write_text("class Policy:\n    def act(self, obs):\n        return oops  # \x1b[2J\n")
    done = process("check", "steer.py", "--env", "CartPole-v1", cwd=here)
    assert done.exit_code == 1 and "oops" in done.stderr and "\x1b" not in done.stderr


def test_a_name_that_is_no_text(here: Path) -> None:
    name = os.fsdecode(b"\xff.py")
    for more in ((), ("--json",)):
        done = process("check", name, "--env", "CartPole-v1", *more, cwd=here)
        assert done.exit_code == 1 and "Traceback" not in done.stderr
    assert done.json["error"]["kind"] == "missing"


def test_a_terminal_without_unicode(here: Path) -> None:
    (here / "größe.py").write_text(PD)
    done = process("check", "größe.py", "--env", "CartPole-v1", cwd=here, PYTHONIOENCODING="ascii")
    assert done.exit_code == 0 and "compiles" in done.stdout and done.stderr == ""
