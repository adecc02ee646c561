"""Taking evaluation back to an earlier moment: a loop is evaluated again, an attempt is given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from ppc.compiler.frontend.values.values import Bounded, Buffer

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

T = TypeVar("T")


class Checkpoint:
    """Where evaluation can be taken back to."""

    def __init__(self, ev: Evaluator) -> None:
        self.block, self.length = ev.out.block, len(ev.out.block)
        self.store = ev.snapshot()
        self.counts = ev.out.statements, ev.out.local_words
        self.names = ev.out.names.mark()
        self.ranges = dict(ev.ranges)
        self.small = set(ev.small_counters)
        self.soft = list(ev.soft)
        self.frozen, self.copied, self.left = set(ev.frozen_aliases), dict(ev.copied), dict(ev.left)
        self.loops, self.targets, self.depth = len(ev.loops), len(ev.targets), len(ev.frames)
        self.exits = []
        seen = [f.exits for f in ev.frames] + [t.exits for t in ev.trying]
        self.trying = len(ev.trying)
        self.looks = [(t, t.unseen, t.looked) for t in ev.trying]
        for t in ev.targets:
            seen += [t.break_exits, t.continue_exits]
        for e in seen:
            if e is not None:
                self.exits.append((e, len(e.ways), len(e.hard), e.flag, len(e.place.statements)))
        self.open = [(x, len(x.breaks), len(x.continues), len(x.escapes)) for x in ev.loops]

    def rollback(self, ev: Evaluator) -> None:
        ev.out.block = self.block
        del ev.out.block[self.length :]
        ev.out.statements, ev.out.local_words = self.counts
        ev.out.forget_names(self.names)
        ev.small_counters = set(self.small)
        ev.ranges = dict(self.ranges)  # names come again with other meanings
        del ev.frames[self.depth :], ev.loops[self.loops :], ev.targets[self.targets :], ev.trying[self.trying :]
        ev.restore(self.store)
        ev.soft = list(self.soft)
        ev.frozen_aliases, ev.copied, ev.left = set(self.frozen), dict(self.copied), dict(self.left)
        for t, unseen, looked in self.looks:
            t.unseen, t.looked = unseen, looked
        for e, ways, hard, flag, statements in self.exits:
            del e.ways[ways:], e.hard[hard:], e.place.statements[statements:]
            e.flag = flag
        for x, breaks, continues, escapes in self.open:
            del x.breaks[breaks:], x.continues[continues:], x.escapes[escapes:]


def until_known(ev: Evaluator, key: Any, make: Callable[[], T]) -> T:
    """What ``make`` gives, which makes the container ``key`` and fills it: once more where the type of its items was learned
    only there, so that the policy need not be evaluated once more."""
    point = Checkpoint(ev)
    before = key in ev.learned
    made = make()
    if before or key not in ev.learned:
        return made
    point.rollback(ev)
    ev.learned.discard(key)
    return make()


def changed_since(ev: Evaluator, point: Checkpoint) -> bool:
    """Whether anything was assigned since ``point``: an object, a name around the generator, or memory that was there."""
    before = point.store
    if any(ev.heap.get(id) is not content for id, content in before.heap.items()):
        return True
    if any(f.locals.get(k) is not v for f, old in zip(ev.frames, before.frames, strict=False) for k, v in old.items()):
        return True
    if any(f.locals.keys() - old.keys() for f, old in zip(ev.frames, before.frames, strict=False)):
        return True
    memory = set()
    for content in before.heap.values():
        if isinstance(content, Buffer) and content.variable is not None:
            memory.add(content.variable.name)
        elif isinstance(content, Bounded):
            memory.update(v.name for v in content.columns)
    return bool(memory) and _writes(ev.out.block[point.length :], memory)


def _writes(block: Iterable[Any], memory: set[str]) -> bool:
    for statement in block:
        written = getattr(statement, "target", None) or getattr(statement, "variable", None)
        if getattr(written, "name", "") in memory:
            return True
        if any(_writes(getattr(statement, part, ()), memory) for part in ("then", "orelse", "body", "statements")):
            return True
    return False
