"""A probe: a class that watches an episode, step(self, obs, action, reward), and tells of it, summary(self).

``step`` may leave out the reward.

It is evaluated like a policy, with one step for both: the observation's array goes on with the action, the reward and a
flag that asks for the summary. What ``summary`` returns is read when the probe is compiled; its numbers become the answer,
behind the number of the ``return`` that was taken, counted from 1 (0: none was).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls, conversions, iteration, recovery, texts, wordings
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library.builtins_ import BUILTINS
from ppc.compiler.frontend.literals import span_of
from ppc.compiler.frontend.stages import FrontEndResult, Stages, name_of_method
from ppc.compiler.frontend.summaries import Entries, Items, OneOf, Part, Perhaps, Several, Slot, Text, Word
from ppc.compiler.frontend.values import arrays, borrows, mappings
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Builtin,
    Choice,
    DictObject,
    Dim,
    EnumMember,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Ref,
    Static,
    Tuple,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Const, Program, Store
from ppc.compiler.ir.types import BOOL, F64, I64
from ppc.compiler.source import NO_SPAN, Span

ANSWERS = 128
"""Numbers that a summary may hold."""
SHOWN = 12
"""Items of a sequence whose length is known at run time only."""
_ENTRIES = ("step", "summary", "reset")
_FORM = "write class Feedback: with def step(self, obs, action, reward): and def summary(self):"
_RETURN = "return a dict of numbers, or a text with numbers in it"
_KINDS = {F64: "float", I64: "int", BOOL: "bool"}


@dataclass(frozen=True)
class ProbeResult(FrontEndResult):
    """``summaries`` are what the ways out of ``summary`` return, in the order of their numbers."""

    summaries: tuple[Part, ...]


class ProbeStages(Stages):
    """``signature`` is the task's: its observation, and its action as what the probe is told."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.obs_size = self.signature.obs_size + self.signature.action_size + 2
        self.action_size = ANSWERS + 1
        self.ev.entries = _ENTRIES
        self.summaries: list[Part] = []

    @staticmethod
    def prepare(tree: ast.Module) -> None:
        texts.rewrite(tree)

    def module_names(self) -> dict[str, Value]:
        return {**wordings.FUNCTIONS, texts.REPORT: Builtin(texts.REPORT, self._report)}

    def finished(self, program: Program) -> Program:
        return program  # an answer is not an action: nothing is clipped

    def run(self, name: str) -> ProbeResult:
        result = super().run(name)
        if not self.summaries:
            method = self.ev.heap[self.policy.id].cls.find_method("summary")[1]
            raise Unsupported("PPC501", "summary returns nothing", name_of_method(method.node, self.literals), _RETURN)
        return ProbeResult(result.program, result.notes, result.class_name, tuple(self.summaries))

    def _policy_class(self) -> UserClass:
        found = [v for v in self.ev.frames[0].locals.values() if isinstance(v, UserClass)]
        fitting = [c for c in found if c.find_method("step") is not None and c.find_method("summary") is not None]
        chosen = [c for c in fitting if c.name == "Feedback"] or fitting
        if len(chosen) == 1:
            return chosen[0]
        if not chosen:
            names = ", ".join(c.name for c in found)
            raise Unsupported(
                "PPC005",
                "there is no class with the methods step and summary" + (f" (classes: {names})" if names else ""),
                Span(1, 0, 1, 0),
                _FORM,
            )
        raise Unsupported(
            "PPC006",
            "several classes have the methods step and summary: " + ", ".join(c.name for c in chosen),
            span_of(chosen[1].node, self.literals.lines),
            "name the one that is meant Feedback",
        )

    def _act(self, cls: UserClass) -> None:
        ev, n, m = self.ev, self.signature.obs_size, self.signature.action_size
        self.summaries = []
        whole = NDArray(ev.observation.array.buffer, F64, (Dim(self.obs_size),), (1,), const(0))

        def read(at: int) -> Num:
            return Num(F64, arrays.element_at(ev, whole, [const(at)]).expr)

        if self.signature.discrete:
            action: Value = BUILTINS["int"].call(ev, [read(n)], {})
        else:
            action = NDArray(whole.buffer, F64, (Dim(m),), (1,), const(n))
        seen = [Observation(ev.observation.array), action, read(n + m)]
        going = ev.hold(ar.compare(ev, "==", read(n + m + 1), const(0.0)), "going")
        ev.span = NO_SPAN
        self.before = ev.snapshot()
        ev.branch(going, lambda: self._call(cls, "step", seen), lambda: self._call(cls, "summary", []))

    def _call(self, cls: UserClass, name: str, arguments: list[Value]) -> bool:
        method = cls.find_method(name)
        assert method is not None
        kind, function = method
        a = function.node.args
        parameters = len(a.posonlyargs) + len(a.args)
        if parameters == 3 and a.vararg is None:
            arguments = arguments[:2]
        wanted = len(arguments) + 1
        fits = parameters - len(function.defaults) <= wanted and (parameters >= wanted or a.vararg is not None)
        if kind in ("static", "class", "property") or not fits:
            form = f"def {name}(self, obs, action, reward):" if arguments else f"def {name}(self):"
            raise Unsupported("PPC007", f"{name} must take other arguments", name_of_method(function.node, self.literals), form)
        try:
            calls.call_user(self.ev, function, [self.policy, *arguments], {}, function.node)
        except recovery.Silent:  # the answer is unknown because of an error, but the rest has more to tell
            if self.ev.recovery is None:
                raise
        return True

    # -- what summary returns -----------------------------------------------------------------------------

    def _report(self, ev: Any, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Stores the numbers of what a ``return`` of ``summary`` gives."""
        if not args or args[0] == NONE:
            raise Unsupported("PPC501", "summary returns nothing here", help=_RETURN)
        reader = _Reader(ev)
        part = reader.read(args[0])
        if len(reader.numbers) > ANSWERS:
            raise Unsupported(
                "PPC503",
                f"the summary holds {len(reader.numbers)} numbers, at most {ANSWERS} are told",
                help="return fewer: means, counts, extremes",
            )
        self.summaries.append(part)
        for i, value in enumerate([const(len(self.summaries)), *reader.numbers]):
            ev.out.emit(Store(self.action, Const(I64, i), ar.to_f64(ev, value).expr, True, ev.span))
        if not ev.loops:
            # The episode is over. Forgetting what summary made lets its ways end in lists and dictionaries of different form.
            if ev.borrows:
                borrows.settle(ev)
            ev.heap, ev.borrows = dict(self.before.heap), self.before.borrows
            ev.frame.locals.clear()
        return NONE


class _Reader:
    """Takes a value apart into what is known of it and the ``numbers`` that are not."""

    def __init__(self, ev: Any) -> None:
        self.ev = ev
        self.numbers: list[Num] = []

    def read(self, value: Value, spec: str = "") -> Part:
        ev = self.ev
        ev.burn()
        if isinstance(value, Optional | Maybe):
            return Perhaps(self._slot(value.present), self.read(value.value, spec))
        value = conversions.present(ev, value)
        if isinstance(value, Observation):
            value = value.array
        if isinstance(value, Num):
            return Slot(self._slot(value), _KINDS[value.type], spec)
        if isinstance(value, Static):
            return Word(wordings.shown(value.value, spec))
        if isinstance(value, EnumMember):
            return Word(value.name)
        if isinstance(value, Choice):
            return OneOf(self._slot(value.index), tuple(self.read(o, spec) for o in value.options))
        if isinstance(value, NDArray):
            return self._array(value, spec)
        if isinstance(value, Tuple):
            if wordings.is_piece(value):
                return self.read(value.items[2], wordings.spec_of(value.items[1]))
            if wordings.is_text(value):
                return Text(tuple(self.read(v) for v in wordings.pieces_of(value)))
            return Items(tuple(self.read(v, spec) for v in value.items))
        content = ev.heap[value.id] if isinstance(value, Ref) else None
        if isinstance(content, ListObject):
            return Items(tuple(self.read(v, spec) for v in content.items))
        if isinstance(content, DictObject) and content.kind == "dict":
            return Entries(tuple((_name(k), self.read(v)) for k, v in content.items.items()))
        if isinstance(content, Bounded) and content.element is not None:
            keyed = content.kind == "dict"
            sequence = mappings.view(ev, value, "items").sequence if keyed else iteration.sequence(ev, value)
            return self._several(sequence, spec, keyed)
        if isinstance(content, Bounded):
            return Items(())
        raise Unsupported(
            "PPC201",
            f"a summary is made of numbers and text, this is {sh.describe(sh.shape_of(ev, value))}",
            help=f"{_RETURN}; of a list its length, a mean, an extreme",
        )

    def _slot(self, number: Num) -> int:
        self.numbers.append(self.ev.hold(number, "told"))
        return len(self.numbers)

    def _several(self, sequence: iteration.Sequence, spec: str, keyed: bool = False) -> Part:
        """The first few of as many items as there are. What is read past the last one is not shown."""
        assert sequence.length is not None
        length = self._slot(sequence.length)
        count = min(sequence.bound, SHOWN)
        return Several(length, tuple(self.read(sequence.item(const(i)), spec) for i in range(count)), keyed)

    def _array(self, value: NDArray, spec: str) -> Part:
        if value.shape and value.shape[0].length is not None:
            return self._several(iteration.sequence(self.ev, value), spec)
        if any(d.length is not None for d in value.shape):
            raise Unsupported("PPC503", "this array's shape is known at run time only", help="tell a mean, an extreme")
        if arrays.static_size(value) > ANSWERS:
            raise Unsupported("PPC503", f"this array has more than {ANSWERS} numbers", help="tell a mean, an extreme")
        parts = tuple(self.read(e, spec) for e in arrays.elements(self.ev, value))
        return Items(parts) if value.shape else parts[0]


def _name(key: Any) -> str:
    return key.name if isinstance(key, EnumMember) else str(key)
