"""``try``, ``except``, ``else``, ``finally`` and ``raise`` without exceptions.

Inside of ``try``, what Python would raise is a test: it sets a number that says which handler is meant. The statement goes on
with defined values, and what follows it runs only if nothing was raised; a function that raised is left at once, and its
caller looks at the same number. What no handler catches stays a fault.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Left, Unsupported
from ppc.compiler.frontend.values.values import (
    EXCEPTION,
    NONE,
    Instance,
    Maybe,
    Num,
    Tuple,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Assign, Const, Expr, Read, Variable
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator, Exits, Frame

EXCEPTIONS = (
    "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FloatingPointError", "ImportError", "IndexError",
    "KeyError", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotImplementedError", "OSError",
    "OverflowError", "RecursionError", "RuntimeError", "RuntimeWarning", "StopIteration", "TypeError", "UnboundLocalError",
    "ValueError", "ZeroDivisionError",
)  # fmt: skip
_OF_FAULT = {
    "index": "IndexError", "zero_division": "ZeroDivisionError", "domain": "ValueError", "overflow": "OverflowError",
    "int_of_nan": "ValueError", "absent": "TypeError", "unassigned": "UnboundLocalError", "key": "KeyError",
    "value": "ValueError",
}  # fmt: skip
RAISED = UserClass("exception", ast.ClassDef("exception", [], [], [], [], lineno=0, col_offset=0))
_OF_DIAGNOSTIC = {"PPC401": "IndexError", "PPC407": "KeyError"}


@dataclass(eq=False)
class Trying:
    """A ``try`` whose body is being evaluated. ``raised`` is 0, or one more than the number of the handler.

    ``unseen`` says that it may have been set since it was looked at; ``looked`` is the frame that did so last. Once that one is
    left, which may have been because something was raised, whoever goes on has to look again.
    """

    handlers: list[tuple[str, ...]]
    exits: Exits
    depth: int  # frames open around the body
    raised: Variable
    kept: list[str] = field(default_factory=list)  # for each handler the hidden variable of what was raised, or ""
    bare: set[int] = field(default_factory=set)  # handlers of what no statement raised: there is no object
    unseen: bool = False
    looked: Frame | None = None

    def unknown(self, frames: list[Frame]) -> bool:
        """Whether the frame on top has to look."""
        return self.unseen or (self.looked is not None and all(f is not self.looked for f in frames))

    def seen(self, frame: Frame) -> None:
        """``frame`` goes on with nothing raised."""
        self.unseen, self.looked = False, frame

    def handler_of(self, chain: tuple[str, ...]) -> int | None:
        """The first handler of an exception with these base classes."""
        for k, names in enumerate(self.handlers):
            if any(n in chain for n in names):
                return k
        return None


@dataclass(eq=False)
class Relay(Trying):
    """A ``try`` with ``finally``, on the way of exceptions that one of the ``try`` statements ``around`` it catches.

    ``meant`` are those statements and their handlers; ``raised`` is one more than an index of it.
    """

    around: list[Trying] = field(default_factory=list)
    meant: list[tuple[Trying, int]] = field(default_factory=list)

    def handler_of(self, chain: tuple[str, ...]) -> int | None:
        for trying in reversed(self.around):
            k = trying.handler_of(chain)
            if k is not None:
                if (trying, k) not in self.meant:
                    self.meant.append((trying, k))
                return self.meant.index((trying, k))
        return None


def _chain(name: str) -> tuple[str, ...]:
    """An exception's class and its base classes, by name."""
    if name == "LinAlgError":
        return ("LinAlgError", *_chain("ValueError"))
    cls = getattr(builtins, name, None) if name in EXCEPTIONS else None
    return tuple(c.__name__ for c in cls.__mro__) if cls is not None else (name, "Exception", "BaseException")


def _class_chain(cls: UserClass) -> tuple[str, ...]:
    named = [ast.unparse(b) for b in cls.node.bases]
    inherited = [c for b in cls.bases for c in _class_chain(b)]
    return (cls.name, *inherited, *(c for n in named if n in EXCEPTIONS or n == "Exception" for c in _chain(n)), "Exception")


