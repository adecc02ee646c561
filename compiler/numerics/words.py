"""What the random generators need beside the policy language; each has a counterpart in the front end.

In compiled code integers have 64 bits and wrap, so ``wrap`` vanishes, and ``require`` is a run-time fault.
"""


def wrap(n: int) -> int:
    """``n`` modulo 2**64 as a signed integer."""
    n &= 0xFFFFFFFFFFFFFFFF
    return n - (1 << 64) if n >> 63 else n


def require(condition: bool) -> None:
    """Raises ValueError, as the libraries do for arguments that they do not accept."""
    if not condition:
        raise ValueError("an argument of a random function is outside of what it accepts")
