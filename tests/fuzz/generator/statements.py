"""Productions of statements: bindings, writes in place, branches, loops, early returns."""

from __future__ import annotations

from tests.fuzz.generator.arrays import VECTOR_SIZES
from tests.fuzz.generator.core import BOOL, FLOAT, INT, PRODUCTIONS, Core, Kind, Name, NotHere

DEEPEST = 4  # blocks in blocks
statement = PRODUCTIONS.add


def tamed(g: Core, kind: Kind, value: str) -> str:
    """``value`` as it may be bound: what can grow from turn to turn or step to step stays in range."""
    if g.features.wild:
        return value
    if kind == INT:
        return f"({value}) % {g.pick(97, 1009, 12, 5)}" if g.chance(0.8) else f"max(-500, min(500, {value}))"
    if kind == FLOAT and g.chance(0.7):
        low, high = g.pick(("-50.0", "50.0"), ("-2.0", "3.0"), ("-1000.0", "1e3"))
        return str(g.pick(f"max({low}, min({high}, {value}))", f"np.clip({value}, {low}, {high})", f"math.tanh({value})"))
    return value


def own(value: str) -> str:
    """A copy where ``value`` is a name: two names for one array are mostly refused."""
    return f"{value}.copy()" if value.replace(".", "").replace("_", "").isalnum() or value.startswith("obs") else value


# --- bindings --------------------------------------------------------------------------------------------


@statement("statement", 9)
def new_scalar(g: Core, depth: int) -> None:
    kind = g.pick(FLOAT, FLOAT, FLOAT, INT, INT, BOOL)
    value = g.expr(kind, depth)
    name = g.fresh({"float": "x", "int": "n", "bool": "b"}[kind.tag])
    g.put(f"{name} = {tamed(g, kind, value)}")
    g.declare(name, kind)


@statement("statement", 4)
def new_vector(g: Core, depth: int) -> None:
    n = g.pick(*VECTOR_SIZES)
    value, name = g.expr(Kind("vector", (n,)), depth), g.fresh("v")
    g.put(f"{name} = {own(value)}")
    g.declare(name, Kind("vector", (n,)))


@statement("statement", 1)
def new_view(g: Core, depth: int) -> None:
    """Another name for a part of an array, which is written through it."""
    found = g.known("vector", mutable=True)
    n, name = found.kind.size[0], g.fresh("u")
    if n < 3 or "self" in found.text:
        raise NotHere
    at = g.whole(0, n - 2)
    g.put(f"{name} = {found.text}[{at}:{at + 2}]")
    g.put(f"{name}[{g.whole(0, 1)}] {g.pick('', '+', '*')}= {g.f(depth)}")


@statement("statement", 2)
def new_matrix(g: Core, depth: int) -> None:
    size = g.pick((2, 2), (3, 3), (2, 3), (3, 2), (4, 5))
    value, name = g.expr(Kind("matrix", size), depth), g.fresh("m")
    g.put(f"{name} = {own(value)}")
    g.declare(name, Kind("matrix", size))


@statement("statement", 1)
def new_mask(g: Core, depth: int) -> None:
    n = g.pick(*VECTOR_SIZES)
    value, name = g.expr(Kind("mask", (n,)), depth), g.fresh("k")
    g.put(f"{name} = {own(value)}")
    g.declare(name, Kind("mask", (n,)))


@statement("statement", 2.5)
def new_list(g: Core, depth: int) -> None:
    tag, n = g.pick("list", "list", "ints"), g.whole(1, 7)
    value, name = g.expr(Kind(tag, (n,)), depth), g.fresh("l")
    g.put(f"{name} = {own(value)}")
    g.declare(name, Kind(tag, (n,)))


@statement("statement", 1)
def new_tuple(g: Core, depth: int) -> None:
    kind = Kind("tuple", (), tuple(g.pick(FLOAT, INT, FLOAT) for _ in range(g.whole(2, 4))))
    value, name = g.expr(kind, depth), g.fresh("t")
    g.put(f"{name} = {value}")
    g.declare(name, kind)


