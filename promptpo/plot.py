"""Return against environment steps as a picture, where Matplotlib is installed."""

from __future__ import annotations

from pathlib import Path

from ppc.promptpo.report import curve
from ppc.promptpo.run import Run


def plot(run: Run, path: Path | str) -> bool:
    """Writes a PNG to ``path``; False where Matplotlib is missing or the run has nothing to show yet."""
    points = curve(run)
    if not points:
        return False
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return False
    figure = Figure(figsize=(7.0, 4.0), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.step([p.env_steps for p in points], [p.mean for p in points], where="post", label="best incumbent while tuning")
    result = run.result
    if result is not None:
        axes.axhline(result.mean_return, linestyle="--", linewidth=1.0, color="black", label="held-out mean")
    title = f"{run.config.env_id}, seed {run.config.seed}"
    axes.set(xscale="log", xlabel="environment steps", ylabel="mean return", title=title)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.savefig(str(path), metadata={"Software": None})
    return True
