"""Every limit of the compiler, in one place. Counted, never timed."""

from __future__ import annotations

SOURCE_BYTES = 64 * 1024
BRACKET_DEPTH = 100  # checked before Python's parser sees the text
AST_DEPTH = 200
EVALUATOR_FUEL = 300_000  # syntax nodes visited by the partial evaluator
CALL_DEPTH = 40  # inlined calls within each other
IR_STATEMENTS = 20_000
UNROLL_TRIPS = 512  # of one loop
UNROLL_STATEMENTS = 20_000
SCALAR_ELEMENTS = 16  # arrays up to this size live in scalars
ARRAY_ELEMENTS = 1 << 20  # of one array
STATE_WORDS = 1 << 20
LOCAL_WORDS = 1 << 17  # they live on the stack
WHILE_BOUND = 10_000  # assumed turns of a loop whose bound is not proven
CONTAINER_CAPACITY = 256  # of a container whose size is not proven
CHOICE_OPTIONS = 64  # known values that a variable may take
TUPLE_LEAVES = 4096  # of one tuple, nested ones counted
STRING_CHARACTERS = 64 * 1024
FIXPOINT_ROUNDS = 12
SMALL_POWER = 16  # x**n with a literal |n| up to this is multiplied out
