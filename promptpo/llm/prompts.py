"""The prompts of the method, rendered from the task alone; the texts stand in ``templates/``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.envs.task import Task
from ppc.promptpo.config import OptimizeError
from ppc.promptpo.llm.blocks import whole
from ppc.promptpo.llm.description import Description
from ppc.promptpo.llm.history import Attempt, excerpt, ranked, tokens
from ppc.promptpo.llm.messages import Message
from ppc.promptpo.llm.method import Method
from ppc.promptpo.llm.replies import reflection_of
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.llm.variation import direction

if TYPE_CHECKING:
    import jinja2

_LEAST_BYTES_A_TOKEN = 4
"""A prompt is refused only where it is too long for certain: about as few tokens as a text can have."""
_OVERHEAD = 64
"""Tokens of headings and of the roles around messages."""


class ContextOverflow(OptimizeError):
    """A prompt and the reply to it do not fit into the model's context."""


class Prompts:
    """What is said to the model at each stage, as (system, user) messages.

    ``settings`` where given bounds prompts by the model's context: a bounded history gets shorter, and what then is still too
    long raises ContextOverflow. ``reveal_dynamics`` shows the environment's own code; raises OptimizeError where the task hides
    something or the code cannot be read.
    """

    def __init__(
        self, task: Task, method: Method, reveal_dynamics: bool = False, settings: ModelSettings | None = None
    ) -> None:
        self._task, self._method, self._settings = task, method, settings
        self._about = Description(task)
        self._dynamics = ""
        self._by_success = method.by_success(task.env_id)
        if reveal_dynamics:
            from ppc.promptpo.llm.dynamics import source_of

            self._dynamics = source_of(task)

    def feedback(self) -> tuple[Message, ...]:
        """Asks for the class that sums up an episode; once a run."""
        return self._messages("feedback", class_name="Feedback")

    def feedback_repair(self, source: str, problem: str) -> tuple[Message, ...]:
        """``source`` empty: the reply held no program."""
        return self._messages("feedback_repair", class_name="Feedback", source=source, problem=self._problem(problem))

    def repair(self, source: str, problem: str) -> tuple[Message, ...]:
        """Without any history. ``source`` empty: the reply held no program."""
        return self._messages("repair", source=source, problem=self._problem(problem))

    def policy(self, history: Sequence[Attempt], candidate: int) -> tuple[Message, ...]:
        """Asks for one of a round's policies. In the published method all ``candidate`` numbers have the same prompt."""
        method = self._method
        best = ranked(history, self._by_success)[0] if history else None
        hint = ""
        if best is not None and len(history) >= method.hint_from:
            hint = f"Hint: the best of all attempts so far is that of round {best.round}, {self._score(best)}."
        varied = "" if not method.vary else direction(candidate, len(history))
        goal = "maximises the mean return" if not history else "has a higher mean return than all attempts so far, measured"
        ask = f"Write a policy that {goal} over {method.episodes} episodes."
        fixed = {"hint": hint, "ask": ask, "direction": varied, "order": ", best first" if method.parents else ""}
        empty = self._render("policy", **fixed, blocks=[], lines=[], left_out=0)
        shown = excerpt(
            history, method.parents, self._room(empty), lambda a: tokens(self._block(a)) + 1,
            lambda a: tokens(self._line(a)) + 1, self._by_success,
        )  # fmt: skip
        blocks, lines = [self._block(a) for a in shown.full], [self._line(a) for a in shown.brief]
        return self._fitting(self._render("policy", **fixed, blocks=blocks, lines=lines, left_out=shown.left_out))

    def reflection(self, attempt: Attempt, history: Sequence[Attempt]) -> tuple[Message, ...]:
        """Asks what ``attempt`` teaches, beside the scores of the attempts in ``history`` (where it may be, too)."""
        before = [a for a in history if a != attempt]
        block = self._block(attempt)
        empty = self._render("reflection", block=block, lines=[], left_out=0, first=not before)
        room = self._room(empty)
        most = None if room is None else max(room - tokens(block), 0)
        shown = excerpt(before, 0, most, lambda _: 1 << 62, lambda a: tokens(self._line(a)) + 1)
        if most is None:
            shown_lines, left_out = [self._line(a) for a in before], 0
        else:
            shown_lines, left_out = [self._line(a) for a in shown.brief], shown.left_out
        return self._messages("reflection", block=block, lines=shown_lines, left_out=left_out, first=not before)

    # -- parts --------------------------------------------------------------------------------------------

    def _title(self, attempt: Attempt) -> str:
        return f"Round {attempt.round}"

    def _score(self, attempt: Attempt) -> str:
        rate = "" if attempt.success_rate is None else f", success {100 * attempt.success_rate:.4g} %"
        return f"mean return {attempt.mean_return:.6g}{rate}"

    def _line(self, attempt: Attempt) -> str:
        return f"{self._title(attempt)}: {self._score(attempt)}"

    def _block(self, attempt: Attempt) -> str:
        """An attempt in full."""
        public = self._about.public
        return _part(
            "_attempt", title=self._title(attempt), attempt=attempt, score=_capital(self._score(attempt)) + ".",
            feedback=public(attempt.feedback).strip(), evidence=public(attempt.evidence).strip(),
            reflection=reflection_of(attempt.reflection),
        )  # fmt: skip

    def _problem(self, problem: str) -> str:
        # Diagnostics name the fields that there are; a task that hides them hides them here as well.
        return self._about.public(problem).strip()

    @cached_property
    def _task_part(self) -> str:
        about = self._about
        step = "" if about.dt is None else f" A step is {about.dt} s."
        least = f"An episode has at most {about.horizon} steps." if about.horizon else "The environment ends an episode."
        return _part("_task", task=about, timing=least + step, dynamics=self._dynamics)

    @cached_property
    def _language(self) -> str:
        memory = (
            "Every episode starts with the fields as `__init__` left them; `reset(self)`, where there is one, runs then."
            if self._method.reset
            else f"It lasts from one episode to the next, over the {self._method.episodes} episodes of a trial;\n"
            "  `reset(self)`, where there is one, runs before the first of them only."
        )
        return _part(
            "_language", memory=memory, tune=self._method.tune, discrete=self._about.discrete,
            capacity=budgets.CONTAINER_CAPACITY, turns=f"{budgets.WHILE_BOUND:,}",
        )  # fmt: skip

    @cached_property
    def _probe_language(self) -> str:
        form = "an int" if self._about.discrete else f"a vector: action[0]{', action[1] …' * (self._about.action_size > 1)}"
        reward = "" if self._about.reward_told else " (NaN here, since the reward is not told)"
        return _part("_probe", action_form=form, reward_form=reward, most=12)

    def _render(self, stage: str, class_name: str = "Policy", **variables: Any) -> tuple[Message, ...]:
        language = self._language if class_name == "Policy" else self._probe_language
        answer = _part("_answer", class_name=class_name)
        everything = {"task": self._task_part, "language": language, "answer": answer}
        return tuple(Message(role, whole(_part(f"{stage}.{role}", **everything, **variables))) for role in ("system", "user"))

    def _messages(self, stage: str, **variables: Any) -> tuple[Message, ...]:
        return self._fitting(self._render(stage, **variables))

    # -- room ---------------------------------------------------------------------------------------------

    def _room(self, without: tuple[Message, ...]) -> int | None:
        """Tokens that attempts may take in a prompt that has ``without`` besides; None: any number."""
        bound = self._method.history_tokens
        if not bound:
            return None
        context = self._settings.context_tokens if self._settings else None
        if self._settings is None or context is None:
            return bound
        rest = sum(tokens(m.content) for m in without) + _OVERHEAD
        return max(min(bound, context - self._settings.completion_tokens - rest), 0)

    def _fitting(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """``messages``. Raises ContextOverflow when they cannot fit."""
        settings = self._settings
        if settings is None or settings.context_tokens is None:
            return messages
        least = sum(len(m.content.encode("utf-8", "surrogatepass")) for m in messages) // _LEAST_BYTES_A_TOKEN
        if least + settings.completion_tokens <= settings.context_tokens:
            return messages
        advice = "allow shorter replies (--completion-tokens), or choose a model with a larger context"
        if not self._method.history_tokens:
            advice = (
                "bound the history (--history-tokens, or the default method), make fewer --rounds, or choose a model with a "
                "larger context"
            )
        raise ContextOverflow(
            f"the prompt has at least {least} tokens and a reply may take {settings.completion_tokens}, more than the "
            f"{settings.context_tokens} tokens of the model's context: {advice}"
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _part(template: str, **variables: Any) -> str:
    return _environment().get_template(f"{template}.jinja").render(**variables).strip()


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # not before something is rendered: the command line imports this module for its types

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ppc.promptpo.llm", "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # the output is text for a model, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fenced"] = fenced
    return environment


def fenced(text: str, language: str = "python") -> str:
    """``text`` in a Markdown fence that is longer than any row of backticks in it."""
    longest = max((len(row) for row in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"
