"""Productions of lists, tuples, dictionaries, sets, deques, modes, optionals and objects, and of what is read from them."""

from __future__ import annotations

from tests.fuzz.generator.core import FLOAT, INT, PRODUCTIONS, Core, Kind, Name, NotHere

MODES = ("IDLE", "RUN", "HOLD", "STOP")
WORDS = ("low", "mid", "high")
KEYS = ("kp", "ki", "kd", "gain")
forms = PRODUCTIONS.forms

# --- lists of floats and of ints, of a known size --------------------------------------------------------


@PRODUCTIONS.add("list", 5, leaf=True)
def a_list(g: Core, depth: int, n: int) -> str:
    return g.known("list", (n,)).text


@PRODUCTIONS.add("list", 2, leaf=True)
def listed(g: Core, depth: int, n: int) -> str:
    return f"[{g.number()}] * {n}" if n > 8 else f"[{', '.join(g.f(depth) for _ in range(n))}]"


@PRODUCTIONS.add("ints", 3, leaf=True)
def some_ints(g: Core, depth: int, n: int) -> str:
    return g.known("ints", (n,)).text


@PRODUCTIONS.add("ints", 2, leaf=True)
def listed_ints(g: Core, depth: int, n: int) -> str:
    return f"[{g.whole(-3, 9)}] * {n}" if n > 8 else f"[{', '.join(g.i(depth) for _ in range(n))}]"


@PRODUCTIONS.add("list", 2)
def comprehended(g: Core, depth: int, n: int) -> str:
    x = g.fresh("x")
    kind, source = g.pick((INT, "range({n})"), (INT, f"range(1, {2 * n}, 2)"), (FLOAT, "{v}"), (FLOAT, "{list}"))
    source = g.fill(source, depth, (n,))
    with g.inside(Name(x, kind, False)):
        body = g.f(min(depth, 2))
    return f"[{body} for {x} in {source}]"


forms(
    "list", 2,
    "sorted({list})", "list(reversed({list}))", "({list})[::-1]", "list({list})", "(({list})[1:] + [{f}])",
    "sorted({list}, reverse=True)",
    "sorted({list}, key=abs)", "list(map(abs, {list}))", "({list}).copy()", "list({v})", "({v}).tolist()", "({list})[:]",
    "[a * b for a, b in zip({list}, {v})]", "sorted({list}, key=lambda w: -w * w)", "[{f}] * {n}",
    "[0.5 * k for k in range({n})]",
    "[max(0.0, x) for x in {list}]", "[x if {b} else -x for x in {v}]",
)  # fmt: skip


@PRODUCTIONS.add("float", 3)
def element_of_list(g: Core, depth: int) -> str:
    name = g.known("list")
    n = name.kind.size[0]
    index = str(g.whole(-n, n - 1)) if g.chance(0.5) else f"{g.i(depth)} % {n}"
    return f"{name.text}[{f'int({g.f(depth)})' if g.risky() else index}]"


def _of_some_list(tag: str, weight: float, *templates: str) -> None:
    """Like ``forms``, for a list in scope or a new one; ``of_x`` and ``test`` are a float and a bool of its element ``z``."""

    @PRODUCTIONS.add(tag, weight)
    def form(g: Core, depth: int) -> str:
        known = [n for n in g.scope if n.kind.tag == "list"]
        given = g.pick(*known) if known and g.chance(0.7) else None
        size = given.kind.size if given else (g.whole(1, 5),)
        holes = {"list": lambda: given.text} if given else {}
        with g.inside(Name("z", FLOAT, False)):
            of_x, test = g.f(min(depth, 2)), g.b(min(depth, 1))
        return g.fill(g.pick(*templates), depth, size, of_x=lambda: of_x, test=lambda: test, **holes)


# The sum of nothing is Python's int 0, which the language joins with the floats: -0 is 0 there and -0.0 here.
_of_some_list(
    "float", 2,
    "sum({list})", "max({list})", "min({list})", "sum({of_x} for z in {list})", "(0.0 + sum({of_x} for z in {list} if {test}))",
    "max({list}, key=lambda z: {of_x})", "min({list}, key=lambda z: {of_x})", "max({of_x} for z in {list})",
    "(0.0 + sum([{of_x} for z in {list} if {test}]))", "sorted({list})[{at}]", "sum({list}) / len({list})",
    "max([z for z in {list} if {test}], default={number})", "tuple({list})[{at}]", "(lambda z: {of_x})(({list})[{at}])",
)  # fmt: skip
_of_some_list(
    "int", 1.2,
    "len({list})", "sum(1 for z in {list} if {test})", "({list}).index(max({list}))", "len([z for z in {list} if {test}])",
    "max(range({n}), key=lambda k: ({list})[k])",
)  # fmt: skip
_of_some_list("bool", 0.8, "any({test} for z in {list})", "all({test} for z in {list})", "all([{test} for z in {list}])")
forms("int", 1, "[{i}, {i}, {i}][{i} % 3]", "sorted([{i}, {i}, {i}])[1]", "sum([{i}, {i}])", "max([{i}, {i}])",
    "min([{i}, 4, {i}])")