@statement("statement", 1.5)
def unpacked(g: Core, depth: int) -> None:
    names = [g.fresh("p") for _ in range(3)]
    targets = g.pick(f"{names[0]}, {names[1]}, {names[2]}", f"{names[0]}, ({names[1]}, {names[2]})", f"{names[0]}, *{names[1]}")
    if "*" in targets:
        g.put(f"{targets} = {g.vector(3, depth)}")
        g.declare(names[0], FLOAT)
        return
    value = f"{g.f(depth)}, ({g.f(depth)}, {g.f(depth)})" if "(" in targets else g.vector(3, depth)
    g.put(f"{targets} = {value}")
    for name in names:
        g.declare(name, FLOAT)


@statement("statement", 7)
def rebound(g: Core, depth: int) -> None:
    kind = g.pick(FLOAT, FLOAT, INT, BOOL)
    name = g.assignable(kind.tag)
    g.put(f"{name.text} = {tamed(g, kind, g.expr(kind, depth))}")


@statement("statement", 2)
def remembered(g: Core, depth: int) -> None:
    """What a variable was before it changes."""
    kind = g.pick(FLOAT, FLOAT, INT)
    name, before, change = g.assignable(kind.tag), g.fresh("p"), g.fresh("d")
    g.put(f"{before} = {name.text}{g.pick('', ' * 2', ' + 1')}")
    g.put(f"{name.text} = {tamed(g, kind, g.expr(kind, depth))}")
    g.put(f"{change} = {name.text} - {before}")
    g.declare(change, kind)


@statement("statement", 1)
def swapped(g: Core, depth: int) -> None:
    kind = g.pick(FLOAT, INT)
    a, b = g.assignable(kind.tag), g.assignable(kind.tag)
    g.put(f"{a.text}, {b.text} = {b.text}, {tamed(g, kind, a.text)}")


@statement("statement", 4)
def augmented(g: Core, depth: int) -> None:
    kind = g.pick(FLOAT, FLOAT, INT)
    name = g.assignable(kind.tag)
    if kind == FLOAT:
        g.put(f"{name.text} {g.fill(g.pick('+= {number}', '-= {f}', '*= {number}', '/= {D}', '//= {D}', '+= {f}'), depth, ())}")
        return
    op = g.pick("+", "-", "//", "%", "^", "&", "|")
    g.put(f"{name.text} {op}= {g.whole(1, 7)}")


@statement("statement", 1.5)
def rebound_array(g: Core, depth: int) -> None:
    name = g.assignable(g.pick("vector", "vector", "list", "matrix"))
    g.put(f"{name.text} = {own(g.expr(name.kind, depth))}")


# --- writes in place -------------------------------------------------------------------------------------


@statement("statement", 5)
def vector_written(g: Core, depth: int) -> None:
    name = g.known("vector", mutable=True)
    v, n = name.text, name.kind.size[0]
    at = g.whole(0, n - 1)
    g.put(
        g.one(
            lambda: f"{v}[{g.i(depth)} % {n}] = {g.f(depth)}",
            lambda: f"{v}[{g.whole(-n, n - 1)}] {g.pick('+', '-', '*')}= {g.f(depth)}",
            lambda: f"{v}[{g.i(depth)} % {n}] += {g.f(depth)}",
            lambda: f"{v}[{at}:] = {g.vector(n - at, depth)}",
            lambda: f"{v}[:{at + 1}] *= {g.number()}",
            lambda: f"{v}[{g.mask(n, depth)}] {g.pick('', '+', '*')}= {g.number()}",
            lambda: f"{v} {g.pick('+', '-', '*')}= {g.vector(n, depth)}",
            lambda: f"{v} {g.pick('+', '*', '/')}= {g.number().lstrip('-').replace('0.0', '2.0')}",
            lambda: f"{v}[:] = {g.vector(n, depth)}",
            lambda: f"{v}.fill({g.f(depth)})",
            lambda: f"{v}[::2] = {g.f(depth)}",
            lambda: f"{v}[1:] = {v}[:-1].copy()",
            lambda: f"{v}.sort()",
            lambda: f"{v}[[{at}, 0]] = {g.f(depth)}",
            lambda: f"{v}[{g.i(depth)}] = {g.f(depth)}" if g.risky() else f"{v}[{at}] = {g.i(depth)}",
        )
    )


