"""The command ``ppc``: a group whose commands are imported when they run."""

from __future__ import annotations

from typing import Any

import click

from ppc.cli.lazy import LazyGroup

COMMANDS = {
    "optimize": "Search a policy for an environment and keep the best.",
    "prompt": "Show what a language model would be asked.",
    "export": "Write a policy as a controller that runs without ppc.",
    "verify": "Replay an artifact's test vectors in its own runtime.",
    "check": "Compile a policy and say what is in it, or what is wrong.",
    "explain": "Explain a diagnostic's code or a run-time fault.",
    "eval": "Score a policy on episodes that no optimisation has seen.",
    "tune": "Tune the numbers in a policy's text.",
    "play": "Watch a policy, film it, or log its steps.",
    "bench": "Measure steps a second beside Gymnasium, and the latency of a call.",
    "envs": "List the environments.",
    "targets": "List the export targets.",
    "runs": "List the runs in a folder.",
    "show": "Show a run: its result and its candidates.",
    "diff": "Tell what differs between two runs, candidates or policies.",
    "compare": "Measure policies against each other on the same episodes.",
}


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"ppc {version('policy-compiler')}")
    except PackageNotFoundError:
        click.echo("ppc (not installed)")
    context.exit()


@click.group(
    cls=LazyGroup,
    package="ppc.cli",
    summaries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command has --help. Exit codes: 0 done, 1 the input is wrong or a verification failed, 2 usage, "
    "3 something outside failed or nothing was found.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli(debug: bool) -> None:
    """The policy compiler: optimise small Python policies, and export them as controllers with the same bits."""
    # `debug` is read from the arguments before they are parsed, so that it covers the parsing too.


def main(arguments: list[str] | None = None) -> Any:
    """Runs ``ppc`` with ``arguments`` (default: the process's) and exits."""
    cli.main(arguments, prog_name="ppc")


if __name__ == "__main__":
    main()