forms("float", 1, "[{f}, {f}, {f}][{i} % 3]", "[[{f}, {f}], [{f}, {f}]][{i} % 2][{i} % 2]", "({f}, {f}, {f})[{i} % 3]")


def of_known(tag: str, weight: float, kinds: tuple[str, ...], *templates: str, rare: bool = False) -> None:
    """Like ``forms``, for something in scope of one of ``kinds``: ``it``, of size ``n``."""

    @PRODUCTIONS.add(tag, weight, rare=rare)
    def form(g: Core, depth: int) -> str:
        name = g.known(g.pick(*kinds))
        return g.fill(g.pick(*templates), depth, name.kind.size, it=lambda: name.text)


of_known("int", 1.5, ("ints",), "{it}[{i} % {n}]", "{it}[-1]", "{it}[{at}]", "sum({it})", "max({it})", "{it}.count({i})",
    "sorted({it})[{at}]")
of_known("bool", 0.8, ("ints",), "({i} in {it})", "({i} not in {it})")


def _item_of_tuple(kind: Kind) -> None:
    @PRODUCTIONS.add(kind.tag, 1)
    def item(g: Core, depth: int) -> str:
        name = g.known("tuple")
        at = [k for k, inner in enumerate(name.kind.detail) if inner == kind]
        if not at:
            raise NotHere
        return f"{name.text}[{g.pick(*at)}]"


_item_of_tuple(FLOAT)
_item_of_tuple(INT)


@PRODUCTIONS.add("tuple", 1, leaf=True)
def a_tuple(g: Core, depth: int, kind: Kind) -> str:
    return f"({', '.join(g.expr(k, depth - 1) for k in kind.detail)},)"


# --- dictionaries, sets, deques and lists that grow ------------------------------------------------------


@PRODUCTIONS.add("float", 1.2)
def item_of_dict(g: Core, depth: int) -> str:
    name = g.known("dict")
    keys = name.kind.detail
    key = repr(g.pick(*keys)) if isinstance(keys[0], str) or g.chance(0.4) else f"{g.i(depth)} % {len(keys)}"
    missing = repr("ki") if isinstance(keys[0], str) else g.i(depth)
    templates = ("{it}[{key}]", "{it}.get({missing}, {number})", "sum({it}.values())", "max({it}.values())")
    return g.fill(g.pick(*templates), depth, (), it=lambda: name.text, key=lambda: key, missing=lambda: missing)


@PRODUCTIONS.add("float", 0.6)
def table(g: Core, depth: int) -> str:
    """A dictionary display indexed at run time."""
    n = g.whole(2, 5)
    return f"{{{', '.join(f'{k}: {g.number()}' for k in range(n))}}}[{g.i(depth)} % {n}]"


@PRODUCTIONS.add("float", 2)
def item_of_map(g: Core, depth: int) -> str:
    """A dictionary that gains keys at run time."""
    name = g.known("map")
    key = f"{g.i(depth)} % {name.kind.size[0]}"
    return f"{name.text}[{key}]" if g.chance(0.15) else f"{name.text}.get({key}, {g.number()})"


of_known("bool", 0.8, ("map", "set"), "(({i} % {n}) in {it})", "(({i} % {n}) not in {it})")
of_known("int", 0.8, ("map", "set", "deque", "growing"), "len({it})")
of_known(
    "float", 2, ("deque", "growing", "deque"),
    "({it}[0] if {it} else {number})", "({it}[-1] if len({it}) > 0 else {f})", "sum({it})",
    "({it}[{i} % len({it})] if {it} else 0.0)",
    "(max({it}) if {it} else -1.0)", "(sum({it}) / max(len({it}), 1))", "(np.mean({it}) if len({it}) > 1 else 0.25)",
    "(min({it}) if len({it}) else 1.0)", "({it}[-2] if len({it}) >= 2 else 0.5)", "sum(v * v for v in {it})",
    "(np.array({it}).std() if len({it}) > 2 else 0.0)",
)  # fmt: skip

# --- modes, words, optionals, objects --------------------------------------------------------------------