@statement("statement", 2)
def matrix_written(g: Core, depth: int) -> None:
    name = g.known("matrix", mutable=True)
    m, (rows, columns) = name.text, name.kind.size
    g.put(
        g.one(
            lambda: f"{m}[{g.i(depth)} % {rows}, {g.i(depth)} % {columns}] = {g.f(depth)}",
            lambda: f"{m}[{g.whole(0, rows - 1)}, {g.whole(0, columns - 1)}] += {g.f(depth)}",
            lambda: f"{m}[{g.i(depth)} % {rows}] = {g.vector(columns, depth)}",
            lambda: f"{m}[:, {g.whole(0, columns - 1)}] = {g.vector(rows, depth)}",
            lambda: f"{m} *= {g.number()}",
            lambda: f"{m}[{g.whole(0, rows - 1)}][{g.i(depth)} % {columns}] = {g.f(depth)}",
            lambda: f"{m}[{m} > {g.f(depth)}] = {g.number()}",
            lambda: f"{m}[0, 1:] = {g.f(depth)}",
        )
    )


@statement("statement", 2.5)
def list_written(g: Core, depth: int) -> None:
    name = g.known("list", mutable=True)
    v, n = name.text, name.kind.size[0]
    g.put(
        g.one(
            lambda: f"{v}[{g.i(depth)} % {n}] = {g.f(depth)}",
            lambda: f"{v}[{g.whole(-n, n - 1)}] {g.pick('+', '-', '*')}= {g.f(depth)}",
            lambda: f"{v}.reverse()",
            lambda: f"{v}[0], {v}[-1] = {v}[-1], {v}[0]",
        )
    )


@statement("statement", 3)
def grown(g: Core, depth: int) -> None:
    """What a container with a run-time length takes and gives."""
    name = g.known(g.pick("deque", "growing", "map", "set", "heap"))
    v, tag = name.text, name.kind.tag
    if tag == "deque":
        g.put(f"{v}.{g.pick('append', 'append', 'appendleft')}({g.f(depth)})")
    elif tag == "growing":
        g.put(f"{v}.append({g.f(depth)})")
        bound = g.whole(3, 9)
        with g.block(f"{g.pick('if', 'while')} len({v}) > {bound}:"):
            g.put(f"{v}.pop({g.pick('0', '', '-1')})")
    elif tag == "map":
        key = f"{g.i(depth)} % {name.kind.size[0]}"
        g.put(
            g.one(
                lambda: f"{v}[{key}] = {g.f(depth)}",
                lambda: f"{v}[{key}] = {v}.get({key}, {g.number()}) + 0.5",
                lambda: f"{v}.pop({key}, None)",
                lambda: f"{v}.setdefault({key}, {g.f(depth)})",
            )
        )
    elif tag == "set":
        g.put(f"{v}.{g.pick('add', 'add', 'discard')}({g.i(depth)} % {name.kind.size[0]})")
    else:
        g.put(f"heapq.heappush({v}, ({g.f(depth)}, {g.i(depth)} % 50))")
        out = g.fresh("h")
        with g.block(f"if len({v}) > {g.whole(1, 6)}:"):
            g.put(f"{out}, {out}_tag = heapq.heappop({v})")
            g.declare(out, FLOAT)
            g.declare(f"{out}_tag", INT)
            rebound(g, depth)


@statement("statement", 1.5)
def mode_changed(g: Core, depth: int) -> None:
    tag = g.pick("mode", "word", "optional", "optional")
    name = g.assignable(tag)
    g.put(f"{name.text} = {g.expr(Kind(tag), depth)}")


@statement("statement", 1)
def attribute_written(g: Core, depth: int) -> None:
    name = g.known("filter")
    g.put(g.one(lambda: f"{name.text}.level = {tamed(g, FLOAT, g.f(depth))}", lambda: f"{name.text}.update({g.f(depth)})"))


