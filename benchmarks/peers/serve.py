"""The side of a peer: a process that steps its environments when it is told to, in its own interpreter.

Lines of JSON go both ways. At the start the process says what it is (``hello``), or why it cannot be (``absent``). A request
names task, policy, the number of environments and of calls; the answer holds steps, and seconds of processor time and of the
wall clock, or an ``error``. Only the standard library is needed here: ppc need not be installed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

Advance = Callable[[int], None]  # makes that many calls of every environment


def serve(libraries: tuple[str, ...], open_peer: Callable[[], Callable[[str, str, int], Advance]], unit: int = 1) -> None:
    """Answers requests until the input ends. ``open_peer`` imports the peer and answers what prepares a case; calls come
    in multiples of ``unit``."""
    from importlib.metadata import version

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the peer prints is no answer

    def say(**answer: Any) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    try:
        prepare = open_peer()
        found = {name: version(name) for name in libraries}
    except Exception as error:
        say(absent=f"{type(error).__name__}: {error}".splitlines()[0])
        return
    say(hello=found, unit=unit, python=".".join(str(n) for n in sys.version_info[:3]))
    ready: dict[tuple[str, str, int], Advance] = {}
    for line in sys.stdin:
        request = json.loads(line)
        case = (request["task"], request["policy"], request["envs"])
        try:
            if case not in ready:
                ready = {case: prepare(*case)}
                ready[case](unit)  # compiles and allocates
            wall, cpu = time.perf_counter(), time.process_time()
            ready[case](request["calls"])
            spent = time.process_time() - cpu, time.perf_counter() - wall
            say(steps=request["calls"] * request["envs"], cpu=spent[0], wall=spent[1])
        except Exception as error:
            say(error=f"{type(error).__name__}: {error}".splitlines()[0])
