"""The three stages of a policy: derive (``__init__``), reset, step; and what of it is state.

The step is evaluated like the body of an endless loop: places of the heap that a step or a reset changes become
state variables, and it is evaluated again until no new ones turn up.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic
from ppc.compiler.frontend import (
    calls,
    classes,
    closures,
    fields,
    function_policies,
    generators,
    growth,
    memos,
    persistence,
    recovery,
    stores,
    syntax,
)
from ppc.compiler.frontend.answer import answer
from ppc.compiler.frontend.emitter import Names, OpenBlock, close
from ppc.compiler.frontend.errors import Restart, Unsupported
from ppc.compiler.frontend.evaluator import Evaluator, Frame
from ppc.compiler.frontend.library.elementary_functions import FUNCTION_MODULES, FUNCTIONS
from ppc.compiler.frontend.literals import Literals, span_of
from ppc.compiler.frontend.values import borrows, constants, copies, instances, pools, regrown, sums
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.detach import detach
from ppc.compiler.frontend.values.places import WHOLE, Path, Structure, changes, get, hint, put, remember
from ppc.compiler.frontend.values.store import Snapshot, objects_in, reference_counts, references
from ppc.compiler.frontend.values.values import (
    Bounded,
    Buffer,
    Dim,
    Instance,
    NDArray,
    Num,
    Observation,
    Ref,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Assign, Const, Program, Storage, Variable
from ppc.compiler.ir.types import F64
from ppc.compiler.passes.finish import with_finish
from ppc.compiler.signature import Signature
from ppc.compiler.source import NO_SPAN, Span

OF_OTHER_NAMES = ("PPC406", "PPC210")


@dataclass(frozen=True)
class FrontEndResult:
    """The program (raw parameter indices resolved) and what was noticed on the way."""

    program: Program
    notes: tuple[Diagnostic, ...]
    class_name: str


# What evaluations of one policy leave for the next: of containers, of the text, and of loops.
Memory = tuple[dict[Any, Any], Any, set[Any]]


class Stages:
    def __init__(self, tree: ast.Module, source: str, signature: Signature, literals: Literals, memory: Memory) -> None:
        self.tree, self.source, self.signature = tree, source, signature
        self.obs_size, self.action_size = signature.obs_size, signature.action_size
        self.literals = literals
        self.ev = Evaluator(tree, source, self.literals, FUNCTIONS, Names(reserved=FUNCTION_MODULES))
        self.ev.signature = signature
        self.ev.container_memo, self.walks, self.ev.unrolled = memory
        self.memo: dict[Path, sh.Shape] = {}
        self.exact: set[Path] = set()  # places that hold NumPy's numbers only, or Python's
        self.aliases: set[tuple[Path, sums.Part]] = set()
        self.alias_ids: set[int] = set()
        self.copied: set[int | Path] = set()
        self.taken: dict[int, tuple[borrows.Borrow, ...]] = {}  # what an entry took from where, by the store at its end
        self.kept: set[int | Path] = set()  # containers of whose items other places hold copies
        self.derived: list[Variable] = []
        self.by_identity = False  # whether state refers to the objects of __init__ themselves wherever it can
        self.policy: Ref = Ref(0)
        self.function: str | None = None  # the function of the module that is the policy, where no class is

    @staticmethod
    def prepare(tree: ast.Module) -> None:
        """Rewrites the tree, in place, before anything is evaluated."""

    def module_names(self) -> dict[str, Value]:
        """What the module knows beside Python's own names."""
        return {}

    def finished(self, program: Program) -> Program:
        """The program with what follows its step."""
        return with_finish(program, self.signature)

    def run(self, name: str) -> FrontEndResult:
        ev = self.ev
        names = ev.out.names
        self.observation = Variable(names.fresh("obs"), Array(F64, self.obs_size), Storage.OBSERVATION)
        self.action = Variable(names.fresh("action"), Array(F64, self.action_size), Storage.ACTION)
        try:
            cls = self._derive()
        except Unsupported:
            if ev.learned and ev.recovery is None:
                raise Restart from None
            raise
        base = ev.snapshot()
        base.borrows = borrows.outlasting(base)
        derive_block = ev.out.block
        self.memo = fields.foresee(ev, self.policy, cls, self.walks, self._stays)
        reset_block, step_block, state = self._settle(cls, base)
        self._report_kept(cls)
        growth.tell(ev, self.policy)
        program = Program(
            name=name,
            parameters=(),
            parameter_array=ev.parameter_array,
            observation=self.observation,
            action=self.action,
            derived=tuple(self.derived),
            state=tuple(state),
            functions=FUNCTIONS.closure(ev.used_functions),
            sites=tuple(ev.out.sites),
            derive=close(derive_block),
            reset=ev.owners.without_idle(close(reset_block)),
            step=ev.owners.without_idle(close(step_block)),
            finish=(),
            bounds=tuple(sorted(ev.out.bounds.values(), key=lambda b: (b.span.line, b.span.column))),
        )
        if sum(_words(v) for v in state) > budgets.STATE_WORDS:
            raise Unsupported("PPC802", f"the policy's state has more than {budgets.STATE_WORDS} numbers")
        from ppc.compiler.frontend.resolve import resolve_parameters

        program = resolve_parameters(program, self.literals)
        program = self.finished(program)
        notes = tuple(sorted(ev.warnings.values(), key=lambda d: (d.span.line, d.span.column)))
        return FrontEndResult(program, notes, cls.name)

    def _report_kept(self, cls: UserClass) -> None:
        ev = self.ev
        state = {str(p[3]) for p in self.memo if p[:3] == ("heap", self.policy.id, "field")}
        for name, value in ev.heap[self.policy.id].fields.items():
            if any(p[1] in references(value) for p in self.memo):
                state.add(name)
        kept = fields.not_reset(cls, state)
        method = cls.find_method("reset")
        if kept and method is not None:
            ev.span = name_of_method(method[1].node, self.literals)
            are = "they are" if len(kept) > 1 else "it is"
            ev.warn(
                "PPC905",
                f"reset() leaves {', '.join(kept)} as {are}, but every episode starts with what __init__ made",
                "an episode's score must not depend on the episodes before it",
                severity="note",
            )

    # -- derive -------------------------------------------------------------------------------------------

    def _derive(self) -> UserClass:
        """Module level and ``__init__``."""
        ev = self.ev
        module = Frame("<module>", self.module_names(), is_module=True)
        ev.frames = [module]
        for statement in self.tree.body:
            if _is_main_guard(statement):
                ev.warn("PPC904", "the code under 'if __name__' is dropped", severity="note")
                continue
            ev.statement(statement)
        cls = self._policy_class()
        value = classes.instantiate(ev, cls, [], {}, None)
        assert isinstance(value, Ref)
        self.policy = value
        module.locals[" policy"] = value
        if ev.learned and ev.recovery is None:
            raise Restart
        if ev.pools:
            pools.end_of_init(ev)
        self.derived = persistence.persist(ev)
        return cls

    def _policy_class(self) -> UserClass:
        found = [v for v in self.ev.frames[0].locals.values() if isinstance(v, UserClass)]
        with_act = [c for c in found if c.find_method("act") is not None]
        chosen = [c for c in with_act if c.name == "Policy"] or [c for c in with_act if c.name.endswith("Policy")]
        if not chosen and (len(with_act) != 1 or function_policies.wants_arguments(with_act[0])):
            # Where several classes could be the policy, a helper that nothing uses may be called control or predict.
            names = function_policies.NAMES[:1] if with_act else function_policies.NAMES
            self.function = function_policies.by_name(self.ev, self.tree, names)
            if self.function is None and not with_act:
                self.function = function_policies.by_use(self.ev, self.tree)
            if self.function is not None:
                return UserClass(self.function, ast.ClassDef(self.function, [], [], [], [], lineno=0, col_offset=0))
        if len(chosen) != 1:
            chosen = chosen if len(chosen) > 1 else with_act
        if len(chosen) == 1:
            return chosen[0]
        if not chosen:
            others = ", ".join(c.name for c in found)
            raise function_policies.misfit(self.ev, self.tree) or Unsupported(
                "PPC005",
                "there is no class with a method act(self, obs), and no function policy(obs)"
                + (f" (classes: {others})" if others else ""),
                Span(1, 0, 1, 0),
                "write class Policy: with def act(self, obs):, or a function def policy(obs):",
            )
        raise Unsupported(
            "PPC006",
            "several classes have a method act: " + ", ".join(c.name for c in chosen),
            span_of(chosen[1].node, self.literals.lines),
            "name the one that is meant Policy",
        )

    # -- state --------------------------------------------------------------------------------------------

    def _settle(self, cls: UserClass, base: Snapshot) -> tuple[OpenBlock, OpenBlock, list[Variable]]:
        """Where a copy in the state may not be changed because what it was copied from has other names, once more with the
        objects themselves in its place."""
        ev = self.ev
        self.start = ev.out.names.mark(), (ev.out.statements, ev.out.local_words), dict(ev.ranges)
        self.counts = reference_counts(base)
        try:
            return self._rounds(cls, base)
        except Unsupported as error:
            if error.code not in OF_OTHER_NAMES or ev.recovery is not None:
                raise
            first = error
        self.by_identity = True
        del ev.frames[1:]
        ev.restore(base)
        self.memo = fields.foresee(ev, self.policy, cls, self.walks, self._stays)
        self.aliases, self.alias_ids, self.copied, self.kept = set(), set(), set(), set()
        try:
            return self._rounds(cls, base)
        except (Unsupported, KeyError):  # a key of the heap: what a step made is gone, and something still refers to it
            raise first from None

    def _rounds(self, cls: UserClass, base: Snapshot) -> tuple[OpenBlock, OpenBlock, list[Variable]]:
        ev = self.ev
        last: Unsupported | None = None
        for _ in range(2 * budgets.FIXPOINT_ROUNDS):
            before = dict(self.memo)
            ev.learned.clear()
            try:
                found = self._round(cls, base)
            except Unsupported as error:
                last = error
                if ev.regrown and self._regrow():
                    continue
                self._restart_for_pools(cls, base)
                # A field may hold in a later round what this one misses, such as a number where it is None as yet.
                if ev.recovery is not None:
                    raise
                if ev.learned:
                    continue
                self._learn_from_the_rest(cls, base)
                if self.memo == before and not ev.learned:
                    raise
                continue
            if found is not None:
                return found
            self._restart_for_pools()
            last = None
            if ev.recovery is not None and self.memo == before:
                raise recovery.Silent  # all errors that there are were found
        raise last or Unsupported("PPC305", "the types of the policy's fields do not settle", NO_SPAN)

    def _regrow(self) -> bool:
        """Gives places of the state a run-time length whose items turned out to grow; whether there are such places."""
        ev = self.ev
        if ev.stage != "step" or ev.recovery is not None:
            return False
        before = dict(self.memo)
        for path in {self.state_of[i] for i in ev.regrown if i in self.state_of}:
            value = _at(ev, self.head, path)
            self.memo[path] = regrown.grown(self.memo[path], self.head.heap, value, ev.regrown)
        return self.memo != before

    def _restart_for_pools(self, cls: UserClass | None = None, base: Snapshot | None = None) -> None:
        """Something was found out about the objects of pools, which are made before anything is evaluated; after an error
        (``cls`` and ``base`` are given), there is more behind it."""
        facts: pools.Known | None = self.ev.container_memo.get("pools")
        if facts is not None and facts.learned and self.ev.recovery is None:
            if cls is not None and base is not None:
                self._learn_from_the_rest(cls, base)
            raise Restart

    def _learn_from_the_rest(self, cls: UserClass, base: Snapshot) -> None:
        """A round that passes over statements with errors."""
        self.ev.recovery = recovery.Recovery([], keep=True)
        try:
            self._round(cls, base)
        except Unsupported:
            pass
        finally:
            self.ev.recovery = None

    def _round(self, cls: UserClass, base: Snapshot) -> tuple[OpenBlock, OpenBlock, list[Variable]] | None:
        """Evaluates reset and step with the state known so far; None when more turned up."""
        ev = self.ev
        self.base = base
        names, counts, ranges = self.start
        before = dict(self.memo)
        ev.out.forget_names(names)
        ev.ranges = dict(ranges)
        ev.small_counters = set()
        ev.out.statements, ev.out.local_words = counts
        ev.trying = []
        ev.caching = memos.Caching()
        ev.owners.forget()
        del ev.frames[1:]
        ev.restore(base)
        ev.regrown.clear()
        ev.frozen_aliases = set(self._shared(base)) | self.alias_ids
        ev.copied.clear()
        ev.left.clear()
        ev.kept_items = {known for known in self.kept if isinstance(known, int)}
        for known in self.copied:
            if isinstance(known, int):
                copies.from_earlier_step(ev, known)
        self._start_block("reset")
        pools.begin(ev)
        pools.open_written(ev)
        self._reset(cls)
        end_reset, reset_block = self._end(base), self._block
        pools.hide(ev, base, end_reset)
        reset_cursor = ev.out.block
        self._learn(base, end_reset, {}, True)
        ev.restore(base)
        self._start_block("step")
        slots, owners, flags = self._enter()
        pools.begin(ev)
        pools.mark(ev, list(self.memo))
        self.head = head = ev.snapshot()
        self.state_of = owners
        pools.open_written(ev)
        try:
            self._act(cls)
        except Unsupported:
            if ev.recovery is None or len(ev.frames) > 1:
                raise
        end_step, step_block, step_cursor = self._end(base), self._block, ev.out.block
        pools.hide(ev, head, end_step)
        self._learn(head, end_step, owners)
        if ev.pools:
            pools.note_lasting(ev, list(self.memo.values()))
        aliases, ids, copied = self._aliases(base, end_reset, end_step)
        kept, second = self._kept(base, end_reset, end_step)
        aliases |= second
        settled = aliases <= self.aliases and ids <= self.alias_ids and copied <= self.copied and kept <= self.kept
        if self.memo != before or ev.learned or not settled:
            self.aliases |= aliases
            self.alias_ids |= ids
            self.copied |= copied
            self.kept |= kept
            return None
        if ev.recovery is not None:
            return None
        memos.check_reads(ev, self.memo, owners)
        ends = (reset_cursor, len(reset_cursor)), (step_cursor, len(step_cursor))
        for (cursor, _), end in zip(ends, (end_reset, end_step), strict=True):
            ev.out.block = cursor
            self._store(end, slots)
        needed = ev.owners.needed() & flags
        if needed and self._are_always(needed, [s for cursor, length in ends for s in cursor[length:]], slots):
            return None
        idle = flags - needed
        return reset_block, step_block, [v for _, _, variables in slots for v in variables if v.name not in idle]

    def _reset(self, cls: UserClass) -> None:
        ev = self.ev
        ev.span = NO_SPAN
        if self.function is not None:
            function = function_policies.reset_of(ev)
            if function is not None:
                calls.call_user(ev, function, [], {}, function.node)
            return
        method = cls.find_method("reset")
        if method is not None:
            calls.call_user(ev, method[1], [self.policy], {}, method[1].node)

    def _end(self, base: Snapshot) -> Snapshot:
        """The store at the end of an entry."""
        end = self.ev.snapshot()
        if self.by_identity:
            for i, content in list(end.heap.items()):
                if isinstance(content, Instance):
                    found = {k: borrows.origin(self.ev, base.heap, v) for k, v in content.fields.items()}
                    if any(v is not content.fields[k] for k, v in found.items()):
                        end.heap[i] = Instance(content.cls, found)
        self.taken[id(end)] = end.borrows
        end.borrows = borrows.outlasting(end)
        return end

    def _are_always(self, flags: set[str], stores: list[Any], slots: list[tuple[Path, sh.Shape, list[Variable]]]) -> bool:
        """Whether numbers that might be NumPy's or Python's turn out to be always the same one's; they count as such in
        the next round."""
        assigned: dict[str, set[Any]] = {}
        for s in stores:
            if isinstance(s, Assign) and s.variable.name in flags:
                assigned.setdefault(s.variable.name, set()).add(s.value.value if isinstance(s.value, Const) else None)
        found = False
        for path, shape, variables in slots:
            if isinstance(shape, sh.NumShape) and variables[-1].name in flags and path not in self.exact:
                values = assigned.get(variables[-1].name, {None})
                if len(values) == 1 and None not in values:
                    self.memo[path] = sh.NumShape(shape.type, not values.pop())
                    self.exact.add(path)
                    found = True
        return found

    def _start_block(self, stage: str) -> None:
        ev = self.ev
        ev.stage = stage
        ev.borrows = ()
        self._block: OpenBlock = []
        ev.out.block = self._block
        ev.soft, ev.loops, ev.targets = [], [], []
        ev.call_span, ev.call_path = None, (stage,)
        array = Buffer(F64, self.obs_size, None, self.observation)
        obs = NDArray(ev.allocate(array), F64, (Dim(self.signature.obs_size),), (1,), const(0))
        ev.observation = Observation(obs)

    def _shared(self, base: Snapshot) -> list[int]:
        """Objects that two fields refer to: state would take them apart."""
        apart: set[int] = set()
        for path, shape in self.memo.items():
            value = _at(self.ev, base, path)
            if value is not None:
                apart.update(i for i in sums.copied(base.heap, value, shape) if path[2] not in WHOLE or i != path[1])
        stand_ins = {i for b in base.borrows for i in b.contents}
        counts = reference_counts(base)
        return [i for i in apart if i in stand_ins or counts[i] > 1]

    def _aliases(self, base: Snapshot, *ends: Snapshot) -> tuple[set[tuple[Path, sums.Part]], set[int], set[int | Path]]:
        """Parts of state places whose object something else refers to as well: they are copies from the next step on.

        Also the objects of ``__init__`` among those; and the containers, by place or object, whose items are such copies.
        """
        parts: set[tuple[Path, sums.Part]] = set()
        ids: set[int] = set()
        containers: set[int | Path] = set()
        for end in ends:
            stand_ins = {i for b in end.borrows for i in b.contents}
            counts = reference_counts(end)
            owners, homes = copies.outlasting(self.ev, end.heap, self.policy)
            ids.update(i for i in homes if i in base.heap)
            containers.update(i for i in owners if i in base.heap)
            for path in self.memo:
                value = _at(self.ev, end, path)
                if value is None or path[2] in WHOLE:
                    continue
                frozen = self.ev.frozen_with
                found = [
                    (part, i)
                    for part, i in sums.copied_parts(end.heap, value, self.memo[path])
                    if i in stand_ins or i in frozen or i in self.ev.frozen_aliases or counts[i] > 1
                ]
                if found:
                    parts.update((path, part) for part, _ in found)
                    shared = {k for _, i in found for k in objects_in(end.heap, Ref(i))}
                    ids.update(i for i in shared if i in base.heap)
                    ids.update(i for k in shared for i in frozen.get(k, ()) if i in base.heap)
                    ids.update(i for b in end.borrows if b.contents.keys() & shared for i in b.contents if i in base.heap)
                inside = set(objects_in(end.heap, value))
                if inside & homes:
                    parts.add((path, ()))
                if inside & owners:
                    containers.add(path)
        return parts, ids, containers

    def _kept(self, base: Snapshot, *ends: Snapshot) -> tuple[set[int | Path], set[tuple[Path, sums.Part]]]:
        """The containers, by place or object, of whose items other places of the state hold copies; and these places."""
        found: set[int | Path] = set()
        copied: set[tuple[Path, sums.Part]] = set()
        for end in ends:
            for path in self.memo:
                value = _at(self.ev, end, path)
                inside = set() if value is None or path[2] in WHOLE else set(objects_in(end.heap, value))
                homes = {h for h in copies.homes(self.ev, self.taken[id(end)], inside) if isinstance(end.heap.get(h), Bounded)}
                homes = copies.family(self.ev, homes) - inside
                places = {h for h in homes if h in base.heap} | {self.state_of[h] for h in homes if h in self.state_of}
                found |= places
                if places:
                    copied.add((path, ()))
        return found, copied

    def _learn(self, head: Snapshot, end: Snapshot, owners: dict[int, Path], replaced: bool = False) -> None:
        """Places that differ become state. ``replaced``: no step ever sees what they hold in ``head``."""
        ev = self.ev
        changed = {}
        for path, value in changes(head, end, lambda name: False):
            if path[0] == "local" or path[1] == ev.observation.array.buffer.id:
                continue
            owner = owners.get(path[1])
            changed[path if owner is None else owner] = value if owner is None else _at(ev, end, owner)
        for path, value in changed.items():
            ev.heap = end.heap
            shape = self._shape(path, value)
            old = self.memo.get(path)
            if old is None and replaced:
                old = shape
            if old is None:
                ev.heap = head.heap
                start = _at(ev, head, path)
                absent = shape if isinstance(shape, sh.MaybeShape) else sh.MaybeShape(shape)
                old = absent if start is None else self._shape(path, start)
                ev.heap = end.heap
            joined = sh.join(old, shape)
            if not isinstance(value, Structure) and (sums.is_mixed(joined) or (self.by_identity and references(value))):
                joined = self._of_known_objects(path, end, value, replaced)
            if not sums.within(joined) <= self.base.heap.keys():
                raise Unsupported(
                    "PPC406",
                    f"the field '{hint(path)}' holds an object that a step made, and chose among others",
                    self._field_span(hint(path)),
                    sh.LIST_OF_OBJECTS,
                )
            if isinstance(joined, sh.PoisonShape):
                if not joined.reason:
                    continue  # unknown because of an error
                raise Unsupported(
                    "PPC304",
                    f"the field '{hint(path)}' changes its type between steps: {joined.reason}",
                    self._field_span(hint(path)),
                    sh.LIST_OF_OBJECTS if sh.is_of_objects(joined.reason) else "keep one type, and one length, for it",
                )
            if ev.free_names:
                ev.span = self._field_span(self._name(path))
                closures.refuse_in_state(joined, self._name(path))
            remember(self.memo, path, joined)

    def _shape(self, path: Path, value: Value) -> sh.Shape:
        """The shape of what a place holds, with integers that steps leave alone as constants."""
        ev = self.ev
        if isinstance(value, Structure):
            return sh.shape_of(ev, value.ref)
        if path[2] == "field" and constants.is_constant(value) and self._stays(path[3], value):
            return sh.constant_shape(value)
        return constants.shape_with(ev, value, sh.shape_of(ev, value), self._stays)

    def _stays(self, name: str, value: Num) -> bool:
        """Whether a field that has this constant keeps it, as far as the text tells."""
        if "assigned" not in self.walks:
            entries = {self.function} if self.function else {*self.ev.entries} - {"reset"}
            self.walks["assigned"] = stores.in_steps(self.tree, entries)
        return stores.stays(self.walks["assigned"], name, value)

    def _of_known_objects(self, path: Path, end: Snapshot, value: Value, replaced: bool) -> sh.Shape:
        """The shape of a place that holds objects of several classes: those that ``__init__`` made are themselves."""
        ev, base = self.ev, self.base
        start = _at(ev, base, path)
        alone = [] if start is None else [i for i in references(start) if self.counts[i] == 1]
        known = base.heap.keys() - alone
        shape = sh.shape_of(ev, value, known)
        old = self.memo.get(path)
        if old is not None and (self.by_identity or sums.is_mixed(old)):
            return sh.join(old, shape)
        if replaced:
            return shape
        ev.heap = base.heap
        before = sh.MaybeShape(shape) if start is None else sh.shape_of(ev, start, known)
        ev.heap = end.heap
        return sh.join(before, shape)

    def _field_span(self, name: str) -> Span:
        for n in syntax.walk(self.tree):
            if isinstance(n, ast.Attribute) and n.attr == name and isinstance(n.ctx, ast.Store):
                return span_of(n, self.literals.lines)
        return Span(1, 0, 1, 0)

    def _enter(self) -> tuple[list[tuple[Path, sh.Shape, list[Variable]]], dict[int, Path], set[str]]:
        """Gives the state places variables of storage STATE; also, which objects belong to which place, and which variables
        tell whose a number is."""
        ev = self.ev
        made = []
        owners: dict[int, Path] = {}
        flags: set[str] = set()
        for path, shape in self.memo.items():
            slots = instances.Slots(lambda hint, type: ev.out.variable(hint, type, Storage.STATE))
            first = ev.next_id()
            value = instances.instantiate(ev, shape, slots, self._name(path))
            owners.update(dict.fromkeys(range(first, ev.next_id()), path))
            if path[2] in WHOLE:
                owners[path[1]] = path
            put(ev, path, value)
            for part in [part for of, part in self.aliases if of == path]:
                ev.frozen_aliases.update(sums.objects_at(ev.heap, value, part))
            if path in self.kept:
                ev.kept_items.update(objects_in(ev.heap, value))
            if path in self.copied:
                for i in objects_in(ev.heap, value):
                    copies.from_earlier_step(ev, i)
            made.append((path, shape, slots.variables))
            flags.update(v.name for v in slots.flags)
        return made, owners, flags

    def _name(self, path: Path) -> str:
        """A place by the name of the field that it belongs to."""
        if path[2] not in ("element", "item", *WHOLE):
            return hint(path)
        for name, value in self.ev.heap[self.policy.id].fields.items():
            if path[1] in references(value):
                return f"{name}_{path[3]}" if isinstance(path[3], int) else str(name)
        return hint(path)

    def _store(self, end: Snapshot, slots: list[tuple[Path, sh.Shape, list[Variable]]]) -> None:
        """The state at the end of an entry, all places at once."""
        ev = self.ev
        ev.heap = dict(end.heap)
        targets = {v.name for _, _, variables in slots for v in variables}
        values: list[Any] = []
        for path, shape, variables in slots:
            foreign = targets - {v.name for v in variables}
            value = get(ev, path)
            values.append(None if value is None else detach(ev, value, foreign, instances.own(shape, variables), shape))
        for (_, shape, variables), value in zip(slots, values, strict=True):
            instances.fill(ev, shape, iter(variables), value)

    # -- step ---------------------------------------------------------------------------------------------

    def _act(self, cls: UserClass) -> None:
        ev = self.ev
        ev.span = NO_SPAN
        if self.function is not None:
            called = ev.frames[0].locals[self.function]
            node = function_policies.function_of(ev, called)
            if node is not None and generators.was_one(node):
                message = f"{self.function} is a generator: it returns no action"
                raise Unsupported("PPC101", message, name_of_method(node, self.literals), "write return")
            result = calls.call(ev, called, [ev.observation], {}, node)
        else:
            node, result = self._act_of(cls)
        ev.span = Span(1, 0, 1, 0) if node is None else _last_return(node, self.literals)
        try:
            answer(ev, self.signature.action, self.action, result)
        except Unsupported as error:
            error.span = error.span or ev.span
            raise

    def _act_of(self, cls: UserClass) -> tuple[ast.FunctionDef | ast.Lambda, Value]:
        """The method ``act`` of a class, and what it returns."""
        method = cls.find_method("act")
        assert method is not None
        node = method[1].node
        parameters = [*node.args.posonlyargs, *node.args.args]
        given = [self.ev.observation] if method[0] == "staticmethod" else [self.policy, self.ev.observation]
        required = len(parameters) - len(method[1].defaults)
        if required > len(given) or (len(parameters) < len(given) and node.args.vararg is None):
            raise Unsupported(
                "PPC007", "act must take self and the observation", span_of(node, self.literals.lines), "def act(self, obs):"
            )
        return node, calls.call_user(self.ev, method[1], given, {}, node)


def _at(ev: Evaluator, store: Snapshot, path: Path) -> Value:
    heap, ev.heap = ev.heap, store.heap
    try:
        return get(ev, path)
    finally:
        ev.heap = heap


def _words(variable: Variable) -> int:
    return variable.type.size if isinstance(variable.type, Array) else 1


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in syntax.walk(node.test))


def _last_return(node: ast.FunctionDef | ast.Lambda, literals: Literals) -> Span:
    """The last return of ``act``, or its first line."""
    returns = [n for n in syntax.walk(node) if isinstance(n, ast.Return)]
    if not returns:
        return name_of_method(node, literals)
    return span_of(max(returns, key=lambda n: n.lineno), literals.lines)


def name_of_method(node: ast.FunctionDef | ast.Lambda, literals: Literals) -> Span:
    """``def act``."""
    span = span_of(node, literals.lines)
    name = node.name if isinstance(node, ast.FunctionDef) else ""
    return Span(span.line, span.column, span.line, span.column + len(f"def {name}"))
