"""The three stages of a policy: derive (``__init__``), reset, step; and what of it is state.

The step is evaluated like the body of an endless loop: places of the heap that a step or a reset changes become
state variables, and it is evaluated again until no new ones turn up.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import Any

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.elementary import FUNCTION_FILES
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import arrays, calls, classes, expressions
from ppc.compiler.frontend import shapes as sh
from ppc.compiler.frontend.detach import detach
from ppc.compiler.frontend.elementary_functions import FUNCTIONS
from ppc.compiler.frontend.emitter import Names, OpenBlock, close
from ppc.compiler.frontend.errors import Restart, Unsupported
from ppc.compiler.frontend.evaluator import Evaluator, Frame
from ppc.compiler.frontend.literals import Literals, span_of
from ppc.compiler.frontend.loops import WHOLE, Path, Structure, _changes, _hint, get, put, remember
from ppc.compiler.frontend.screen import parse
from ppc.compiler.frontend.store import Snapshot, reference_count, references
from ppc.compiler.frontend.values import (
    NONE,
    Bounded,
    Buffer,
    DictObject,
    Dim,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import (
    Array,
    Assign,
    Const,
    Copy,
    Load,
    Program,
    Read,
    Storage,
    Store,
    Variable,
)
from ppc.compiler.ir.types import F64, I64
from ppc.compiler.passes.finish import with_finish
from ppc.compiler.signature import Box, Discrete, Signature
from ppc.compiler.source import NO_SPAN, Span


@dataclass(frozen=True)
class FrontEndResult:
    """The program (raw parameter indices resolved) and what was noticed on the way."""

    program: Program
    notes: tuple[Diagnostic, ...]
    class_name: str


def build(source: str, signature: Signature, name: str = "policy") -> FrontEndResult:
    """Source text to IR. Raises PolicyError."""
    tree = parse(source)
    memory: tuple[dict[Any, Any], dict[Any, dict[Any, Any]], set[Any]] = ({}, {}, set())
    try:
        for _ in range(24):
            stages = Stages(tree, source, signature, memory)
            try:
                return stages.run(name)
            except Restart:
                continue
        raise Unsupported("PPC305", "the types of the policy's containers do not settle", NO_SPAN)
    except Unsupported as error:
        span = error.span or Span(1, 0, 1, 0)
        raise PolicyError([Diagnostic(error.code, error.message, span, error.help)], source) from None
    except RecursionError:
        raise PolicyError(
            [Diagnostic("PPC003", "the policy is nested too deeply", Span(1, 0, 1, 0), "split the expression")], source
        ) from None


class Stages:
    def __init__(self, tree: ast.Module, source: str, signature: Signature, memory: tuple[Any, Any, Any]) -> None:
        self.tree, self.source, self.signature = tree, source, signature
        self.literals = Literals(tree, source)
        self.ev = Evaluator(tree, source, self.literals, FUNCTIONS, Names(reserved=FUNCTION_FILES))
        self.ev.signature = signature
        self.ev.container_memo, _, self.ev.unrolled = memory
        self.memo: dict[Path, sh.Shape] = {}
        self.aliases: set[Path] = set()
        self.alias_ids: set[int] = set()
        self.derived: list[Variable] = []
        self.policy: Ref = Ref(0)

    def run(self, name: str) -> FrontEndResult:
        ev = self.ev
        names = ev.out.names
        self.observation = Variable(names.fresh("obs"), Array(F64, self.signature.obs_size), Storage.OBSERVATION)
        self.action = Variable(names.fresh("action"), Array(F64, self.signature.action_size), Storage.ACTION)
        cls = self._derive()
        base = ev.snapshot()
        derive_block = ev.out.block
        self._foresee(cls)
        reset_block, step_block, state = self._settle(cls, base)
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
            reset=close(reset_block),
            step=close(step_block),
            finish=(),
            bounds=tuple(sorted(ev.out.bounds.values(), key=lambda b: (b.span.line, b.span.column))),
        )
        if sum(_words(v) for v in state) > budgets.STATE_WORDS:
            raise Unsupported("PPC802", f"the policy's state has more than {budgets.STATE_WORDS} numbers")
        from ppc.compiler.frontend.resolve import resolve_parameters

        program = resolve_parameters(program, self.literals)
        program = with_finish(program, self.signature)
        notes = tuple(sorted(ev.warnings.values(), key=lambda d: (d.span.line, d.span.column)))
        return FrontEndResult(program, notes, cls.name)

    # -- derive -------------------------------------------------------------------------------------------

    def _derive(self) -> UserClass:
        """Module level and ``__init__``."""
        ev = self.ev
        module = Frame("<module>", {}, is_module=True)
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
        self._persist()
        return cls

    def _policy_class(self) -> UserClass:
        found = [v for v in self.ev.frames[0].locals.values() if isinstance(v, UserClass)]
        with_act = [c for c in found if c.find_method("act") is not None]
        chosen = [c for c in with_act if c.name == "Policy"] or [c for c in with_act if c.name.endswith("Policy")]
        if len(chosen) != 1:
            chosen = chosen if len(chosen) > 1 else with_act
        if len(chosen) == 1:
            return chosen[0]
        if not chosen:
            names = ", ".join(c.name for c in found)
            raise Unsupported(
                "PPC005",
                "there is no class with a method act(self, obs)" + (f" (classes: {names})" if names else ""),
                Span(1, 0, 1, 0),
                "write class Policy: with def act(self, obs):",
            )
        raise Unsupported(
            "PPC006",
            "several classes have a method act: " + ", ".join(c.name for c in chosen),
            span_of(chosen[1].node, self.literals.lines),
            "name the one that is meant Policy",
        )

    def _persist(self) -> None:
        """Run-time values that outlive ``__init__`` go to derived variables."""
        ev = self.ev
        seen: set[int] = set()

        def number(n: Num, hint: str) -> Num:
            e = n._expr
            parameter = isinstance(e, Load) and e.variable is ev.parameter_array
            if n.literal is not None or n.constant or parameter or isinstance(e, Const):
                return n
            variable = ev.out.variable(hint, n.type, Storage.DERIVED)
            self.derived.append(variable)
            ev.out.emit(Assign(variable, n.expr, ev.span))
            return Num(n.type, Read(variable), n.static, n.deps, n.numpy)

        def memory(variable: Variable | None, hint: str) -> Variable | None:
            if variable is None or variable.storage is not Storage.LOCAL:
                return variable
            new = ev.out.variable(hint, variable.type, Storage.DERIVED)
            self.derived.append(new)
            ev.out.emit(Copy(new, variable, ev.span))
            return new

        def walk(value: Value, hint: str) -> Value:
            from ppc.compiler.frontend.values import Choice, Maybe, Optional, Tuple

            if isinstance(value, Num):
                return number(value, hint)
            if isinstance(value, Tuple):
                return Tuple(tuple(walk(v, f"{hint}_{i}") for i, v in enumerate(value.items)))
            if isinstance(value, Optional | Maybe):
                return type(value)(number(value.present, f"has_{hint}"), walk(value.value, hint))
            if isinstance(value, Choice):
                return Choice(number(value.index, hint), value.options)
            if isinstance(value, NDArray):
                content(value.buffer.id, hint)
                shape = tuple(
                    replace(d, length=number(d.length, f"len_{hint}")) if d.length is not None else d for d in value.shape
                )
                return NDArray(value.buffer, value.dtype, shape, value.strides, number(value.offset, f"offset_{hint}"))
            if isinstance(value, Ref):
                content(value.id, hint)
            if isinstance(value, UserClass):
                for k, v in list(value.attributes.items()):
                    value.attributes[k] = walk(v, k)
            return value

        def content(id: int, hint: str) -> None:
            if id in seen:
                return
            seen.add(id)
            c = ev.heap[id]
            if isinstance(c, Instance):
                ev.heap[id] = Instance(c.cls, {k: walk(v, k) for k, v in c.fields.items()})
            elif isinstance(c, ListObject):
                ev.heap[id] = ListObject(tuple(walk(v, f"{hint}_{i}") for i, v in enumerate(c.items)))
            elif isinstance(c, DictObject):
                entries = {k: walk(v, f"{hint}_{sh.key_text(k)}") for k, v in c.items.items()}
                ev.heap[id] = replace(c, items=entries)
            elif isinstance(c, Buffer):
                if c.elements is not None:
                    names = [hint] if c.size == 1 else [f"{hint}_{i}" for i in range(c.size)]
                    elements = tuple(number(e, n) for e, n in zip(c.elements, names, strict=True))
                    ev.heap[id] = Buffer(c.dtype, c.size, elements)
                else:
                    ev.heap[id] = Buffer(c.dtype, c.size, None, memory(c.variable, hint))
            elif isinstance(c, Bounded):
                columns = tuple(v for v in (memory(x, hint) for x in c.columns) if v is not None)
                ev.heap[id] = replace(c, start=number(c.start, "start"), length=number(c.length, "length"), columns=columns)

        frame = ev.frames[0]
        for name, value in list(frame.locals.items()):
            frame.locals[name] = walk(value, name.strip())

    # -- state --------------------------------------------------------------------------------------------

    def _foresee(self, cls: UserClass) -> None:
        """Fields that methods other than ``__init__`` assign are state in all likelihood: saves a round."""
        ev = self.ev
        assigned: set[str] = set()
        for name, (_, function) in cls.methods.items():
            if name == "__init__" or function is None:
                continue
            for n in ast.walk(function.node):
                if (
                    isinstance(n, ast.Attribute)
                    and isinstance(n.ctx, ast.Store)
                    and isinstance(n.value, ast.Name)
                    and n.value.id == "self"
                ):
                    assigned.add(n.attr)
        only_init = _only_from_init(cls)
        content = ev.heap[self.policy.id]
        for name, value in content.fields.items():
            if name in assigned - only_init and isinstance(value, Num):
                self.memo[("heap", self.policy.id, "field", name)] = sh.shape_of(ev, value)

    def _settle(self, cls: UserClass, base: Snapshot) -> tuple[OpenBlock, OpenBlock, list[Variable]]:
        ev = self.ev
        names, counts, ranges = ev.out.names.mark(), (ev.out.statements, ev.out.local_words), dict(ev.ranges)
        for _ in range(budgets.FIXPOINT_ROUNDS):
            before = dict(self.memo)
            ev.out.forget_names(names)
            ev.ranges = dict(ranges)
            ev.small_counters = set()
            ev.out.statements, ev.out.local_words = counts
            ev.restore(base)
            ev.frozen_aliases = set(self._shared(base)) | self.alias_ids
            self._start_block("reset")
            method = cls.find_method("reset")
            ev.span = NO_SPAN
            if method is not None:
                calls.call_user(ev, method[1], [self.policy], {}, method[1].node)
            end_reset, reset_block = ev.snapshot(), self._block
            reset_cursor = ev.out.block
            self._learn(base, end_reset, {}, True)
            ev.restore(base)
            self._start_block("step")
            slots, owners = self._enter()
            head = ev.snapshot()
            self._act(cls)
            end_step, step_block, step_cursor = ev.snapshot(), self._block, ev.out.block
            self._learn(head, end_step, owners)
            aliases, ids = self._aliases(base, end_reset, end_step)
            if self.memo != before or not aliases <= self.aliases or not ids <= self.alias_ids:
                self.aliases |= aliases
                self.alias_ids |= ids
                continue
            ev.out.block = reset_cursor
            self._store(end_reset, slots)
            ev.out.block = step_cursor
            self._store(end_step, slots)
            return reset_block, step_block, [v for _, _, variables in slots for v in variables]
        raise Unsupported("PPC305", "the types of the policy's fields do not settle", NO_SPAN)

    def _start_block(self, stage: str) -> None:
        ev = self.ev
        ev.stage = stage
        self._block: OpenBlock = []
        ev.out.block = self._block
        ev.soft, ev.loops, ev.targets = [], [], []
        ev.call_span, ev.call_path = None, (stage,)
        array = Buffer(F64, self.signature.obs_size, None, self.observation)
        obs = NDArray(ev.allocate(array), F64, (Dim(self.signature.obs_size),), (1,), const(0))
        ev.observation = Observation(obs)

    def _shared(self, base: Snapshot) -> list[int]:
        """Objects that two fields refer to: state would take them apart."""
        content = self.ev.heap[self.policy.id]
        return [i for v in content.fields.values() for i in references(v) if reference_count(base, i) > 1]

    def _aliases(self, base: Snapshot, *ends: Snapshot) -> tuple[set[Path], set[int]]:
        """State places whose object something else refers to as well: they are copies from the next step on.

        Also the objects of ``__init__`` among those.
        """
        paths: set[Path] = set()
        ids: set[int] = set()
        for end in ends:
            for path in self.memo:
                value = _at(self.ev, end, path)
                if value is None or path[2] in WHOLE:
                    continue
                shared = [i for i in references(value) if reference_count(end, i) > 1]
                if shared:
                    paths.add(path)
                    ids.update(i for i in shared if i in base.heap)
        return paths, ids

    def _learn(self, head: Snapshot, end: Snapshot, owners: dict[int, Path], replaced: bool = False) -> None:
        """Places that differ become state. ``replaced``: no step ever sees what they hold in ``head``."""
        ev = self.ev
        changes = {}
        for path, value in _changes(head, end, lambda name: False):
            if path[0] == "local" or path[1] == ev.observation.array.buffer.id:
                continue
            owner = owners.get(path[1])
            changes[path if owner is None else owner] = value if owner is None else _at(ev, end, owner)
        for path, value in changes.items():
            ev.heap = end.heap
            shape = sh.shape_of(ev, value.ref if isinstance(value, Structure) else value)
            old = self.memo.get(path)
            if old is None and replaced:
                old = shape
            if old is None:
                ev.heap = head.heap
                start = _at(ev, head, path)
                old = sh.MaybeShape(shape) if start is None else sh.shape_of(ev, start)
                ev.heap = end.heap
            joined = sh.join(old, shape)
            if isinstance(joined, sh.PoisonShape):
                raise Unsupported(
                    "PPC304",
                    f"the field '{_hint(path)}' changes its type between steps: {joined.reason}",
                    self._field_span(_hint(path)),
                    "keep one type, and one length, for it",
                )
            remember(self.memo, path, joined)

    def _field_span(self, name: str) -> Span:
        for n in ast.walk(self.tree):
            if isinstance(n, ast.Attribute) and n.attr == name and isinstance(n.ctx, ast.Store):
                return span_of(n, self.literals.lines)
        return Span(1, 0, 1, 0)

    def _enter(self) -> tuple[list[tuple[Path, sh.Shape, list[Variable]]], dict[int, Path]]:
        """Gives the state places variables of storage STATE; also, which objects belong to which place."""
        ev = self.ev
        made = []
        owners: dict[int, Path] = {}
        for path, shape in self.memo.items():
            slots = sh.Slots(lambda hint, type: ev.out.variable(hint, type, Storage.STATE))
            first = ev.next_id()
            value = sh.instantiate(ev, shape, slots, self._name(path))
            owners.update(dict.fromkeys(range(first, ev.next_id()), path))
            if path[2] in WHOLE:
                owners[path[1]] = path
            put(ev, path, value)
            if path in self.aliases:
                ev.frozen_aliases.update(references(value))
            made.append((path, shape, slots.variables))
        return made, owners

    def _name(self, path: Path) -> str:
        """A place by the name of the field that it belongs to."""
        if path[2] not in ("element", "item", *WHOLE):
            return _hint(path)
        for name, value in self.ev.heap[self.policy.id].fields.items():
            if path[1] in references(value):
                return f"{name}_{path[3]}" if isinstance(path[3], int) else str(name)
        return _hint(path)

    def _store(self, end: Snapshot, slots: list[tuple[Path, sh.Shape, list[Variable]]]) -> None:
        """The state at the end of an entry, all places at once."""
        ev = self.ev
        ev.heap = dict(end.heap)
        targets = {v.name for _, _, variables in slots for v in variables}
        values: list[Any] = []
        for path, _, variables in slots:
            own = {v.name for v in variables}
            value = get(ev, path)
            values.append(None if value is None else detach(ev, value, targets - own, own))
        for (_, shape, variables), value in zip(slots, values, strict=True):
            sh.fill(ev, shape, iter(variables), value)

    # -- step ---------------------------------------------------------------------------------------------

    def _act(self, cls: UserClass) -> None:
        ev = self.ev
        method = cls.find_method("act")
        assert method is not None
        node = method[1].node
        ev.span = NO_SPAN
        parameters = [*node.args.posonlyargs, *node.args.args]
        if len(parameters) - len(method[1].defaults) > 2 or len(parameters) < 2:
            raise Unsupported(
                "PPC007", "act must take self and the observation", span_of(node, self.literals.lines), "def act(self, obs):"
            )
        result = calls.call_user(ev, method[1], [self.policy, ev.observation], {}, node)
        ev.span = _last_return(node, self.literals)
        try:
            self._answer(result)
        except Unsupported as error:
            error.span = error.span or ev.span
            raise

    def _answer(self, result: Value) -> None:
        """The returned value as the raw action."""
        ev = self.ev
        if result == NONE:
            raise Unsupported("PPC501", "act returns nothing", help="return the action on every way")
        result = expressions.present(ev, result)
        space = self.signature.action
        if isinstance(space, Discrete):
            number = self._single(result)
            if number.type is F64:
                raise Unsupported(
                    "PPC502", "a discrete action must be an int, this is a float", help="write int(...) around it"
                )
            number = ev.hold(ar.to_i64(number), "choice")
            outside = ar.disjunction(ar.compare(ev, "<", number, const(0)), ar.compare(ev, ">=", number, const(space.n)))
            ev.fault("action_range", outside, f"the action is none of 0..{space.n - 1}")
            ev.out.emit(Store(self.action, Const(I64, 0), ar.to_f64(ev, number).expr, True, ev.span))
            return
        assert isinstance(space, Box)
        if isinstance(result, Num):
            elements = [result]
        else:
            array = arrays.as_array(ev, result)
            sizes = tuple(d.size for d in array.shape)
            if any(d.length is not None for d in array.shape):
                raise Unsupported("PPC503", "the action has a length that is known at run time only")
            if arrays.total(sizes) != space.size:
                raise Unsupported(
                    "PPC503",
                    f"the action has {arrays.total(sizes)} elements, the task takes {space.size}",
                    help=f"return np.array([...]) with {space.size} elements",
                )
            elements = arrays.elements(ev, array)
        if len(elements) != space.size:
            raise Unsupported(
                "PPC503", f"the action is one number, the task takes {space.size}",
                help=f"return np.array([...]) with {space.size} elements",
            )  # fmt: skip
        for i, e in enumerate(elements):
            ev.out.emit(Store(self.action, Const(I64, i), ar.to_f64(ev, e).expr, True, ev.span))

    def _single(self, result: Value) -> Num:
        ev = self.ev
        if isinstance(result, Num):
            return result
        if isinstance(result, NDArray) and arrays.static_size(result) == 1:
            return arrays.elements(ev, result)[0]
        return expressions.as_number(ev, result)


def _at(ev: Evaluator, store: Snapshot, path: Path) -> Value:
    heap, ev.heap = ev.heap, store.heap
    try:
        return get(ev, path)
    finally:
        ev.heap = heap


def _words(variable: Variable) -> int:
    return variable.type.size if isinstance(variable.type, Array) else 1


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in ast.walk(node.test))


def _last_return(node: ast.FunctionDef | ast.Lambda, literals: Literals) -> Span:
    """The last return of ``act``, or its first line."""
    returns = [n for n in ast.walk(node) if isinstance(n, ast.Return)]
    span = span_of(max(returns, key=lambda n: n.lineno) if returns else node, literals.lines)
    return span if returns else Span(span.line, span.column, span.line, span.column + len("def act"))


def _only_from_init(cls: UserClass) -> set[str]:
    """Fields assigned only by helpers that ``__init__`` alone calls."""
    called: dict[str, set[str]] = {}
    stores: dict[str, set[str]] = {}
    for name, (_, function) in cls.methods.items():
        if function is None:
            continue
        attributes = [n for n in ast.walk(function.node) if isinstance(n, ast.Attribute)]
        called[name] = {n.attr for n in attributes if isinstance(n.ctx, ast.Load)}
        stores[name] = {n.attr for n in attributes if isinstance(n.ctx, ast.Store)}
    reachable, stack = set(), ["act", "reset"]
    while stack:
        name = stack.pop()
        if name in reachable or name not in called:
            continue
        reachable.add(name)
        stack += [m for m in called[name] if m in called]
    later = set().union(*(stores[n] for n in reachable)) if reachable else set()
    return set().union(*stores.values()) - later if stores else set()
