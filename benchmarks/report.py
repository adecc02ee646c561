"""Tables of docs/performance.md from the figures of a run. ``docs/generate.py`` puts them there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.goals import GOALS, Results, ratios, short

RESULTS = Path(__file__).with_name("results.json")
PEERS = (
    "Gymnasium", *(f"Gymnasium vectorised {n}" for n in (64, 1024, 4096)), "EnvPool 1024", "gymnax 1024",
)  # fmt: skip

# Where the time goes in a row: shares of samples by perf, kept by hand. "Library" is the C library's sine, cosine and `pow` for
# values in doubt; what is left is seeding, results and the call.
LIMITS = {
    ("CartPole-v1", "linear"): "exact: dynamics 72 %, policy 11 %, library 9 %; lanes: dynamics 74 %, policy 11 %",
    ("CartPole-v1", "machine"): "exact: dynamics 67 %, policy 17 %, library 9 %; lanes: dynamics 64 %, policy 24 %",
    ("Pendulum-v1", "linear"): "exact: dynamics 53 %, library 27 %, half of it squares; lanes: dynamics 70 %, policy 7 %",
    ("Pendulum-v1", "machine"): "exact: dynamics 44 %, library 33 %, policy 11 %; lanes: dynamics 63 %, policy 17 %",
    ("MountainCarContinuous-v0", "linear"): "exact: dynamics 64 %, library 13 %, policy 10 %; lanes: dynamics 80 %, policy 6 %",
    ("MountainCarContinuous-v0", "machine"): "episodes of 72 steps; exact: dynamics 42 %, policy 24 %; lanes: dynamics 59 %",
    ("Acrobot-v1", "linear"): "four Runge-Kutta stages; exact: dynamics 65 %, library 32 %; lanes: dynamics 96 %",
    ("Acrobot-v1", "machine"): "the same: 63 %, 32 %; lanes 94 %",
}


def load(path: Path = RESULTS) -> Results:
    """The figures that the last whole run of ``python -m benchmarks`` kept."""
    found: Results = json.loads(path.read_text(encoding="utf-8"))
    return found


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def machine(results: Results) -> str:
    """Machine, versions and method of the run."""
    where, versions = results["machine"], dict(results["versions"])
    own = versions.pop("this interpreter")
    cores = results["pinned to"]
    count, seconds, mujoco = (results["rounds"][k] for k in ("count", "seconds", "mujoco"))
    place = (where["processor"], f"{where['processors']} processors", where["system"], f"load before the run {where['load']}")
    rows = [
        ("machine", "; ".join(place)),
        ("versions", ", ".join(f"{name} {v}" for name, v in own.items())),
        *((f"versions, {name}", ", ".join(f"{n} {v}" for n, v in found.items())) for name, found in versions.items()),
        ("cores", f"pinned to processor {cores[0]}; threads to two" if cores else "not pinned: the system has no call for it"),
        (
            "rounds",
            f"{count} of about {seconds:g} s of each contestant, all in turn; MuJoCo {mujoco}; threads {5 * seconds:g} s",
        ),
        ("when", f"{results['month']}, {results['minutes']} minutes"),
        *(("left out", f"{name}: {reason}") for name, reason in results["absent"].items()),
    ]
    return table(("", ""), rows)


def goals(results: Results) -> str:
    """Each goal, the range of what was measured, and whether it is met."""
    rows = []
    for goal in GOALS:
        cells = goal.cells(results)
        missed = [f"{label} {figure(ratio)}" for label, ratio in cells if not goal.meets(ratio)]
        wanted = f"{'≤' if goal.most else '≥'} {figure(goal.wanted)}"
        if not cells:
            rows.append((goal.name, wanted, "–", "not measured"))
            continue
        values = [ratio for _, ratio in cells]
        low, high = figure(min(values)), figure(max(values))
        verdict = "yes" if not missed else f"in {len(cells) - len(missed)} of {len(cells)}; not {', '.join(missed)}"
        rows.append((goal.name, wanted, low if low == high else f"{low} to {high}", verdict))
    return table(("goal", "wanted", "measured", "met"), rows)


def rollouts(results: Results) -> str:
    """Hand-written C, exact and lanes: million steps a second, ratios, and what limits them."""
    rows = []
    for row in results["rollouts"]:
        rates = row["steps_per_s"]
        cells = [millions(rates.get(name)) for name in ("C", "exact", "lanes", "own")]
        pairs = (("exact", "C"), ("lanes", "C"), ("lanes", "exact"))
        limit = LIMITS.get((row["task"], row["policy"]), "")
        rows.append((short(row["task"]), row["policy"], *cells, *(ratio(rates, *pair) for pair in pairs), limit))
    head = ("task", "policy", "C, one env", "exact", "lanes", "lanes, own constants", "exact ÷ C", "lanes ÷ C", "lanes ÷ exact")
    return table((*head, "where the time goes"), rows)


def peers(results: Results) -> str:
    """The peers' million steps a second, and how often the exact engine makes as many."""
    present = [name for name in PEERS if any(name in row["steps_per_s"] for row in results["rollouts"])]
    rows = []
    for row in results["rollouts"]:
        rates = row["steps_per_s"]
        cells = []
        for name in present:
            cells.append(f"{millions(rates[name])}: {ratio(rates, 'exact', name)} ×" if name in rates else "–")
        rows.append((short(row["task"]), row["policy"], *cells))
    return table(("task", "policy", *present), rows)