of_known("bool", 1, ("word",), "({it} == 'low')", "({it} != 'mid')", "({it} in ('low', 'high'))", "('mid' == {it})")
of_known("bool", 1, ("mode",), "({it} is Mode.RUN)", "({it} == Mode.STOP)", "({it} != Mode.IDLE)",
    "({it} in (Mode.HOLD, Mode.IDLE))")
of_known("float", 0.4, ("word",), "{{'low': {number}, 'mid': {number}, 'high': {f}}}[{it}]")
of_known("float", 0.4, ("mode",), "float({it}.value)",
    "{{Mode.IDLE: {number}, Mode.RUN: {f}, Mode.HOLD: 1.0, Mode.STOP: {number}}}[{it}]")
forms("mode", 1, *(f"Mode.{m}" for m in MODES), leaf=True)
forms("mode", 1, "(Mode.RUN if {b} else Mode.STOP)", "(Mode.IDLE if {b} else Mode.HOLD)")
forms("word", 1, *(repr(w) for w in WORDS), leaf=True)
forms("word", 1, "('low' if {b} else 'high')", "('mid' if {b} else 'low')")
forms("optional", 1, "None", leaf=True)
forms("optional", 2, "{f}", "({f} if {b} else None)")
of_known("bool", 0.8, ("optional",), "({it} is None)", "({it} is not None)", "({it} is not None and {it} > {f})",
    "({it} is None or {it} < {f})")
of_known("float", 1, ("filter",), "{it}.y", "{it}.update({f})", "{it}.level", "{it}.gain", "{it}.doubled", "{it}.mixed({f})",
    "{it}.bounded({f})")

# --- generators of random numbers: drawing changes them --------------------------------------------------

of_known(
    "float", 4, ("random",),
    "{it}.random()", "{it}.uniform(-1.0, {f})", "{it}.gauss({f}, 0.5)", "{it}.normalvariate(0.0, 2.0)",
    "{it}.choice([{f}, 1.0, 2.5])",
    "{it}.expovariate(1.5)", "{it}.triangular(-1.0, 2.0, 0.5)", "{it}.lognormvariate(0.0, 0.25)", "{it}.paretovariate(3.0)",
    "{it}.weibullvariate(1.0, 1.5)", "{it}.sample([{f}, 1.0, -2.0, 4.0], 2)[0]", "{it}.choices([1.0, 2.5, {f}], k=2)[1]",
)  # fmt: skip
of_known("int", 2, ("random",), "{it}.randint(0, 9)", "{it}.randrange(7)", "{it}.randrange(1, 20, 3)", "{it}.getrandbits(5)")
of_known(
    "float", 4, ("generator",),
    "{it}.random()", "{it}.uniform(-1.0, 2.0)", "{it}.normal({f}, 0.5)", "{it}.standard_normal()", "{it}.exponential(2.0)",
    "{it}.choice([0.5, 1.0, 2.5])",
    "{it}.standard_exponential()", "{it}.lognormal(0.0, 0.25)", "{it}.permutation(4)[1] * 0.5", "{it}.random(3).sum()",
    "{it}.normal(size=2)[1]",
)  # fmt: skip
of_known("int", 2, ("generator",), "int({it}.integers(0, 9))", "int({it}.integers(7))")
of_known(
    "float", 4, ("randomstate",),
    "{it}.random_sample()", "{it}.uniform(-1.0, 2.0)", "{it}.normal({f}, 0.5)", "{it}.randn()", "{it}.rand(3).sum()",
    "{it}.choice([0.5, 1.0, 2.5])",
    "{it}.standard_normal()", "{it}.exponential(2.0)", "{it}.standard_exponential()", "{it}.lognormal(0.0, 0.25)",
    "{it}.permutation(4)[1] * 0.5",
)  # fmt: skip
of_known("float", 4, ("seeded",), "{it}.ranf()", "{it}.random_sample()", "{it}.sample()", "{it}.randn()", "{it}.random()",
    "{it}.rand(2)[1]",
    "{it}.uniform(0.0, {f})")
of_known("int", 2, ("randomstate",), "int({it}.randint(0, 9))", "int({it}.randint(7))")


of_known("float", 1.5, ("optional",), "({it} * 2.0)")


@PRODUCTIONS.add("float", 0.1)
def absent(g: Core, depth: int) -> str:
    """Fails where there is no number."""
    return g.fill("(lambda o: o * 2.0)({f} if {b} else None)", depth, ()) if g.risky() else g.f(depth)


@PRODUCTIONS.add("float", 1.5)
def presence(g: Core, depth: int) -> str:
    o = g.known("optional").text
    template = g.pick("({o} if {o} is not None else {f})", "({f} if {o} is None else {f} - {o})")
    return g.fill(template, depth, (), o=lambda: o)


