"""Compiled functions that outlive the process: Numba writes the machine code once, a file keeps it.

Numba's own cache follows the time stamp of one source file, needs Numba at every start and trusts what it finds. Here
a file is named by a hash of everything that the code depends on, carries a checksum, and is loaded by LLVM alone.
A cache that cannot be read or written costs time, never a result.
"""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ppc.compiler import cache as objects
from ppc.compiler.jit.codegen import host_identity, load_object
from ppc.envs.native import c_library

_alive: list[Any] = []  # owners of the code: they live as long as the process
_KINDS = {"i64": ctypes.c_int64, "f64": ctypes.c_double}

Built = tuple[Callable[..., Any], Sequence[str]]


def load(name: str, build: Callable[[], Built]) -> Callable[..., int]:
    """The machine code of a Numba-compilable function as a C function; calls of it release the GIL.

    ``build`` imports what it needs and answers (function, argument types), each ``"i64"`` or ``"f64"``; the function
    returns an int64. It is called only when the code is not in the cache; ``name`` tells functions apart.
    """
    key = objects.key("envs", name, _fingerprint())
    data = objects.load(key)
    if data is not None:
        try:
            return _linked(data)
        except (RuntimeError, OSError, ValueError):  # written by a build that passes for this one
            pass
    data = _compiled(*build())
    objects.save(key, data)
    return _linked(data)


@cache
def _fingerprint() -> str:
    """Everything but the function's name that its code depends on."""
    import sys
    from importlib.metadata import version

    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return "\n".join((digest.hexdigest(), version("numba"), sys.version, host_identity(), c_library.identity()))


def _compiled(function: Callable[..., Any], arguments: Sequence[str]) -> bytes:
    """A line with symbol and argument types, then the object."""
    import llvmlite.binding as llvm
    from numba import types
    from numba.core.compiler import Flags, compile_extra
    from numba.core.registry import cpu_target

    flags: Any = Flags()
    flags.error_model = "numpy"
    flags.no_cpython_wrapper = True  # the code must not refer to Python or to Numba's run time
    flags.no_cfunc_wrapper = True
    typing, target = cpu_target.typing_context, cpu_target.target_context
    typing.refresh()
    target.refresh()
    kinds = {"i64": types.int64, "f64": types.float64}
    signature = tuple(kinds[a] for a in arguments)
    result = compile_extra(typing, target, function, signature, types.int64, flags, {})
    machine = llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        reloc="pic",
        codemodel="small",
    )
    code: bytes = machine.emit_object(llvm.parse_assembly(result.library.get_llvm_str()))
    return f"{result.fndesc.llvm_func_name} {','.join(arguments)}\n".encode() + code


def _linked(data: bytes) -> Callable[..., int]:
    header, _, code = data.partition(b"\n")
    symbol, _, listed = header.decode().partition(" ")
    owner, addresses = load_object(code, (symbol,))
    _alive.append(owner)
    arguments: list[Any] = [_KINDS[a] for a in listed.split(",")]
    # Numba's calling convention: result and exception behind the first two pointers, a status as the value.
    native = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *arguments)(addresses[symbol])

    def call(*values: Any) -> int:
        result, exception = ctypes.c_int64(), ctypes.c_void_p()
        status = native(ctypes.byref(result), ctypes.byref(exception), *values)
        if status != 0:
            raise RuntimeError(f"compiled code failed with status {status}")
        return result.value

    return call
