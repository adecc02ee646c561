"""LLVM text -> object code -> addresses in this process."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

VERSION = 3  # of what this file does with a text; a change makes cached objects stale


class Plan(Enum):
    """How much work goes into an object."""

    QUICK = "quick"  # registers only, the fast instruction selector: an object in 2 ms, code up to twice as slow
    STRAIGHT = "straight"  # registers only, full code generation: for code without loops more passes gain nothing
    LOOPS = "loops"  # LLVM's O2 without vectorisers and unrolling
    LANES = "lanes"  # vectorised over lanes, the fast instruction selector
    WIDE = "wide"  # vectorised over lanes, full code generation: half as long again to compile, up to twice as fast
    LANES_WITH_LOOPS = "lanes-with-loops"  # O2 with the loop vectoriser


_LARGE, _HUGE = 12_000, 60_000  # lines of text


def affordable(plan: Plan, text: str) -> Plan:
    """``plan``, or a cheaper one for a text on which it would take many seconds: LLVM's passes are worse than linear."""
    lines = text.count("\n")
    if lines > _HUGE:
        return Plan.QUICK
    if lines > _LARGE and plan is not Plan.QUICK:
        return Plan.STRAIGHT
    return plan


@dataclass(frozen=True)
class _Host:
    """What code generation depends on besides the text. ``machines`` are indexed by effort, 0 and 1."""

    machines: tuple[Any, Any]
    jit: Any
    lock: threading.Lock
    identity: str


@cache
def _host() -> _Host:
    import llvmlite
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    triple, cpu = llvm.get_process_triple(), llvm.get_host_cpu_name()
    features = llvm.get_host_cpu_features().flatten()
    target = llvm.Target.from_triple(triple)

    def machine(level: int) -> Any:
        return target.create_target_machine(cpu=cpu, features=features, opt=level, reloc="pic", codemodel="small")

    # Only x86's fast selector was tried. The linker takes its machine over.
    machines = machine(0 if triple.startswith("x86_64") else 1), machine(1)
    jit = llvm.create_lljit_compiler(machine(1))
    version = ".".join(map(str, llvm.llvm_version_info))
    identity = f"{VERSION}\n{llvmlite.__version__}\n{version}\n{triple}\n{cpu}\n{features}\n"
    return _Host(machines, jit, threading.Lock(), identity)


def host_identity() -> str:
    """Versions, CPU and features: equal texts give equal objects where this is equal."""
    return _host().identity


def compile_object(text: str, plan: Plan) -> bytes:
    """Object code of an LLVM module."""
    import llvmlite.binding as llvm

    host = _host()
    machine = host.machines[0 if plan in (Plan.QUICK, Plan.LANES) else 1]
    with host.lock:
        module = llvm.parse_assembly(text)
        _optimise(module, plan, machine)
        code: bytes = machine.emit_object(module)
    return code


def _optimise(module: Any, plan: Plan, machine: Any) -> None:
    import llvmlite.binding as llvm

    options = llvm.create_pipeline_tuning_options(speed_level=1 if plan in (Plan.LANES, Plan.WIDE) else 2)
    options.loop_vectorization = plan in (Plan.LANES, Plan.WIDE, Plan.LANES_WITH_LOOPS)
    options.slp_vectorization = False
    # Copies of loop bodies double the compile time of policies with many loops, and those run no faster for them.
    options.loop_unrolling = options.loop_interleaving = False
    builder = llvm.create_pass_builder(machine, options)
    if plan not in (Plan.LOOPS, Plan.LANES_WITH_LOOPS):
        _prepare(plan).run(module, builder)
    if plan not in (Plan.QUICK, Plan.STRAIGHT):
        builder.getModulePassManager().run(module, builder)


def _prepare(plan: Plan) -> Any:
    """Passes that shrink a body before it is inlined into a loop, or all that a plan runs."""
    import llvmlite.binding as llvm

    passes = llvm.create_new_module_pass_manager()
    passes.add_sroa_pass()
    if plan in (Plan.LANES, Plan.WIDE):
        passes.add_instruction_combine_pass()
        passes.add_simplify_cfg_pass()
        passes.add_new_gvn_pass()
    return passes


_serial = itertools.count()


def load_object(code: bytes, entries: tuple[str, ...]) -> tuple[Any, dict[str, int]]:
    """Links ``code`` into this process: (owner, address of each entry).

    The code lives as long as the owner.
    """
    import llvmlite.binding as llvm

    host = _host()
    builder = llvm.JITLibraryBuilder().add_object_img(code).add_current_process()
    for entry in entries:
        builder.export_symbol(entry)
    with host.lock:
        owner = builder.link(host.jit, f"ppc.{next(_serial)}")
    return owner, {entry: owner[entry] for entry in entries}
