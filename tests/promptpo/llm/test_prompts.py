"""The prompts to the character (``PPC_UPDATE_GOLDENS=1`` writes them again), and what may never be in one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ppc.compiler import Signature, compile_policy
from ppc.compiler.diagnostics import PolicyError
from ppc.envs import task_for
from ppc.envs.task import Task
from ppc.promptpo import OptimizeError
from ppc.promptpo.llm.feedback import compile_feedback
from ppc.promptpo.llm.history import Attempt, tokens
from ppc.promptpo.llm.messages import Message
from ppc.promptpo.llm.method import DEFAULT, METHODS, PAPER, Method
from ppc.promptpo.llm.prompts import ContextOverflow, Prompts, fenced
from ppc.promptpo.llm.settings import ModelSettings
from tests.promptpo.llm.tasks import LAMP, SECRETS, TANK, hidden

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = os.environ.get("PPC_UPDATE_GOLDENS") == "1"
SOURCE = "class Policy:\n    def act(self, obs):\n        return [0.5, 0.25]\n"


def attempt(round_number: int, mean: float, source: str = SOURCE) -> Attempt:
    rate = min(max(mean / 100, 0.0), 1.0)
    feedback, evidence = (
        f"episode 1: overshoot of salinity = {mean}",
        "2 episodes:\n  salinity: 3 / 4 / 5",
    )
    return Attempt(round_number, source, mean, rate, feedback, evidence, f"Reflection {round_number}.")


def history(count: int, source: str = SOURCE) -> list[Attempt]:
    """The third of every five is the best."""
    return [attempt(k, 10.0 * ((k * 2) % 5) + k / 100, source) for k in range(1, count + 1)]


PROBLEM = (
    "error[PPC214]: the observation has no field 'sugar'\n  = help: fields: salinity, wanted_salinity, inflow, history, salts\n"
    "observation: salinity=3.5, wanted_salinity=12\nenvironment plant:BrineTank-v0 failed in step (brine-tank)"
)


def stages(task: Task, method: Method) -> Iterator[tuple[str, tuple[Message, ...]]]:
    prompts = Prompts(task, method)
    yield "feedback", prompts.feedback()
    yield "feedback repair", prompts.feedback_repair("class Feedback:\n    pass\n", PROBLEM)
    yield "policy, first round", prompts.policy([], 0)
    yield "policy, fourth round", prompts.policy(history(3), 1)
    yield "policy, eleventh round", prompts.policy(history(10), 2)
    yield "repair", prompts.repair(SOURCE, PROBLEM)
    yield "repair of a reply without a program", prompts.repair("", "the reply was empty")
    yield "reflection on the first", prompts.reflection(attempt(1, 3.0), [])
    yield "reflection", prompts.reflection(attempt(4, 3.0), history(3))


def shown(task: Task, method: Method) -> str:
    parts = [f"===== {name}: {m.role} =====\n{m.content}\n" for name, messages in stages(task, method) for m in messages]
    return "\n".join(parts)


CASES = {
    "tank-default": (TANK, DEFAULT),
    "tank-paper": (TANK, PAPER),
    "tank-hidden": (hidden(TANK), DEFAULT),
    "tank-hidden-fields": (hidden(TANK, reward=False), DEFAULT),
    "tank-hidden-reward": (hidden(TANK, fields=False), PAPER),
    "lamp-default": (LAMP, DEFAULT),
}


@pytest.mark.parametrize("name", CASES)
def test_goldens(name: str) -> None:
    text = shown(*CASES[name])
    golden = GOLDENS / f"{name}.txt"
    if UPDATE:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "PPC_UPDATE_GOLDENS=1 accepts the new text"


def test_no_golden_is_left_over() -> None:
    assert {p.stem for p in GOLDENS.glob("*.txt")} == set(CASES)


# -- what a task hides ------------------------------------------------------------------------------------


def found(text: str, secrets: tuple[str, ...]) -> list[str]:
    return [s for s in secrets if s.lower() in text.lower()]


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize(("fields", "reward"), [(True, True), (True, False), (False, True)])
def test_what_is_hidden_occurs_at_no_stage(method: Method, fields: bool, reward: bool) -> None:
    task = hidden(TANK, fields, reward)
    secrets = (SECRETS["fields"] if fields else ()) + (SECRETS["reward"] if reward else ())
    if fields and not reward:  # the text of the reward is told, with indices in place of names
        secrets = tuple(s for s in secrets if s != "g/l")
    for stage, messages in stages(task, method):
        for message in messages:
            assert found(message.content, secrets) == [], (stage, message.role)


def test_the_search_for_what_is_hidden_can_fail() -> None:
    text = shown(TANK, DEFAULT)
    assert found(text, SECRETS["fields"]) == list(SECRETS["fields"])
    assert found(text, SECRETS["reward"]) == list(SECRETS["reward"])


def test_hidden_names_become_indices() -> None:
    prompts = Prompts(hidden(TANK, reward=False), DEFAULT)
    told = prompts.repair(SOURCE, PROBLEM)[1].content
    assert "observation[0] - observation[1]" in told and "distance between obs[0] and obs[1]" in told
    assert "obs[3:8]" in told and "observation: obs[0]=3.5, obs[1]=12" in told


def test_hidden_choices_are_numbers() -> None:
    text = shown(hidden(LAMP, reward=False), DEFAULT)
    assert "one of 0 to 1" in text and found(text, ("bright", "dark", "beam", "barrier")) == ["bright"]
    assert "1 while the lamp is bright" in text  # what the author wrote of the reward stays


def test_default_names_tell_nothing_and_stay() -> None:
    task = replace(task_for("Blackjack-v1"), prompt_fields=False)
    assert "a problem with obs and action" in Prompts(task, DEFAULT).repair("", "a problem with obs and action")[1].content


def test_an_unknown_environment_is_told_from_its_spaces() -> None:
    text = Prompts(task_for("Blackjack-v1"), DEFAULT).feedback()[1].content
    assert "obs_0: float  # obs[0], in [0, 31]" in text and "one of 0 to 1" in text and "nothing is known" in text


# -- the language -----------------------------------------------------------------------------------------


def programs(messages: tuple[Message, ...]) -> list[str]:
    return re.findall(r"```python\n(.*?)```", messages[0].content, re.DOTALL)


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("task", [TANK, LAMP], ids=lambda t: t.name)
def test_the_language_takes_at_most_sixty_lines_with_its_example(task: Task, method: Method) -> None:
    prompts = Prompts(task, method)
    for messages in (prompts.feedback(), prompts.policy([], 0), prompts.repair("", "")):
        assert messages[0].content.count("\n") < 60
        assert max(map(len, messages[0].content.split("\n"))) <= 140
        assert len(programs(messages)) == 1


def test_the_example_of_a_policy_compiles() -> None:
    example = programs(Prompts(LAMP, DEFAULT).policy([], 0))[0]
    policy = compile_policy(example, Signature(obs_size=2, action="box:1[0,1]"))
    assert len(policy.parameters) >= 3 and policy.notes == ()


def test_the_example_of_feedback_compiles() -> None:
    example = programs(Prompts(LAMP, DEFAULT).feedback())[0]
    assert compile_feedback(example, LAMP)


REFUSED = {
    "with": "with open('x') as f:\n            pass",
    "async": "async def f():\n            pass",
    "a module": "import os\n        os.getpid()",
}


@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED)
def test_what_the_prompt_calls_refused_is(code: str) -> None:
    source = f"class Policy:\n    def act(self, obs):\n        {code}\n        return 0\n"
    with pytest.raises(PolicyError):
        compile_policy(source, Signature(obs_size=2, action="discrete:2"))


# -- the history ------------------------------------------------------------------------------------------


def user(messages: tuple[Message, ...]) -> str:
    assert [m.role for m in messages] == ["system", "user"]
    return messages[1].content


def rounds(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"^## Round (\d+)", text, re.MULTILINE)]


def test_the_paper_shows_every_winner_in_order_and_one_prompt_to_all_candidates() -> None:
    prompts = Prompts(TANK, PAPER)
    texts = {user(prompts.policy(history(12), k)) for k in range(10)}
    assert len(texts) == 1
    assert rounds(texts.pop()) == list(range(1, 13))


def test_the_default_shows_the_best_first_and_the_latest() -> None:
    text = user(Prompts(TANK, DEFAULT).policy(history(11), 0))
    assert rounds(text) == [7, 2, 9, 11]
    assert "- Round 10: mean return 0.1, success 0.1 %" in text


def test_candidates_differ_in_one_line_and_repeat() -> None:
    prompts = Prompts(TANK, DEFAULT)
    texts = [user(prompts.policy(history(3), k)) for k in range(6)]
    assert len(set(texts)) == 5 and texts[0] == texts[5]
    first, second = (set(t.split("\n")) for t in texts[:2])
    assert len(first - second) == 1
    assert texts == [user(Prompts(TANK, DEFAULT).policy(history(3), k)) for k in range(6)]


def test_one_attempt_cannot_be_combined_with_another() -> None:
    prompts = Prompts(TANK, DEFAULT)
    assert not any("two best" in user(prompts.policy(history(1), k)) for k in range(10))
    assert any("two best" in user(prompts.policy(history(2), k)) for k in range(10))


@pytest.mark.parametrize(("count", "hinted"), [(9, False), (10, True)])
def test_the_hint_comes_with_ten_attempts(count: int, hinted: bool) -> None:
    text = user(Prompts(TANK, PAPER).policy(history(count), 0))
    assert ("Hint: the best of all attempts so far is that of round 7" in text) == hinted


def test_the_hint_follows_success_where_the_method_does() -> None:
    task = replace(TANK, env_id="Meta-World/door-v3")
    attempts = [replace(a, success_rate=1.0 if a.round == 4 else 0.0) for a in history(10)]
    assert "that of round 4" in user(Prompts(task, PAPER).policy(attempts, 0))


def test_a_score_that_is_no_number_is_not_the_best() -> None:
    attempts = [attempt(1, float("nan")), *history(10)[1:]]
    assert "that of round 7" in user(Prompts(TANK, PAPER).policy(attempts, 0))


def test_the_history_is_bounded_in_tokens() -> None:
    source = SOURCE + "# " + "x" * 3000 + "\n"
    method = replace(DEFAULT, history_tokens=2600)
    prompts = Prompts(TANK, method)
    text = user(prompts.policy(history(200, source), 0))
    assert rounds(text) == [197, 200]  # the best and the latest
    assert tokens(text) - tokens(user(prompts.policy([], 0))) < 2600 + 100
    left = re.search(r"^(\d+) earlier attempts are not shown here", text, re.MULTILINE)
    assert left and int(left[1]) + text.count("\n- Round ") + 2 == 200


def test_the_history_makes_room_for_a_small_context() -> None:
    settings = ModelSettings("m", completion_tokens=1000, context_tokens=4000)
    source = SOURCE + "# " + "x" * 3000 + "\n"
    prompts = Prompts(TANK, DEFAULT, settings=settings)
    messages = prompts.policy(history(30, source), 0)
    assert sum(tokens(m.content) for m in messages) <= 3000
    assert len(rounds(user(messages))) == 1
    assert len(rounds(user(Prompts(TANK, DEFAULT).policy(history(30, source), 0)))) == 4


def test_a_history_that_overflows_the_context_is_an_error() -> None:
    settings = ModelSettings("m", completion_tokens=1000, context_tokens=9000)
    source = SOURCE + "# " + "x" * 3000 + "\n"
    prompts = Prompts(TANK, PAPER, settings=settings)
    assert rounds(user(prompts.policy(history(3, source), 0))) == [1, 2, 3]
    with pytest.raises(ContextOverflow, match="bound the history"):
        prompts.policy(history(30, source), 0)
    assert issubclass(ContextOverflow, OptimizeError)


def test_a_context_that_is_too_small_for_anything() -> None:
    prompts = Prompts(TANK, DEFAULT, settings=ModelSettings("m", completion_tokens=1000, context_tokens=1500))
    with pytest.raises(ContextOverflow, match="larger context"):
        prompts.feedback()


def test_repairs_carry_no_history_and_reflections_no_programs_of_others() -> None:
    prompts = Prompts(TANK, PAPER)
    assert "Round" not in user(prompts.repair(SOURCE, PROBLEM))
    other = [replace(a, source=f"# other {a.round}\n") for a in history(3)]
    text = user(prompts.reflection(attempt(4, 3.0), other))
    assert "# other" not in text and rounds(text) == [4] and text.count("\n- Round ") == 3


def test_a_reflection_does_not_compare_an_attempt_with_itself() -> None:
    latest = attempt(3, 3.0)
    text = user(Prompts(TANK, DEFAULT).reflection(latest, [*history(2), latest]))
    assert text.count("Round 3") == 1


# -- texts of others --------------------------------------------------------------------------------------


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert fenced("a\n```\nb") == "````python\na\n```\nb\n````"


def test_templates_do_not_run_what_a_model_wrote() -> None:
    source = SOURCE + "# {{ 7 * 7 }} {% for x in y %}\n"
    text = user(Prompts(TANK, DEFAULT).repair(source, "{{ 7 * 7 }} <b>"))
    assert "49" not in text and "{{ 7 * 7 }} <b>" in text


def test_reflections_are_shown_without_thoughts_and_code() -> None:
    wordy = replace(
        attempt(1, 3.0), reflection="<think>hm</think>It fell.\n```python\nclass Policy: pass\n```\n" + "Word. " * 2000
    )
    text = user(Prompts(TANK, PAPER).policy([wordy], 0))
    assert "Reflection: It fell." in text and "hm<" not in text and "class Policy: pass" not in text
    assert text.count("Word.") < 300


def test_half_characters_do_not_reach_a_request() -> None:
    for message in Prompts(TANK, DEFAULT).repair("# \ud800\n", "\udfff"):
        message.content.encode()


# -- dynamics ---------------------------------------------------------------------------------------------


def test_dynamics_are_told_only_when_asked() -> None:
    task = task_for("CartPole-v1")
    assert "masspole" not in user(Prompts(task, DEFAULT).policy([], 0))
    for messages in (Prompts(task, DEFAULT, reveal_dynamics=True).policy([], 0),):
        text = user(messages)
        assert "masspole" in text and "def step(self, action)" in text and "pygame" not in text


@pytest.mark.parametrize("task", [hidden(LAMP), hidden(LAMP, reward=False), hidden(LAMP, fields=False)])
def test_dynamics_of_a_task_that_hides_something_are_not_told(task: Task) -> None:
    with pytest.raises(OptimizeError, match="leave out --reveal-dynamics"):
        Prompts(task, DEFAULT, reveal_dynamics=True)
