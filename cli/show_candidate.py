"""One candidate of a run, on a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ppc.cli.named import candidate_of, tuned_of
from ppc.cli.output import count, number, paint, pairs, percent, safe, score, table
from ppc.cli.session import emit
from ppc.cli.show import held_out

if TYPE_CHECKING:
    from ppc.promptpo import Run
    from ppc.promptpo.candidate import Candidate, Exchange, Measurement, Written
    from ppc.promptpo.incumbent import Tuned
    from ppc.promptpo.llm.trial import Trial

_ROWS = 12
"""Scores that a terminal shows of a long tuning."""


def show(run: Run, name: str, prompts: bool, as_json: bool) -> None:
    """Prints everything about the candidate ``name``. Raises CommandError."""
    found = candidate_of(run, name)
    tuned, why = tuned_of(run, found)
    if as_json:
        emit(describe(run, found, tuned, why, prompts))
    else:
        click.echo(render(run, found, tuned, why, prompts))


def describe(run: Run, found: Candidate, tuned: Tuned | None, why: str, prompts: bool) -> dict[str, Any]:
    tokens = found.tokens
    return {
        "run": str(run.folder),
        "env": run.config.env_id,
        "candidate": found.name,
        "summary": found.summary,
        "origin": found.origin,
        "verdict": found.verdict,
        "error": found.error,
        "round": found.round,
        "won": found.won,
        "result": found.result,
        "program": found.source,
        "tuned": None if tuned is None else _tuned_json(tuned),
        "tuned_unavailable": why or None,
        "attempts": [_written_json(w, prompts) for w in found.written],
        "scores": [_measurement_json(m) for m in found.measurements],
        "retrial": None if found.again is None else _trial_json(found.again),
        "reflection": None if found.reflection is None else _exchange_json(found.reflection, prompts),
        "env_steps": found.env_steps,
        "prompt_tokens": tokens.prompt,
        "completion_tokens": tokens.completion,
        "dollars": _dollars(run, found),
    }


def _dollars(run: Run, found: Candidate) -> float | None:
    from ppc.promptpo.ledger import Prices

    model = run.config.model
    if model is None or model.price_in is None or model.price_out is None:
        return None
    return Prices(model.price_in, model.price_out).dollars(found.tokens)


def _tuned_json(tuned: Tuned) -> dict[str, Any]:
    changes = zip(tuned.labels, tuned.before.tolist(), tuned.values.tolist(), strict=True)
    return {
        "parameters": [{"label": label, "written": before, "tuned": after} for label, before, after in changes],
        "program": tuned.source,
        "mean_return": tuned.mean,
        "episodes": tuned.episodes,
    }


def _written_json(written: Written, prompts: bool) -> dict[str, Any]:
    return {
        "attempt": written.number,
        "judged": written.judged,
        "problem": written.problem,
        "program": written.source,
        "trial": None if written.trial is None else _trial_json(written.trial),
        "request": None if written.exchange is None else _exchange_json(written.exchange, prompts),
    }


def _trial_json(trial: Trial) -> dict[str, Any]:
    return {**trial.to_json(), "mean_return": trial.mean_return}


def _exchange_json(exchange: Exchange, prompts: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": exchange.key,
        "answered": exchange.reply is not None,
        "lost": exchange.lost,
        "prompt_tokens": exchange.tokens.prompt,
        "completion_tokens": exchange.tokens.completion,
    }
    if exchange.key.endswith("reflection") or prompts:
        found["reply"] = None if exchange.reply is None else exchange.reply.content
    if prompts:
        found["messages"] = [{"role": m.role, "content": m.content} for m in exchange.messages]
    return found


def _measurement_json(m: Measurement) -> dict[str, Any]:
    return {
        "kind": m.kind, "run_steps": m.run_steps, "env_steps": m.env_steps, "means": list(m.means), "worst_return": m.worst,
        "faulty_episodes": m.faulty, "episodes": m.episodes,
    }  # fmt: skip


# -- on a terminal ----------------------------------------------------------------------------------------


def render(run: Run, found: Candidate, tuned: Tuned | None, why: str, prompts: bool) -> str:
    blocks = [pairs(_head(run, found, tuned, why))]
    for written in found.written:
        blocks += _attempt(written, prompts)
    if found.source:
        blocks += [_title("program as written"), _lines(found.source)]
    if tuned is not None and tuned.source != found.source:
        blocks += [_title("program as tuned"), _lines(tuned.source), _parameters(tuned)]
    if trial := found.written[-1].trial:
        blocks += _told(trial, "trial")
    if found.again is not None:
        blocks += [_title("trial with tuned numbers"), _trial_text(found.again), *_told(found.again, "that trial")]
    if found.reflection is not None:
        blocks += _exchange(found.reflection, "reflection", prompts, True)
    blocks += _scores(found)
    return "\n\n".join(b for b in blocks if b)


def _title(text: str) -> str:
    return paint(f"--- {text} ---", bold=True)


def _lines(text: str) -> str:
    return "\n".join(safe(line) for line in text.rstrip("\n").split("\n"))


def _head(run: Run, found: Candidate, tuned: Tuned | None, why: str) -> list[tuple[str, str]]:
    honours = [found.verdict]
    if found.round is not None and found.won:
        honours.append(f"the best of round {found.round}")
    if found.result:
        honours.append("the run's result")
    rows = [
        ("candidate", found.name),
        ("run", f"{run.folder}: {run.config.env_id}, seed {run.config.seed}"),
        ("verdict", ", ".join(honours)),
        ("what it is", safe(found.summary)),
    ]
    if origin := ", ".join(f"{k} {v}" for k, v in found.origin.items()):
        rows.append(("origin", safe(origin)))
    tokens, dollars = found.tokens, _dollars(run, found)
    if found.exchanges:
        spent = f"{tokens.prompt:,} prompt and {tokens.completion:,} completion tokens"
        rows.append(("model", spent if dollars is None else f"{spent}, {dollars:.4g} USD"))
    rows.append(("steps", f"{found.env_steps:,}"))
    result = run.result
    if found.result and result is not None:
        rows.append(("held-out score", score(held_out(result))))
    if why:
        rows.append(("tuned numbers", f"not to be had: {safe(why)}"))
    elif tuned is not None and tuned.episodes:
        rows.append(("while tuning", f"{number(tuned.mean)} over {tuned.episodes:,} fresh episodes"))
    return [r for r in rows if r[1]]


def _attempt(written: Written, prompts: bool) -> list[str]:
    """An attempt's outcome; of a template there is but one, and only a refusal is worth a word."""
    exchange = written.exchange
    if exchange is None:
        return [] if written.problem is None else [_title("problem"), _lines(written.problem)]
    blocks = _exchange(exchange, f"attempt {written.number}", prompts, False)
    if written.problem is not None:
        blocks.append(_lines(written.problem))
    elif written.judged:
        blocks.append(_trial_text(written.trial) if written.trial is not None else "compiles")
    return blocks


