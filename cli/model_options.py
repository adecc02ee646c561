"""Options of ``ppc optimize`` that are about the model and the method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ppc.cli.defaults import from_file
from ppc.cli.options import COUNT, json_object, positive

if TYPE_CHECKING:
    from ppc.promptpo.llm.method import Method
    from ppc.promptpo.llm.settings import ModelSettings

Function = TypeVar("Function", bound=Callable[..., Any])
SWITCHES = ("reset", "tune", "race", "rerank", "best-ever", "trajectory", "vary")
_METHOD = ("rounds", "candidates", "episodes", "repairs", "parents", "history_tokens")
_MODEL = (
    "base_url", "api_key_env", "concurrency", "timeout", "retries", "temperature", "completion_tokens", "context_tokens",
    "price_in", "price_out", "max_usd", "max_tokens",
)  # fmt: skip


def price(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    if value is not None and not 0.0 <= value < float("inf"):
        raise click.BadParameter(f"{value:g} is no price")
    return value


_OPTIONS = (
    click.option("--llm", metavar="MODEL", help="Have this model write the policies. Without it nothing is sent anywhere."),
    click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint, such as http://localhost:8000/v1."),
    click.option("--api-key-env", metavar="NAME", help="Environment variable with the key, OPENAI_API_KEY by default."),
    click.option(
        "--method",
        type=click.Choice(["default", "paper"]),
        default="default",
        help="PromptPO with our additions, or as published.",
    ),
    click.option("--rounds", type=COUNT, metavar="N", help="Rounds, 10 by default."),
    click.option("--candidates", type=COUNT, metavar="N", help="Policies a round, 10 by default."),
    click.option("--episodes", type=COUNT, metavar="N", help="Episodes of a candidate's trial, 5 by default."),
    click.option("--repairs", type=click.IntRange(min=0), metavar="N", help="Most repairs of a candidate, 10 by default."),
    click.option(
        "--parents", type=click.IntRange(min=0), metavar="N", help="Earlier policies that a prompt shows in full, 3 by default."
    ),
    click.option(
        "--history-tokens", type=click.IntRange(min=0), metavar="N", help="Bound on what a prompt tells of earlier rounds."
    ),
    click.option(
        "--without", multiple=True, type=click.Choice(SWITCHES), help="Switch off one of our additions; may be repeated."
    ),
    click.option(
        "--with",
        "with_",
        multiple=True,
        type=click.Choice(SWITCHES),
        help="Switch one on that the method lacks; may be repeated.",
    ),
    click.option("--reveal-dynamics", is_flag=True, help="Prompts may show how the environment moves."),
    click.option("--concurrency", type=COUNT, metavar="N", help="Requests at a time, 4 by default."),
    click.option(
        "--timeout",
        type=float,
        callback=positive,
        metavar="S",
        help="Seconds for one request and all of its reply, 300 by default.",
    ),
    click.option(
        "--retries", type=click.IntRange(min=0), metavar="N", help="Further sendings of a request that failed, 5 by default."
    ),
    click.option("--temperature", type=float, metavar="T", help="Sampling temperature; by default the endpoint's."),
    click.option(
        "--completion-tokens", type=COUNT, metavar="N", help="Most tokens of one reply, reasoning included; 16384 by default."
    ),
    click.option("--context-tokens", type=COUNT, metavar="N", help="The model's context, for an error before the endpoint's."),
    click.option("--extra-body", "body", callback=json_object, metavar="JSON", help="Further parameters of every request."),
    click.option("--price-in", type=float, callback=price, metavar="USD", help="Price of a million prompt tokens."),
    click.option("--price-out", type=float, callback=price, metavar="USD", help="Price of a million completion tokens."),
    click.option("--max-usd", type=float, callback=positive, metavar="USD", help="Send nothing that could cost more in all."),
    click.option("--max-tokens", type=COUNT, metavar="N", help="Send nothing that could take more tokens in all."),
)


def model_options(function: Function) -> Function:
    """All of them, as keyword arguments of their own."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def take(values: dict[str, Any]) -> tuple[ModelSettings | None, Method, bool]:
    """The model (None: none was named), the method, and whether dynamics may be shown. Raises click.UsageError."""
    from ppc.promptpo.llm.method import METHODS
    from ppc.promptpo.llm.settings import ModelSettings

    method = METHODS[values["method"]]
    given = {name: values[name] for name in _METHOD if values[name] is not None}
    off, on = set(values["without"]), set(values["with_"])
    if from_file("without") != from_file("with_"):  # what the command line switches goes before ppc.toml
        off, on = (off - on, on) if from_file("without") else (off, on - off)
    for names, state in ((off, False), (on, True)):
        given |= {name.replace("-", "_"): state for name in names}
    if both := sorted(off & on):
        raise click.UsageError(f"--with {both[0]} and --without {both[0]} contradict each other")
    chosen = {name: values[name] for name in _MODEL if values[name] is not None}
    if values["llm"] is None:
        # In ppc.toml these wait for a model that the command line names.
        about = (*_METHOD, *_MODEL, "without", "with_")
        idle = [name for name in about if values[name] not in (None, ()) and not from_file(name)]
        if idle:
            raise click.UsageError(f"--{idle[0].rstrip('_').replace('_', '-')} is about a model: name one with --llm MODEL")
        return None, method, bool(values["reveal_dynamics"])
    settings = ModelSettings(values["llm"], body=values["body"] or {}, **chosen)
    return settings, replace(method, **given), bool(values["reveal_dynamics"])