@statement("statement", 1)
def drawn(g: Core, depth: int) -> None:
    """What a generator does in place."""
    name = g.known(g.pick("random", "generator", "randomstate"))
    v = g.known(g.pick("list", "vector") if name.kind.tag == "random" else "vector", mutable=True).text
    g.put(g.pick(f"{name.text}.shuffle({v})",
        f"{name.text}.shuffle({v})" if name.kind.tag == "generator" else f"{name.text}.seed({g.whole(0, 9)})"))


@statement("statement", 0.5)
def set_by_name(g: Core, depth: int) -> None:
    name = g.assignable("float")
    if not name.text.startswith("self.") or name.text.count(".") > 1:
        raise NotHere
    g.put(f"setattr(self, '{name.text[5:]}', {tamed(g, FLOAT, g.f(depth))})")


@statement("statement", 1)
def attempted(g: Core, depth: int) -> None:
    """What may raise, and what to do then."""
    name = g.fresh("e")
    value, error = g.pick(
        ("float({f}) / float({i} % 3)", "ZeroDivisionError"), ("math.sqrt({f})", "ValueError"), ("float({f}) // float({f})",
            "Exception"),
            ("math.log({f})", "(ValueError, TypeError)"),
        ("TABLE[{i}]", "IndexError"), ("float(int({f}))", "(ValueError, OverflowError)"),
        ("np.linalg.inv({P} * np.eye(2))[1, 1]",
            "np.linalg.LinAlgError"),
        ("float({f}) / float({i} % 4) + math.acos({f})", "(ZeroDivisionError, ValueError)"),
    )  # fmt: skip
    if "TABLE" in value and not any(n.text == "TABLE" for n in g.scope):
        raise NotHere
    with g.block("try:"):
        g.put(f"{name} = {g.fill(value, depth, ())}")
    with g.block(f"except {error}:"):
        g.put(f"{name} = {g.number()}")
    g.declare(name, FLOAT)


@statement("statement", 0.4)
def dropped(g: Core, depth: int) -> None:
    g.put(g.fill(g.pick("assert {number} < 1e400", "print({f})", "'a remark'", "pass"), 1, ()))


# --- branches and loops ----------------------------------------------------------------------------------


def some_statements(g: Core, depth: int, most: int = 3) -> None:
    for _ in range(g.whole(1, most)):
        g.statement(depth)


@statement("statement", 6)
def branch(g: Core, depth: int) -> None:
    if g.at.indent > DEEPEST:
        raise NotHere
    with g.block(f"if {g.b(depth)}:"):
        some_statements(g, depth - 1)
    for _ in range(g.pick(0, 0, 1, 2)):
        with g.block(f"elif {g.b(depth - 1)}:"):
            some_statements(g, depth - 1, 2)
    if g.chance(0.5):
        with g.block("else:"):
            some_statements(g, depth - 1)


@statement("statement", 1)
def named_in_a_test(g: Core, depth: int) -> None:
    if g.at.indent > DEEPEST:
        raise NotHere
    name = g.fresh("w")
    with g.block(g.fill(g.pick("if ({w} := {f}) > {f}:", "if {b} or ({w} := {f}) < 1.0:"), depth, (), w=lambda: name)):
        some_statements(g, depth - 1, 2)


@statement("statement", 1.2)
def branches_bind(g: Core, depth: int) -> None:
    """A variable that each branch binds, an int in one of them now and then (not 0: -y would tell it from 0.0)."""
    if g.at.indent > DEEPEST:
        raise NotHere
    name, kind = g.fresh("y"), g.pick(FLOAT, INT)
    with g.block(f"if {g.b(depth)}:"):
        g.put(f"{name} = {tamed(g, kind, g.expr(kind, depth))}")
    with g.block("else:"):
        g.put(f"{name} = {g.expr(kind, depth - 1)}" if g.chance(0.8) or kind == INT else f"{name} = {g.whole(1, 9)}")
    g.declare(name, kind)