def _exchange(exchange: Exchange, title: str, prompts: bool, always: bool) -> list[str]:
    blocks = [_title(title)]
    if prompts:
        for message in exchange.messages:
            blocks += [_title(f"{title}: {message.role} prompt"), _lines(message.content)]
    if exchange.reply is not None and (prompts or always):
        blocks += [_title(f"{title}: reply")] if prompts else []
        blocks.append(_lines(exchange.reply.content) or "(an empty reply)")
    if exchange.reply is None:
        blocks.append("no reply yet" if exchange.lost is None else f"no reply: {safe(exchange.lost)}")
    return blocks


def _trial_text(trial: Trial) -> str:
    returns = ", ".join(number(r) if r == r else "nan" for r in trial.returns)
    rows = [("mean return", number(trial.mean_return)), ("returns", returns), ("lengths", ", ".join(map(str, trial.lengths)))]
    if trial.success_rate is not None:
        rows.append(("success rate", percent(trial.success_rate)))
    return pairs(rows)


def _told(trial: Trial, where: str) -> list[str]:
    blocks = []
    if trial.feedback:
        blocks += [_title(f"feedback of the {where}"), _lines(trial.feedback)]
    if trial.evidence:
        blocks += [_title(f"evidence of the {where}"), _lines(trial.evidence)]
    return blocks


def _parameters(tuned: Tuned) -> str:
    changes = zip(tuned.labels, tuned.before.tolist(), tuned.values.tolist(), strict=True)
    rows = [(safe(label), number(before), number(after)) for label, before, after in changes if before != after]
    return table(("parameter", "written", "tuned"), rows, ".rr") if rows else ""


def _scores(found: Candidate) -> list[str]:
    duels, selections = found.of_kind("duel", "comparison"), found.of_kind("selection")
    kept = [*duels[:1], *duels[1:][-(_ROWS - 1) :]]
    rows = [
        (m.kind, count(m.run_steps), number(m.best), number(m.worst), str(m.episodes), str(m.faulty) if m.faulty else "")
        for m in [*kept, *selections]
    ]
    if not rows:
        return []
    head = ("score", "after steps", "mean return", "worst", "episodes", "faulty")
    left_out = [f"({len(duels) - len(kept)} scores between the first and the next are left out; --json has them all)"]
    return [_title("scores"), table(head, rows, ".rrrrr"), *(left_out if len(kept) < len(duels) else [])]