def _catcher(ev: Evaluator, chain: tuple[str, ...]) -> tuple[Trying, int] | None:
    for trying in reversed(ev.trying):
        k = trying.handler_of(chain)
        if k is not None:
            return trying, k
    return None


def caught(ev: Evaluator, code: str, condition: Expr, raises: str = "") -> bool:
    """Makes a fault the exception that Python would raise; False where nothing catches it."""
    name = raises or _OF_FAULT.get(code)
    found = _catcher(ev, _chain(name)) if name else None
    if found is None:
        return False
    _without_object(*found)
    _set(ev, *found, Num(BOOL, condition))
    return True


def _set(ev: Evaluator, trying: Trying, handler: int, condition: Num) -> None:
    raised = Num(I64, Read(trying.raised))
    first = ar.conjunction(ar.binary("ieq", raised, const(0)), _if_reached(ev, condition, trying))
    ev.out.emit(Assign(trying.raised, ar.select(first, const(handler + 1), raised).expr, ev.span))
    trying.unseen = True


def _if_reached(ev: Evaluator, condition: Num, but: Trying | None = None) -> Num:
    """``condition`` where nothing was raised in this statement before, which Python would have left by then."""
    for trying in ev.trying:
        if trying is not but and trying.unseen:
            condition = ar.conjunction(ar.binary("ieq", Num(I64, Read(trying.raised)), const(0)), condition)
    return condition


def reached(ev: Evaluator, condition: Expr) -> Expr:
    """``condition`` of a fault that nothing catches, but which something caught before may have kept from happening."""
    return _if_reached(ev, Num(BOOL, condition)).expr


def settle(ev: Evaluator) -> bool:
    """Leaves the code if something was raised in it; False where it surely was. Called between effects."""
    for trying in ev.trying:
        if trying.unknown(ev.frames):
            trying.seen(ev.frame)
            happened = ev.hold(ar.binary("ine", Num(I64, Read(trying.raised)), const(0)), "raised")
            going_on = ev.branch(happened, lambda t=trying: _unwind(ev, t), lambda: True)  # type: ignore[misc]
            if not going_on:
                return False
    return True


def _unwind(ev: Evaluator, trying: Trying) -> bool:
    """Goes to the handlers, or out of the function that was called on the way from the ``try``."""
    if len(ev.frames) == trying.depth:
        return ev.leave(trying.exits, None)
    return ev.leave(ev.frame.exits, None)


def _catches(ev: Evaluator, error: Unsupported) -> tuple[Trying, int] | None:
    name = getattr(error, "raises", "") or _OF_DIAGNOSTIC.get(error.code, "")
    return _catcher(ev, _chain(name)) if name and error.sure else None


def guarded(ev: Evaluator, run: Callable[[], bool]) -> bool:
    """Runs what is inside of ``try``. Where it cannot be compiled since Python would raise for sure, that becomes a way to the
    handler, behind all that was done before; False then."""
    block = ev.out.block
    depths = len(ev.frames), len(ev.loops), len(ev.targets), len(ev.trying)
    try:
        return run()
    except Unsupported as error:
        found = _catches(ev, error)
        if not isinstance(error, Left) and (found is None or ev.out.block is not block):
            raise  # in a block within this one it may not be reached
        frames, loops, targets, trying = depths
        del ev.frames[frames:], ev.loops[loops:], ev.targets[targets:], ev.trying[trying:]
        if found is not None and settle(ev):
            _without_object(*found)
            _set(ev, *found, const(True))
            found[0].seen(ev.frame)
            _unwind(ev, found[0])
        return False


def either(ev: Evaluator, condition: Num, then: Callable[[], Value], orelse: Callable[[], Value]) -> Value:
    """``then() if condition else orelse()``, of which one raises for sure: what follows is reached by the other one."""
    values: list[Value] = []

    def way(make: Callable[[], Value]) -> bool:
        values.append(ev.keep(make(), "either"))
        return True

    if not ev.branch(condition, lambda: way(then), lambda: way(orelse)):
        raise Left
    if len(values) > 1:
        raise Unsupported("PPC106", "what this expression raises depends on how it is evaluated", help="write an if statement")
    return values[0]