def body_of_loop(g: Core, depth: int) -> None:
    some_statements(g, depth - 1)
    if g.chance(0.35):
        with g.block(f"if {g.b(depth - 1)}:"):
            if g.chance(0.4):
                g.statement(depth - 1)
            g.put(g.pick("break", "continue", "break"))
        if g.chance(0.6):
            g.statement(depth - 1)


@statement("statement", 4)
def counted_loop(g: Core, depth: int) -> None:
    if g.at.indent > DEEPEST:
        raise NotHere
    name, turns = g.fresh("i"), g.pick(2, 3, 4, 5, 8, 20)
    spans = [f"{turns}", f"1, {turns + 1}", f"{turns - 1}, -1, -1", f"0, {2 * turns}, 2", f"abs({g.i(1)}) % {turns + 1}",
             f"{g.whole(0, 2)}, {g.i(1)} % {turns + 1}", f"{turns}, {g.i(1)} % 3, -2"]  # fmt: skip
    with g.repeated(turns), g.block(f"for {name} in range({g.pick(*spans)}):", loop=g.at.loop + 1):
        g.declare(name, INT, False)
        body_of_loop(g, depth)
    if g.chance(0.15):
        with g.block("else:"):
            g.statement(depth - 1)


@statement("statement", 3.5)
def loop_over(g: Core, depth: int) -> None:
    if g.at.indent > DEEPEST:
        raise NotHere
    n = g.whole(1, 6)
    a, b, k = g.fresh("a"), g.fresh("c"), g.fresh("j")
    vector, values = g.vector(n, depth - 1), g.expr(Kind("list", (n,)), depth - 1)
    head, names = g.pick(
        (f"{a} in {vector}", [(a, FLOAT)]),
        (f"{a} in {values}", [(a, FLOAT)]),
        (f"{k}, {a} in enumerate({vector})", [(k, INT), (a, FLOAT)]),
        (f"{k}, {a} in enumerate({values}, 1)", [(k, INT), (a, FLOAT)]),
        (f"{a}, {b} in zip({vector}, {values})", [(a, FLOAT), (b, FLOAT)]),
        (f"{k}, ({a}, {b}) in enumerate(zip({values}, {vector}))", [(k, INT), (a, FLOAT), (b, FLOAT)]),
        (f"{a} in reversed({values})", [(a, FLOAT)]),
        (f"{k} in ({', '.join(str(g.whole(-4, 9)) for _ in range(n))},)", [(k, INT)]),
        (f"{k}, {a} in ((1, {g.number()}), (-2, {g.number()}))", [(k, INT), (a, FLOAT)]),
        (f"{k}, {a} in {{{', '.join(f'{3 * p - 4}: {g.number()}' for p in range(n))}}}.items()", [(k, INT), (a, FLOAT)]),
        (f"{a} in sorted({values})", [(a, FLOAT)]),
    )
    with g.repeated(n), g.block(f"for {head}:", loop=g.at.loop + 1):
        for name, kind in names:
            g.declare(name, kind, False)
        body_of_loop(g, depth)


@statement("statement", 1)
def loop_over_container(g: Core, depth: int) -> None:
    if g.at.indent > DEEPEST:
        raise NotHere
    found, a, k = g.known(g.pick("deque", "growing", "map", "set", "filters")), g.fresh("a"), g.fresh("j")
    tag, v = found.kind.tag, found.text
    heads = {
        "deque": (f"{a} in {v}", [(a, FLOAT)]), "growing": (f"{k}, {a} in enumerate({v})", [(k, INT), (a, FLOAT)]),
        "map": (f"{k}, {a} in {v}.items()", [(k, INT), (a, FLOAT)]), "set": (f"{k} in {v}", [(k, INT)]),
        "filters": (f"{a} in {v}", [(a, Kind("filter"))]),
    }  # fmt: skip
    head, names = heads[tag]
    with g.repeated(9), g.block(f"for {head}:", loop=g.at.loop + 1):
        # The container must not change while it is walked.
        hidden, g.scope[:] = list(g.scope), [n for n in g.scope if n is not found]
        try:
            for name, kind in names:
                g.declare(name, kind, False, False)
            body_of_loop(g, depth)
        finally:
            g.scope[:] = [*hidden, *g.scope[len(hidden) - 1 :]]


