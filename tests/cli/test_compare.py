"""``ppc compare``: runs, candidates, policy files and models of Stable-Baselines3 on the same episodes."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_harness import PD, ppc

from ppc.promptpo.sb3 import algorithm_of
from tests.cli.recorded import record

PPO = {"clip_range": 0, "n_epochs": 1, "gae_lambda": 1, "vf_coef": 1, "num_timesteps": 4096}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    record(folder / "model", candidates=3)
    return folder


@pytest.fixture
def runs(here: Path, made: Path) -> Path:
    """The working directory with the run ``model``, and ``pd.zip``, a model's zip that says no more than its facts."""
    shutil.copytree(made, here, dirs_exist_ok=True)
    zipped(here / "pd.zip", PPO)
    return here


def zipped(path: Path, data: Any) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("data", json.dumps(data))


def test_a_run_against_its_candidates_and_a_file(runs: Path) -> None:
    found = ppc("compare", "model", "model:r1c1", "pd.py", "model/policy.py", "--episodes", "20", "--json").json
    best, weak, file, copy = found["policies"]
    assert found["env"] == "CartPole-v1" and found["seeds"] == [2_000_000_000, 2_000_000_019]
    assert [p["label"] for p in found["policies"]] == ["model", "model:r1c1", "pd.py", "model/policy.py"]
    assert best["mean_return"] == 500.0 and best["ci95"] == [500.0, 500.0] and best["success_rate"] == 1.0
    assert weak["mean_return"] < 100.0 and weak["worst"] <= weak["mean_return"] and best["engine"] == "native"
    shown = ppc("show", "model", "--json").json["result"]
    assert best["search_steps"] == shown["env_steps"] > weak["search_steps"] > 0 and file["search_steps"] is None
    worse, _, same = found["differences"]
    assert worse["verdict"] == "worse" and worse["excludes_zero"] is True and worse["against"] == "model"
    assert worse["mean"] == pytest.approx(weak["mean_return"] - 500.0) and worse["lost"] == 20
    assert same["verdict"] == "the same" and same["ci95"] == [0.0, 0.0] and copy["mean_return"] == 500.0


def test_a_candidate_is_measured_with_its_tuned_numbers(runs: Path) -> None:
    tuned = ppc("show", "model", "r1c3", "--json").json["tuned"]["program"]
    Path("tuned.py").write_text(tuned)
    found = ppc("compare", "model:r1c3", "tuned.py", "--episodes", "20", "--json").json
    assert found["differences"][0]["verdict"] == "the same"


def test_the_table(runs: Path) -> None:
    done = ppc("compare", "model", "model:r1c1", "--episodes", "20")
    assert done.exit_code == 0 and done.stderr == ""
    first, _, head, one, two, _, against, pair = done.stdout.splitlines()
    assert first == "CartPole-v1, 20 episodes each on the same seeds" and head.split()[:3] == ["policy", "mean", "return"]
    assert one.split()[:2] == ["model", "500"] and "100.0%" in one and two.startswith("model:r1c1")
    assert against.startswith("against model") and pair.endswith("worse") and "0 : 0 : 20" in pair
    assert ppc("compare", "model", "model:r1c1", "--episodes", "20", "--threads", "1").stdout == done.stdout


