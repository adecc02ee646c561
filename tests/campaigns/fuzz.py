"""Random policies through every engine, bit for bit; counterexamples are shrunk and kept.

    python -m tests.campaigns.fuzz                                   # 20,000 policies; about an hour on two cores
    python -m tests.campaigns.fuzz --programs 500 --seed 7 --jobs 1  # others, in this process

The front end's IR in the interpreter is the reference. Every policy that compiles goes through the passes and the JIT and
through C (gcc -O1, -O0 and -O3 -march=native in turn), and through CPython with our definitions substituted, unless it is
made to overflow; one small policy in 25 goes through the Numba module as well. An exception that is no diagnostic is a
failure. What fails is shrunk into tests/fuzz/counterexamples, which the tests replay. The exit code is 1 when anything failed
or when less than 90 % of the policies compiled.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time

from tests.fuzz import counterexamples
from tests.fuzz.campaign import Tally, batches, run
from tests.fuzz.verdicts import FAST

LEAST_COMPILED = 0.9


def table(tally: Tally) -> str:
    """Policies that compile, by feature; then what was refused."""
    lines = [f"{'feature':<28}{'policies':>10}{'failed':>8}"]
    lines += [f"{tag:<28}{count:>10,}{tally.failed[tag]:>8,}" for tag, count in sorted(tally.tags.items())]
    lines += ["", f"{'refused':<28}{'policies':>10}"]
    lines += [f"{code:<28}{count:>10,}  {tally.examples[code][:100]}" for code, count in tally.refused.most_common()]
    return "\n".join(lines)


def summary(tally: Tally) -> str:
    failing = len({(policy.seed, policy.source) for policy, _, _ in tally.failures})
    engines = ", ".join(f"{engine} {count:,}" for engine, count in tally.compared.items())
    share = tally.compiled / max(tally.policies, 1)
    return f"{tally.policies:,} policies, {share:.1%} compile ({engines}); {failing:,} fail"


def main() -> int:
    parser = argparse.ArgumentParser(description="Random policies through every engine, bit for bit.")
    parser.add_argument("--programs", type=int, default=20_000, help="policies to generate")
    parser.add_argument("--seed", type=int, default=1_000_000, help="seed of the first; each takes the next number")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--shrink", type=int, default=600, metavar="TRIES", help="tries to make a counterexample smaller")
    parser.add_argument("--keep", type=int, default=20, help="counterexamples to shrink and keep")
    options = parser.parse_args()
    total, begun = Tally(), time.perf_counter()
    objects = tempfile.TemporaryDirectory(prefix="ppc-fuzz-objects-")  # not into the user's cache
    os.environ["PPC_CACHE_DIR"] = objects.name
    kept: set[int] = set()
    for tally in run(batches(options.seed, options.programs, FAST, numba=1), options.jobs):
        total.add(tally)
        for policy, engine, what in tally.failures:
            print(f"FAILED seed {policy.seed}, {engine}: {what.strip()[-600:]}", flush=True)
            if policy.seed in kept or len(kept) >= options.keep:
                continue
            kept.add(policy.seed)
            small = counterexamples.reduced(policy, engine, what, options.shrink) if options.shrink else policy
            print(f"kept as {counterexamples.write(small, engine, what)}", flush=True)
        if total.policies % 1_000 < tally.policies:
            print(f"{summary(total)}; {time.perf_counter() - begun:,.0f} s", flush=True)
    print(table(total))
    print(f"{summary(total)}; {time.perf_counter() - begun:,.0f} s")
    return 1 if total.failures or total.compiled < LEAST_COMPILED * total.policies else 0


if __name__ == "__main__":
    sys.exit(main())