def raises(ev: Evaluator, error: Unsupported) -> bool:
    """Whether an error is what Python would raise for sure, and caught by a ``try`` around."""
    return bool(ev.trying) and (isinstance(error, Left) or _catches(ev, error) is not None)


def raise_statement(ev: Evaluator, node: ast.Raise) -> bool:
    """``raise``: to the handler that catches it, or a fault and the end of the function."""
    found = None
    if node.exc is not None:
        called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        value = ev.evaluate(called)
        chain = _class_chain(value) if isinstance(value, UserClass) else _chain(getattr(value, "name", ""))
        found = _catcher(ev, chain)
    if found is None:
        ev.fault("value", const(True), "an exception is raised")
        return ev.leave(ev.frame.exits, NONE)
    if isinstance(node.exc, ast.expr):
        _keep(ev, *found, node.exc)
    _set(ev, *found, const(True))
    found[0].seen(ev.frame)
    return _unwind(ev, found[0])


def _meant(trying: Trying, handler: int) -> tuple[Trying, int]:
    """The handler that is reached in the end, past every ``finally``."""
    while isinstance(trying, Relay):
        trying, handler = trying.meant[handler]
    return trying, handler


def _without_object(trying: Trying, handler: int) -> None:
    trying, handler = _meant(trying, handler)
    trying.bare.add(handler)


def _keep(ev: Evaluator, trying: Trying, handler: int, raised: ast.expr) -> None:
    """Keeps the object that is raised for the handler, where that asks for an attribute of it."""
    trying, handler = _meant(trying, handler)
    name = trying.kept[handler]
    if name:
        ev.frames[trying.depth - 1].locals[name] = _object(ev, raised)


def _object(ev: Evaluator, raised: ast.expr) -> Value:
    """The exception that is raised: an object of a class of the policy, or one that has its arguments only."""
    called = raised.func if isinstance(raised, ast.Call) else raised
    cls = ev.evaluate(called)
    if isinstance(cls, UserClass) and cls.find_method("__init__") is not None:
        return ev.evaluate(raised if isinstance(raised, ast.Call) else ast.copy_location(ast.Call(raised, [], []), raised))
    if isinstance(raised, ast.Call) and (raised.keywords or any(isinstance(a, ast.Starred) for a in raised.args)):
        return EXCEPTION
    given = tuple(ev.keep(ev.evaluate(a), "argument") for a in raised.args) if isinstance(raised, ast.Call) else ()
    return ev.allocate(Instance(cls if isinstance(cls, UserClass) else RAISED, {"args": Tuple(given)}))


# --- the statement ---------------------------------------------------------------------------------------


def try_statement(ev: Evaluator, node: ast.Try) -> bool:
    """Evaluates a ``try`` statement; False when control cannot come out at its end."""
    if not node.finalbody:
        return _try_except(ev, node)
    for n in _same_loop(node):
        if isinstance(n, ast.Break | ast.Continue):
            ev.span = ev.place(n)
            raise Unsupported("PPC106", "a try with finally cannot be left by break or continue", help="use a flag")
    frame = ev.frame
    outer = frame.exits
    with ev.exits() as normal:
        with ev.exits() as passing:
            relay = Relay([], passing, len(ev.frames), _raised(ev), around=list(ev.trying))
            with ev.exits() as returned:
                frame.exits = returned if outer is not None else None
                ev.trying.append(relay)
                try:
                    if _try_except(ev, node):
                        ev.leave(normal, None)
                finally:
                    ev.trying.pop()
                    frame.exits = outer
            reached, value = ev.arrive(returned, False)
            if reached and ev.block(node.finalbody):
                ev.leave(outer, value)
        reached, _ = ev.arrive(passing, False)
        if reached and ev.block(node.finalbody):
            _pass_on(ev, relay, 0)
        alive, _ = ev.arrive(normal, False)
    return alive and ev.block(node.finalbody)


def _raised(ev: Evaluator) -> Variable:
    raised = ev.out.variable("raised", I64)
    ev.out.emit(Assign(raised, Const(I64, 0), ev.span))
    return raised