@statement("statement", 1.5)
def while_loop(g: Core, depth: int) -> None:
    if g.at.indent > DEEPEST:
        raise NotHere
    name, turns = g.fresh("w"), g.pick(3, 5, 10)
    g.put(f"{name} = {g.whole(0, 2)}")
    g.declare(name, INT, False)
    test = g.fill(g.pick("{w} < {turns}", "{w} < {turns} and {b}", "{w} + 1 <= {turns}"), depth, (), w=lambda: name,
        turns=lambda: str(turns))
    with g.repeated(turns), g.block(f"while {test}:", loop=g.at.loop + 1):
        g.put(f"{name} += 1")
        body_of_loop(g, depth)


@statement("statement", 0.5)
def converging_loop(g: Core, depth: int) -> None:
    """A loop whose end only arithmetic knows."""
    a, x = g.fresh("r"), g.fresh("s")
    g.put(f"{a} = min(abs({g.f(depth)}) + 0.5, 1e6)")
    g.put(f"{x} = {a}")
    with g.block(f"while abs({x} * {x} - {a}) > {g.pick('1e-9', '1e-3')} * {a}:"):
        g.put(f"{x} = 0.5 * ({x} + {a} / {x})")
    g.declare(a, FLOAT)
    g.declare(x, FLOAT)


@statement("statement", 0.3)
def bound_on_one_way(g: Core, depth: int) -> None:
    name = g.fresh("y")
    with g.block(f"if {g.b(depth)}:"):
        g.put(f"{name} = {g.f(depth)}")
    g.declare(name, FLOAT)


@statement("statement", 2)
def flooded(g: Core, depth: int) -> None:
    """A list that takes more than there is room for."""
    name = g.known("growing")
    if g.work > 1 or g.at.indent > 2 or not g.at.result:
        raise NotHere
    with g.block("for _ in range(60):"):
        g.put(f"{name.text}.append({g.f(1)})")


@statement("statement", 2)
def endless_loop(g: Core, depth: int) -> None:
    """Reaches its assumed bound, now and then."""
    if not g.features.wild or g.work > 1:
        raise NotHere
    name = g.assignable("float")
    with g.block(f"while {name.text} > {g.number()}:"):
        g.put(f"{name.text} = {name.text} * {g.pick('1.0', '0.999', '1.001')}")


@statement("statement", 1.5)
def early_return(g: Core, depth: int) -> None:
    if g.at.result is None or g.at.pure:
        raise NotHere
    with g.block(f"if {g.b(depth)}:"):
        if g.chance(0.3):
            g.statement(depth - 1)
        g.put(f"return {g.expr(g.at.result, depth)}")


@statement("statement", 0.6)
def nested_function(g: Core, depth: int) -> None:
    if g.at.indent > 3:
        raise NotHere
    name, x, gives = g.fresh("f"), g.fresh("q"), g.pick(FLOAT, FLOAT, INT)
    if g.chance(0.4):
        with g.inside(Name(x, FLOAT, False)):
            g.lines.append("    " * g.at.indent + f"{name} = lambda {x}: {g.expr(gives, 2)}")
    else:
        with g.block(f"def {name}({x}, scale={g.number()}):", result=gives, loop=0):
            # It sees what is around it and binds only what is its own.
            outer = list(g.scope)
            g.scope[:] = [Name(n.text, n.kind, False, False) for n in outer]
            g.declare(x, FLOAT)
            g.declare("scale", FLOAT, False)
            try:
                some_statements(g, 2, 2)
                g.put(f"return {g.expr(gives, 2)}")
            finally:
                g.scope[:] = outer
    out = g.fresh("o")
    g.put(f"{out} = {name}({g.f(2)}) + {name}({g.f(2)})")
    g.declare(out, gives)