def test_faults_are_told(runs: Path) -> None:
    Path("nan.py").write_text("class Policy:\n    def act(self, obs):\n        return [float('nan')]\n")
    done = ppc("compare", "swing.py", "nan.py", "--env", "Pendulum-v1", "--episodes", "3")
    assert (
        done.exit_code == 0 and "disqualified" in done.stdout and "nan.py had faults: action_nan in 3 episodes" in done.stderr
    )


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("model",), 2, "at least two"),
        (("pd.py", "pd.py"), 2, "--env"),
        (("model", "pd.py", "--episodes", "2000000000"), 2, "--episodes"),
        (("model", "model:r9c9"), 1, "no candidate"),
        (("model", "sb3:absent.zip"), 1, "no model absent.zip"),
        (("model", "sb3:pd.py"), 1, "no model that Stable-Baselines3 has saved"),
        (("model", "pd.zip"), 1, "sb3:pd.zip"),
        (("model", "swing.py"), 1, "swing.py"),
    ],
)
def test_wrong_arguments(runs: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = ppc("compare", *arguments)
    assert (done.exit_code, done.stdout) == (code, "") and told in done.stderr


def test_runs_of_different_environments_need_a_word(runs: Path) -> None:
    from ppc.promptpo import optimize

    optimize("CartPole-v1", out="other", max_steps=2000, env_kwargs={"sutton_barto_reward": True})
    done = ppc("compare", "model", "other", "--episodes", "3")
    assert done.exit_code == 1 and "another set-up of it" in done.stderr and "--env" in done.stderr
    assert ppc("compare", "model", "other", "--env", "CartPole-v1", "--episodes", "3").exit_code == 0


# -- models of Stable-Baselines3 --------------------------------------------------------------------------


class Loaded:
    """A stand-in for a model: the law of ``pd.py``, in Gymnasium's own arithmetic."""

    def __init__(self, env_id: str = "CartPole-v1", gain: float = 2.0, rate: float = 0.5) -> None:
        import gymnasium

        env = gymnasium.make(env_id)
        self.observation_space, self.action_space, self.gain = env.observation_space, env.action_space, gain
        self.rate = rate
        env.close()

    def predict(self, observation: Any, state: Any = None, episode_start: Any = None, deterministic: bool = False) -> Any:
        assert deterministic and (state is None) == bool(episode_start[0]), "memory starts anew in each episode"
        angle, speed = (float(v) for v in observation[2:4])
        return (1 if self.gain * angle + self.rate * speed > 0 else 0), "memory"


def install(monkeypatch: pytest.MonkeyPatch, model: Any) -> list[tuple[str, str]]:
    """Puts a package in the place of stable_baselines3 whose loaders give ``model``; answers what will be loaded."""
    loaded: list[tuple[str, str]] = []

    def loader(name: str) -> Any:
        def load(path: Path, device: str) -> Any:
            assert device == "cpu"
            loaded.append((name, str(path)))
            if isinstance(model, Exception):
                raise model
            return model

        return SimpleNamespace(load=load)

    package = SimpleNamespace(**{name: loader(name) for name in ("A2C", "DDPG", "DQN", "PPO", "SAC", "TD3")})
    monkeypatch.setitem(sys.modules, "stable_baselines3", package)
    return loaded


def test_a_model_meets_the_very_same_episodes(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = install(monkeypatch, Loaded(rate=0.0))
    Path("weak.py").write_text(PD.replace("0.5", "0.0"))
    found = ppc("compare", "weak.py", "sb3:pd.zip", "--env", "CartPole-v1", "--episodes", "10", "--json").json
    assert loaded == [("PPO", "pd.zip")]
    native, model = found["policies"]
    assert (native["engine"], model["engine"], model["search_steps"]) == ("native", "gymnasium", 4096)
    assert found["differences"][0]["verdict"] == "the same" and found["differences"][0]["tied"] == 10
    assert len({native["mean_return"], native["worst"]}) == 2, "the episodes differ, so that equal ones say something"
    install(monkeypatch, Loaded(rate=0.0))
    worse = ppc("compare", "pd.py", "sb3:pd.zip", "--env", "CartPole-v1", "--episodes", "10", "--json").json
    assert worse["differences"][0]["verdict"] == "worse"


def test_a_model_for_another_task_is_refused(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Loaded("Acrobot-v1"))
    done = ppc("compare", "pd.py", "sb3:pd.zip", "--env", "CartPole-v1", "--episodes", "2")
    assert done.exit_code == 1 and "was trained with the observation space" in done.stderr


def test_a_model_that_cannot_be_loaded_is_one_line(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, RuntimeError("Missing key\nand more"))
    done = ppc("compare", "pd.py", "sb3:pd.zip", "--env", "CartPole-v1", "--episodes", "2")
    assert (done.exit_code, done.stderr) == (1, "error: pd.zip cannot be loaded as ppo: RuntimeError: Missing key\n")


def test_without_the_package_there_is_a_hint(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stable_baselines3", None)
    done = ppc("compare", "model", "sb3:pd.zip", "--episodes", "2")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == "error: pd.zip needs Stable-Baselines3: pip install 'policy-compiler[sb3]'\n"


@pytest.mark.parametrize(
    ("data", "algorithm"),
    [
        (PPO, "ppo"),
        ({"gae_lambda": 1, "vf_coef": 1, "n_steps": 5}, "a2c"),
        ({"exploration_fraction": 0.1, "tau": 1}, "dqn"),
        ({"ent_coef": "auto", "target_entropy": -1}, "sac"),
        ({"policy_delay": 2, "target_policy_noise": 0.2}, "td3"),
        ({**PPO, "policy_class": {"__module__": "sb3_contrib.common.recurrent.policies"}}, None),
        ({"gamma": 0.9}, None),
    ],
)
def test_the_algorithm_is_found_in_the_zip(data: dict[str, Any], algorithm: str | None) -> None:
    assert algorithm_of(data) == algorithm


def test_the_algorithm_can_be_given(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped(runs / "strange.zip", {"gamma": 0.9})
    loaded = install(monkeypatch, Loaded())
    arguments = ("compare", "pd.py", "sb3:strange.zip", "--env", "CartPole-v1", "--episodes", "2")
    assert "give --algorithm" in ppc(*arguments).stderr and not loaded
    assert ppc(*arguments, "--algorithm", "a2c").exit_code == 0 and loaded == [("A2C", "strange.zip")]


@pytest.mark.parametrize("name", ["PPO", "DQN"])
def test_a_real_model(runs: Path, name: str) -> None:
    package = pytest.importorskip("stable_baselines3")
    import gymnasium

    options = {"n_steps": 64} if name == "PPO" else {"learning_starts": 20}
    model = getattr(package, name)("MlpPolicy", gymnasium.make("CartPole-v1"), seed=0, device="cpu", **options)
    model.learn(128).save("real.zip")
    Path("gain.py").write_text(PD.replace("2.0", "9.0"))
    found = ppc("compare", "model", "sb3:real.zip", "gain.py", "--episodes", "5", "--json").json
    assert found["policies"][1]["search_steps"] == 128 and found["policies"][1]["faulty"] == 0
    assert found["differences"][0]["verdict"] in ("worse", "undecided", "the same")
