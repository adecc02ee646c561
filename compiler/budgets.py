"""Every limit of the compiler, in one place. Counted, never timed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

SOURCE_BYTES = 64 * 1024
BRACKET_DEPTH = 100  # checked before Python's parser sees the text
AST_DEPTH = 200
EVALUATOR_FUEL = 300_000  # syntax nodes visited by the partial evaluator
CALL_DEPTH = 40  # inlined calls within each other
PYTHON_FRAMES = 8_000  # that this takes at most, of the interpreter which the compiler runs in
IR_STATEMENTS = 24_000
UNROLL_TRIPS = 512  # of one loop
UNROLL_FOR_LISTS = 1000  # statements up to which a loop that makes a list is written out, so that its length stays known
UNROLL_STATEMENTS = 24_000
LONG_COMPREHENSIONS = (4_000, 200)  # statements above which one is not written out, in a policy that is too large otherwise
SCALAR_ELEMENTS = 16  # arrays up to this size live in scalars
ARRAY_ELEMENTS = 1 << 20  # of one array
STATE_WORDS = 1 << 20
EMITTED_WORDS = 1 << 24  # of all local arrays before they share memory
LOCAL_WORDS = 1 << 17  # of a stage's local arrays, which live on the stack
DERIVE_WORDS = 1 << 19  # those of __init__, which runs on the machine that optimises only
WHILE_BOUND = 10_000  # assumed turns of a loop whose bound is not proven
NESTED_CAPACITY = 32  # of a container inside of another one
CONTAINER_CAPACITY = 256  # of a container whose size is not proven
CHOICE_OPTIONS = 64  # known values that a variable may take
TUPLE_LEAVES = 4096  # of one tuple, nested ones counted
STRING_CHARACTERS = 64 * 1024
STRING_COMBINATIONS = 1024  # of known strings and numbers that one operation is computed for
FIXPOINT_ROUNDS = 12
SMALL_POWER = 16  # x**n with a literal |n| up to this is multiplied out
CONTAINER_CAPACITY_MOST = 16384  # what a policy may ask for with "# ppc: capacity=..."
TRIAL_STATEMENTS = 200_000_000  # executed to see whether what __init__ and reset() put into containers fits


@dataclass(frozen=True)
class Room:
    """Items that containers of unproven size hold: ``items``, or ``nested`` inside of another container."""

    items: int = CONTAINER_CAPACITY
    nested: int = NESTED_CAPACITY


_DEFAULT = Room()
_room: ContextVar[Room] = ContextVar("room", default=_DEFAULT)


def container_capacity() -> int:
    """The capacity of a container whose size is not proven, in the policy that is being compiled."""
    return _room.get().items


def nested_capacity() -> int:
    """The capacity of such a container inside of another one."""
    return _room.get().nested


@contextmanager
def of_room(room: Room) -> Iterator[None]:
    """Compiles with other room than the default."""
    token = _room.set(room)
    try:
        yield
    finally:
        _room.reset(token)
