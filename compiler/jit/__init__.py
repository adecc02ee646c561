"""IR to machine code of this process through LLVM."""

from ppc.compiler.jit.native import NativePolicy, Stepper, compile_native

__all__ = ["NativePolicy", "Stepper", "compile_native"]
