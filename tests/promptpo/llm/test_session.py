"""Whole runs with a model: the method's switches, caps, failing endpoints, replays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ppc.promptpo import OptimizeError, Progress, Result, Run, optimize
from ppc.promptpo.journal import JournalError, read_events
from ppc.promptpo.llm.messages import EndpointError
from ppc.promptpo.llm.method import DEFAULT, METHODS
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.report import rounds, spending
from tests.promptpo.llm.killable import SMALL
from tests.promptpo.llm.loopback import Loopback, Play, error, reply
from tests.promptpo.llm.scripted import Scripted, from_files

FEEDBACK = """```python
class Feedback:
    def __init__(self):
        self.steps = 0

    def step(self, obs, action, reward):
        self.steps += 1

    def summary(self):
        return {"steps": self.steps}
```"""


def policy(body: str) -> str:
    return f"```python\nclass Policy:\n    def act(self, obs):\n        {body}\n```"


def run(
    folder: Path, url: str, method: str = "default", env_id: str = "CartPole-v1", switches: dict[str, Any] | None = None,
    resume: bool = False, progress: Callable[[Progress], None] | None = None, **settings: Any,
) -> Result:  # fmt: skip
    chosen = replace(METHODS[method], **{"rounds": 2, "candidates": 2, "repairs": 1, "episodes": 2, **(switches or {})})
    model = ModelSettings("middling", base_url=url, **{"retries": 0, "concurrency": 2, **settings})
    return optimize(env_id, out=folder, llm=model, method=chosen, budget=SMALL, resume=resume, progress=progress)


def by_key(folder: Path, answer: Callable[[str], str]) -> Scripted:
    return Scripted(folder, lambda key: FEEDBACK if key.startswith("feedback") else answer(key))


def text_of(folder: Path, key: str) -> str:
    """The prompt that was sent under ``key``."""
    event = next(e for e in read_events(folder) if e.key == f"prompt/{key}")
    return "\n".join(m["content"] for m in event.data["messages"])


def test_the_published_method_keeps_memory_shows_every_winner_and_returns_the_last(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    good = policy("return 1 if obs[2] + 0.3 * obs[3] > 0 else 0")
    weak = policy("return 1 if obs[2] > 0 else 0")
    script = by_key(
        folder, lambda k: "It fell to the left." if "reflection" in k else good if k.startswith("round/1") else weak
    )
    with Loopback(script) as server:
        result = run(folder, server.url, "paper", switches={"rounds": 3})
    assert result.name == "r3c1"
    assert result.best_ever is not None and result.best_ever["name"] == "r1c1" and result.best_ever["mean_return"] == 500.0
    assert result.mean_return < 100.0
    assert not [e for e in read_events(folder) if e.kind in ("explore", "generation", "duel", "selection")]
    third = text_of(folder, "round/3/candidate/1/attempt/0")
    assert third == text_of(folder, "round/3/candidate/2/attempt/0")
    for told in ("0.3 * obs[3]", "1 if obs[2] > 0 else 0", "It fell to the left."):
        assert told in third
    assert "It fell" not in text_of(folder, "round/1/candidate/1/attempt/0")
    assert len([k for k in script.seen if "reflection" in k]) == 2


def test_memory_lives_on_in_the_published_method_only(tmp_path: Path) -> None:
    # The second episode gets the other action, if the first is remembered.
    body = "self.n = 0\n\n    def act(self, obs):\n        self.n += 1\n        return 1 if self.n > 10 else 0"
    source = f"```python\nclass Policy:\n    def __init__(self):\n        {body}\n```"
    lengths = {}
    for method in ("default", "paper"):
        folder = tmp_path / method
        with Loopback(by_key(folder, lambda k: source)) as server:
            run(folder, server.url, method, switches={"rounds": 1, "candidates": 1, "tune": False, "episodes": 3})
        trial = next(e for e in read_events(folder) if e.kind == "trial")
        lengths[method] = trial.data["lengths"]
    assert lengths["paper"] != lengths["default"]
    assert max(lengths["paper"][1:]) <= 10 < max(lengths["default"])


def test_repairs_see_the_diagnostic_and_the_fault_but_no_history(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    def answer(key: str) -> str:
        if "reflection" in key:
            return "Use the velocity as well."
        if key.endswith("attempt/0"):
            return policy("return unknown_name") if "candidate/1" in key else policy("return [0, 1][int(obs[2] * 0) + 2]")
        return policy("return 1 if obs[2] > 0 else 0") if "candidate/1" in key else policy("return 1 if obs[3] > 0 else 0")

    with Loopback(by_key(folder, answer)) as server:
        run(folder, server.url, switches={"tune": False})
    compile_error = text_of(folder, "round/2/candidate/1/attempt/1")
    assert "unknown_name" in compile_error and "^" in compile_error
    fault = text_of(folder, "round/2/candidate/2/attempt/1")
    assert "index" in fault and "step 0" in fault and "pole_angle" in fault
    for prompt in (compile_error, fault):
        assert "Use the velocity" not in prompt


def test_a_run_without_one_sound_candidate_ends_early_with_the_cause(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    script = by_key(folder, lambda k: policy("return unknown_name"))
    with Loopback(script) as server, pytest.raises(OptimizeError, match=r"no candidate of round 1 runs.*unknown_name"):
        run(folder, server.url, switches={"rounds": 9})
    assert len(script.seen) == 1 + 2 * 2


def test_nothing_that_faults_or_returns_nan_wins(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    def answer(key: str) -> str:
        if "candidate/1" in key:
            return policy("return [float('nan') if obs[0] < 2.0 else 0.0]")
        return policy("return [0.5 * obs[2]]")

    with Loopback(by_key(folder, answer)) as server:
        result = run(folder, server.url, env_id="Pendulum-v1")
    assert result.name.endswith("c2")
    verdicts = {e.data["name"]: e.data["error"] for e in read_events(folder) if e.kind == "verdict"}
    assert "action_nan" in verdicts["r1c1"]


def test_broken_feedback_is_repaired_or_dropped(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    def answer(key: str) -> str:
        if key.startswith("feedback"):
            return "```python\nclass Feedback:\n    def step(self, obs):\n        pass\n```"
        return policy("return 0")

    script = Scripted(folder, answer)
    with Loopback(script) as server:
        result = run(folder, server.url, switches={"repairs": 2})
    assert [k for k in script.seen if k.startswith("feedback")] == [f"feedback/attempt/{i}" for i in range(3)]
    assert result.reason in ("completed", "perfect")


def test_the_cap_on_dollars_is_never_passed_and_ends_the_run_with_its_best(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    script = Scripted(folder, from_files("cartpole"))
    with Loopback(script) as server:
        result = run(
            folder, server.url, switches={"rounds": 9, "tune": False}, price_in=1.0, price_out=10.0, max_usd=0.1,
            completion_tokens=2000,
        )  # fmt: skip
        sent = len(script.seen)
        assert result.reason == "max_usd"
        assert run(folder, server.url, resume=True).reason == "max_usd"
        assert len(script.seen) == sent
    spent = spending(Run(folder))
    assert spent is not None and spent.dollars is not None and 0.0 < spent.dollars <= 0.1
    assert result.held_out.episodes == SMALL.held_out_episodes


def test_a_wrong_key_ends_the_run_at_once(tmp_path: Path) -> None:
    with Loopback([error(401, "bad key")]) as server, pytest.raises(EndpointError, match="key") as caught:
        run(tmp_path / "run", server.url)
    assert caught.value.fatal
    assert len(server.requests) == 1


def test_an_endpoint_that_dies_leaves_a_best_and_a_run_that_goes_on(tmp_path: Path) -> None:
    folder, alive = tmp_path / "run", True
    script = Scripted(folder, from_files("cartpole"))

    def play(body: dict[str, Any], headers: dict[str, str], n: int) -> Play:
        if script.key_of(headers["idempotency-key"]).startswith("round/2") and not alive:
            return error(401, "no more")
        return script(body, headers, n)

    with Loopback(play) as server:
        alive = False
        broken = run(folder, server.url, switches={"tune": False})
        assert broken.reason == "endpoint" and "key" in broken.trouble and not broken.finished
        assert broken.held_out.episodes == SMALL.held_out_episodes
        alive = True
        before = len(script.seen)
        done = run(folder, server.url, resume=True)
    assert done.finished and done.reason == "completed"
    assert not any(k.startswith("round/1") for k in script.seen[before:])


def test_a_recorded_run_is_repeated_bit_for_bit_without_a_network(tmp_path: Path) -> None:
    for method in ("default", "paper"):
        folder = tmp_path / method
        script = Scripted(folder, from_files("cartpole"))
        with Loopback(script) as server:
            first = run(folder, server.url, method)
        again = optimize(None, out=tmp_path / f"{method}-again", proposer=f"replay:{folder}")
        assert again.values.tobytes() == first.values.tobytes()
        assert (again.name, again.tuned_source, again.held_out) == (first.name, first.tuned_source, first.held_out)
        assert again.env_steps == first.env_steps
        assert spending(Run(tmp_path / f"{method}-again")) == spending(Run(folder))


def test_a_recording_of_other_prompts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "run"
    with Loopback(Scripted(folder, from_files("cartpole"))) as server:
        run(folder, server.url, "paper")
    from ppc.promptpo.llm.prompts import Prompts

    ask = Prompts.policy
    monkeypatch.setattr(Prompts, "policy", lambda self, history, k: ask(self, history, k)[::-1])
    with pytest.raises(JournalError, match="other prompts"):
        optimize(None, out=tmp_path / "again", proposer=f"replay:{folder}")


def test_a_run_works_where_an_event_loop_is_running(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    async def notebook() -> Result:
        with Loopback(Scripted(folder, from_files("cartpole"))) as server:
            return run(folder, server.url, switches={"tune": False})

    assert asyncio.run(notebook()).finished


def test_progress_and_report_tell_of_rounds_tokens_and_money(tmp_path: Path) -> None:
    folder, seen = tmp_path / "run", []
    with Loopback(Scripted(folder, from_files("cartpole"))) as server:
        run(folder, server.url, progress=seen.append, price_in=1.0, price_out=2.0, switches={"tune": False})
    last = seen[-1]
    assert last.place == "round 2 of 2" and last.requests > 4
    assert last.tokens == 1300 * last.requests
    assert last.dollars == pytest.approx(last.requests * (1000 * 1.0 + 300 * 2.0) / 1e6)
    told = rounds(Run(folder))
    assert [r.number for r in told] == [1, 2] and all(r.candidates == 2 for r in told)
    page = (folder / "report.md").read_text()
    assert "## Rounds" in page and "tokens" in page


def test_the_same_program_is_tried_once(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with Loopback(by_key(folder, lambda k: policy("return 1 if obs[2] > 0 else 0"))) as server:
        run(folder, server.url, switches={"tune": True})
    errors = [e.data["error"] for e in read_events(folder) if e.kind == "verdict"]
    assert errors[0] is None and all("the same program as r1c1" in e for e in errors[1:])


def test_switches_do_what_they_say(tmp_path: Path) -> None:
    kinds = {}
    for name, switches in {"no tuning": {"tune": False}, "no reranking": {"tune": False, "rerank": False}}.items():
        folder = tmp_path / name.replace(" ", "-")
        with Loopback(Scripted(folder, from_files("cartpole"))) as server:
            run(folder, server.url, switches=switches)
        kinds[name] = {e.kind for e in read_events(folder)}
    assert "generation" not in kinds["no tuning"] and "selection" in kinds["no tuning"]
    assert "selection" not in kinds["no reranking"]
    assert DEFAULT.tune and DEFAULT.rerank


@pytest.mark.parametrize("text", ["I cannot help with that.", ""])
def test_replies_without_a_program_are_repaired(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "run"
    script = by_key(folder, lambda k: text if k.endswith("attempt/0") else policy("return 0"))
    with Loopback(script) as server:
        result = run(folder, server.url, "paper", switches={"rounds": 1})
    assert result.name == "r1c1"
    assert ("no Python program" if text else "empty") in text_of(folder, "round/1/candidate/1/attempt/1")


def test_every_request_of_a_round_lost_ends_the_run_with_the_cause(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    def play(body: dict[str, Any], headers: dict[str, str], n: int) -> Play:
        return reply(FEEDBACK) if n == 0 else error(503, "overloaded")

    with Loopback(play) as server, pytest.raises(EndpointError, match="503"):
        run(folder, server.url)
    assert not [e for e in read_events(folder) if e.kind in ("trial", "verdict")]


def test_a_missing_key_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(EndpointError, match="OPENAI_API_KEY"):
        optimize("CartPole-v1", out=tmp_path / "run", llm="middling")
    assert not (tmp_path / "run").exists()
