"""``ppc prompt``: what a language model would be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.output import paint, safe
from ppc.cli.session import emit

if TYPE_CHECKING:
    from ppc.envs import Task
    from ppc.promptpo.llm.messages import Message
    from ppc.promptpo.llm.prompts import Prompts

STAGES = ("feedback", "policy", "repair", "reflection")


@click.command("prompt")
@click.argument("env_id", metavar="[ENV]", required=False)
@click.option(
    "--stage", type=click.Choice([*STAGES, "all"]), default="policy", help="Which of the method's prompts, policy by default."
)
@click.option(
    "--method",
    "method_name",
    type=click.Choice(["default", "paper"]),
    default="default",
    help="The method whose prompts are shown, ours (default) or the paper's.",
)
@click.option("--reveal-dynamics", is_flag=True, help="Show the model the environment's own code as well.")
@options.env_kwargs
@options.task_file
@options.as_json
def command(
    env_id: str | None,
    stage: str,
    method_name: str,
    reveal_dynamics: bool,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    as_json: bool,
) -> None:
    """Show what a language model would be asked.

    ENV is a Gymnasium id, or module:Id-v0 for an environment of yours. Prints the prompts as ppc optimize --llm would
    send them, and sends nothing. Prompts that tell of earlier attempts, or of a program to be repaired, are shown with
    made-up ones.
    """
    if env_id is None and task_file is None:
        raise click.UsageError("name an environment (ppc envs lists some), or give --task FILE")
    from ppc.envs import task_for
    from ppc.promptpo.llm.history import tokens
    from ppc.promptpo.llm.method import METHODS
    from ppc.promptpo.llm.prompts import Prompts

    task = task_for(env_id, env_kwargs, task_file)
    prompts = Prompts(task, METHODS[method_name], reveal_dynamics)
    shown = [
        {
            "stage": name,
            "made_up": made_up,
            "tokens": sum(tokens(m.content) for m in messages),
            "messages": [{"role": m.role, "content": m.content} for m in messages],
        }
        for wanted in (STAGES if stage == "all" else (stage,))
        for name, made_up, messages in _prompts(wanted, prompts, task)
    ]
    if as_json:
        emit({"env": task.env_id, "method": method_name, "prompts": shown})
    else:
        click.echo(render(shown))


def _prompts(stage: str, prompts: Prompts, task: Task) -> list[tuple[str, str, tuple[Message, ...]]]:
    """Name, what in it is made up, messages."""
    from ppc.promptpo.llm.history import Attempt

    source = _made_up_policy(task)
    history = [
        Attempt(1, source, 1.0, None if task.success is None else 0.0, "made-up feedback", "", "A made-up reflection."),
        Attempt(2, source, 2.0, None if task.success is None else 0.0, "made-up feedback", "", "A made-up reflection."),
    ]
    problem = "error[PPC000]: a made-up diagnostic"
    match stage:
        case "feedback":
            return [
                ("feedback", "", prompts.feedback()),
                ("feedback repair", "program and problem", prompts.feedback_repair("class Feedback:\n    ...\n", problem)),
            ]
        case "policy":
            return [
                ("policy, first round", "", prompts.policy([], 0)),
                ("policy, third round", "the earlier attempts", prompts.policy(history, 0)),
            ]
        case "repair":
            return [("repair", "program and problem", prompts.repair(source, problem))]
    return [("reflection", "the attempts", prompts.reflection(history[1], history[:1]))]


def _made_up_policy(task: Task) -> str:
    values = list(task.safe_action or ())
    action = repr(values) if hasattr(task.action, "fields") else str(int(values[0]))
    return f"class Policy:\n    def act(self, obs):\n        return {action}\n"


def render(shown: list[dict[str, Any]]) -> str:
    parts = []
    for prompt in shown:
        made_up = f"; {prompt['made_up']} made up" if prompt["made_up"] else ""
        for message in prompt["messages"]:
            about = f"about {prompt['tokens']:,} tokens{made_up}" if message is prompt["messages"][0] else ""
            head = f"===== {prompt['stage']}: {message['role']} =====" + (f"  ({about})" if about else "")
            parts.append(f"{paint(head, bold=True)}\n{safe_lines(message['content'])}")
    return "\n\n".join(parts)


def safe_lines(text: str) -> str:
    return "\n".join(safe(line) for line in text.split("\n"))