def _pass_on(ev: Evaluator, relay: Relay, k: int) -> bool:
    """Raises again, after ``finally``, what the ``try`` around it catches."""
    trying, handler = relay.meant[k]

    def again() -> bool:
        _set(ev, trying, handler, const(True))
        trying.seen(ev.frame)
        return _unwind(ev, trying)

    if k == len(relay.meant) - 1:
        return again()
    here = ev.hold(ar.binary("ieq", Num(I64, Read(relay.raised)), const(k + 1)), "chosen")
    return ev.branch(here, again, lambda: _pass_on(ev, relay, k + 1))


def _same_loop(node: ast.AST) -> list[ast.AST]:
    """Nodes of a statement that are in no loop and no function of their own."""
    out: list[ast.AST] = []
    for child in syntax.children(node):
        if not isinstance(child, ast.For | ast.While | ast.FunctionDef | ast.Lambda | ast.ClassDef):
            out += [child, *_same_loop(child)]
    return out


def _try_except(ev: Evaluator, node: ast.Try) -> bool:
    raised = _raised(ev)
    handlers = [_names(ev, h) for h in node.handlers]
    kept = [f"<raised {h.lineno}>" if _asks(h) else "" for h in node.handlers]
    for name in kept:
        ev.frame.locals.pop(name, None)
    with ev.exits() as whole:
        with ev.exits() as exits:
            trying = Trying(handlers, exits, len(ev.frames), raised, kept)
            ev.trying.append(trying)
            try:
                alive = ev.block(node.body)
            finally:
                ev.trying.pop()
            if alive:
                alive = ev.block(node.orelse)
            if alive:
                ev.leave(whole, None)
        alive, _ = ev.arrive(exits, False)
        if alive:
            alive = _handle(ev, trying, node.handlers, Num(I64, Read(raised)), 0)
        alive, _ = ev.arrive(whole, alive)
    for name in kept:
        ev.frame.locals.pop(name, None)
    return alive


def _asks(handler: ast.ExceptHandler) -> bool:
    """Whether a handler asks for an attribute of what it caught."""
    nodes = [n for s in handler.body for n in syntax.walk(s)] if handler.name is not None else []
    return any(isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == handler.name for n in nodes)


def _handle(ev: Evaluator, trying: Trying, handlers: list[ast.ExceptHandler], raised: Num, k: int) -> bool:
    this = handlers[k]

    def run() -> bool:
        held = [ev.frame.locals.pop(name, EXCEPTION) for name in trying.kept]
        if this.name is not None:
            value = EXCEPTION if k in trying.bare else held[k]
            while isinstance(value, Maybe):
                value = value.value
            ev.frame.locals[this.name] = value
        return ev.block(this.body)

    if k == len(handlers) - 1:
        return run()
    chosen = ev.hold(ar.binary("ieq", raised, const(k + 1)), "chosen")
    return ev.branch(chosen, run, lambda: _handle(ev, trying, handlers, raised, k + 1))


def _names(ev: Evaluator, handler: ast.ExceptHandler) -> tuple[str, ...]:
    """The exceptions that a handler catches."""
    if handler.type is None:
        return ("BaseException",)
    ev.span = ev.place(handler.type)
    value: Value = ev.evaluate(handler.type)
    names = []
    for v in value.items if isinstance(value, Tuple) else (value,):
        name = str(getattr(v, "name", "")).rpartition(".")[2]
        if not isinstance(v, UserClass) and name not in (*EXCEPTIONS, "Exception", "BaseException", "LinAlgError"):
            raise Unsupported("PPC106", "this is not an exception class", help="write except Exception")
        names.append(name)
    return tuple(names)


def guarded_imports(nodes: list[ast.AST]) -> set[int]:
    """Import statements in a ``try`` that catches what a missing module raises, by identity. ``nodes`` are all of a policy."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Try) and any(
            h.type is None or any(n in ast.unparse(h.type) for n in ("Import", "ModuleNotFound", "Exception"))
            for h in node.handlers
        ):
            found.update(id(n) for s in node.body for n in syntax.walk(s) if isinstance(n, ast.Import | ast.ImportFrom))
    return found
