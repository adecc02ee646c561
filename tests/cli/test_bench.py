"""What ``ppc bench`` prints."""

from __future__ import annotations

from typing import Any

from cli_harness import ppc

from ppc.cli.bench import render

FIGURES: dict[str, Any] = {
    "env": "CartPole-v1",
    "engine": "native",
    "threads": 1,
    "policy": "pd.py",
    "steps_per_s": 7.1e7,
    "gymnasium_steps_per_s": 1e5,
    "ratio_gymnasium": 710.0,
    "lanes_steps_per_s": 3.15e8,
    "threaded": {"threads": 2, "steps_per_s": 1.4e8, "gain": 1.97},
    "call_ns": {"c_median": 5.2, "c_p999": 21.0, "python_median": 971.0, "python_p999": 5348.0},
    "trajectory_hash": "0123456789abcdef" * 4,
    "gymnasium_hash_equal": True,
    "action_histogram": {"0": 3, "1": 5},
    "mean_return": 500.0,
}


def lines(**changed: Any) -> dict[str, str]:
    """Label -> the rest of its line."""
    return {line[:14].strip(): line[14:].strip() for line in render({**FIGURES, **changed}).splitlines()}


def test_rates_threads_and_latencies_are_printed() -> None:
    found = lines()
    assert found["ppc"] == "71 M steps/s"
    assert found["lanes"] == "315 M steps/s, for tuning and screening"
    assert found["threads"] == "2: 140 M steps/s, 1.97 × one thread"
    assert found["call, compiled"] == "5 ns median, 21 ns p99.9"
    assert found["call, Python"] == "971 ns median, 5348 ns p99.9"


def test_what_there_is_not_is_said() -> None:
    calls = {**FIGURES["call_ns"], "c_p999": None}
    found = lines(lanes_steps_per_s=None, threaded=None, call_ns=calls)
    assert found["lanes"].startswith("none") and found["threads"].startswith("one:")
    assert found["call, compiled"] == "5 ns median, not measured p99.9"


def test_the_command_prints_them(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    printed = ppc("bench", "CartPole-v1", "--seconds", "0.02").stdout
    labels = ("ppc", "Gymnasium", "ratio", "lanes", "threads", "call, compiled", "call, Python", "trajectory", "actions")
    assert all(f"\n{label} " in f"\n{printed}" for label in labels)