def threads(results: Results) -> str:
    names = ("gain", "processor time")
    rows = [(short(row["task"]), row["engine"], *(spread(row[name]) for name in names)) for row in results.get("threads", [])]
    return table(("task", "engine", "rate, two threads ÷ one", "processor time, two ÷ one"), rows)


def steady(results: Results) -> str:
    """Resident sets, and nanoseconds a step by the size of a call."""
    memory = []
    for row in results["memory"]:
        first, last, highest = (f"{row[name]:.1f} MB" for name in ("first_mb", "last_mb", "highest_mb"))
        memory.append((row["engine"], first, f"{last} after {row['steps']:,}", highest))
    sizes = sorted({row["episodes"] for row in results["cost"]})
    found = {(row["engine"], row["episodes"]): row["ns"] for row in results["cost"]}
    engines = dict.fromkeys(row["engine"] for row in results["cost"])
    cost = [(engine, *(f"{found[engine, size]:.3g}" for size in sizes)) for engine in engines]
    return (
        table(("engine", "resident after 10⁶ steps", "at the end", "highest"), memory)
        + "\n"
        + table(("ns a step, episodes in a call", *(f"{size:,}" for size in sizes)), cost)
    )


def mujoco(results: Results) -> str:
    rows = []
    for row in results["mujoco"]:
        rates = row["steps_per_s"]
        thousands = [spread([r / 1e3 for r in rates[name]]) for name in ("engine", "bare", "gymnasium")]
        found = [spread(ratios(rates, "engine", name)) for name in ("bare", "gymnasium")]
        rows.append((row["task"], *thousands, *found))
    return table(("task", "engine, k steps/s", "bare `mj_step`", "Gymnasium", "engine ÷ bare", "engine ÷ Gymnasium"), rows)


def compile_times(results: Results) -> str:
    """From a policy's text to 50,000 steps, ms and multiples of ppc's."""
    total = results["compile"]["total ms"]
    laws = list(total)
    rows = []
    for name in total[laws[0]]:
        cells = [f"{total[law][name]:.1f}: {total[law][name] / total[law]['ppc']:.1f} ×" for law in laws]
        rows.append((name, *cells))
    return table(("ms, and multiple of ppc's", *laws), rows)


def calls(results: Results) -> str:
    rows = []
    for row in results["calls"]:
        cells = (figure(row[name]) for name in ("c_median", "c_p999", "python_median", "python_p999"))
        rows.append((short(row["task"]), row["policy"], *cells))
    return table(("task", "policy", "from C: median, ns", "p99.9", "from Python: median, ns", "p99.9"), rows)


def figure(value: float | None) -> str:
    """Three digits, or all before the point."""
    if value is None:
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def spread(values: Sequence[float]) -> str:
    """Median (range)."""
    return f"{figure(median(values))} ({figure(min(values))} to {figure(max(values))})"


def millions(rates: Sequence[float] | None) -> str:
    return "–" if rates is None else spread([r / 1e6 for r in rates])


def ratio(rates: dict[str, list[float]], ours: str, theirs: str) -> str:
    return figure(median(ratios(rates, ours, theirs))) if {ours, theirs} <= rates.keys() else "–"


PARTS: dict[str, Callable[[Results], str]] = {
    "benchmark machine": machine,
    "benchmark goals": goals,
    "benchmark rollouts": rollouts,
    "benchmark peers": peers,
    "benchmark threads": threads,
    "benchmark memory": steady,
    "benchmark mujoco": mujoco,
    "benchmark compile": compile_times,
    "benchmark calls": calls,
}


def parts(results: Results | None = None) -> dict[str, Callable[[], str]]:
    """Name of a part of the page -> its text; ``results`` are read when one is asked for."""

    def part(name: str) -> Callable[[], str]:
        return lambda: PARTS[name](load() if results is None else results)

    return {name: part(name) for name in PARTS}
