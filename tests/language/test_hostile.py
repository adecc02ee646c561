"""Hostile and broken policies: each gives a diagnostic, or a controller that faults within its bounds. Nothing runs."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from ppc.compiler import PolicyError, Signature, compile_policy
from ppc.compiler import faults as kinds

PLAIN = "class Policy:\n    def act(self, obs):\n        return obs[0]\n"


def act(body: str, before: str = "") -> str:
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    return f"{before}\nclass Policy:\n    def act(self, obs):\n{lines}"


def state(current: str, body: str) -> str:
    """A policy that looks at one of the rows that ``reset`` makes, and changes them."""
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    return (
        "class Policy:\n    def __init__(self):\n        self.reset()\n    def reset(self):\n"
        f"        self.rows = [[0, 0], [1, 1]]\n        self.current = {current}\n"
        f"    def act(self, obs):\n        k = int(obs[0] > 0)\n{lines}"
        "        return sum(self.current) + sum(self.rows[k])\n"
    )


REFUSED: dict[str, tuple[str, str]] = {
    "empty": ("", "PPC005"),
    "nul": ("a\0b", "PPC002"),
    "surrogate": ("x = '\ud800'\n" + PLAIN, "PPC002"),
    "syntax": ("def (", "PPC004"),
    "no act": ("class Policy:\n    pass", "PPC005"),
    "two policies": ("class A:\n  def act(self, o): return 0.0\nclass B:\n  def act(self, o): return 0.0", "PPC006"),
    "act without obs": ("class Policy:\n  def act(self): return 0.0", "PPC007"),
    "an item of the state under a second name": (
        state("self.rows[0]", "self.current = self.rows[k]\nself.rows[k][0] += 1"),
        "PPC406",
    ),
    "an item of the state that stays under its name": (
        state("[0, 0]", "self.rows[k] = row = [k, 1]\nself.current[1] += 1\nself.current = row"), "PPC406"),
    "one item of the state in two places": (
        state("[0, 0]", "self.rows[k] = self.rows[0]\nself.rows[0][1] += 1"), "PPC406"),
    "two fields that are one object in the next step": (
        state("[0, 0]", "self.current[0] += 1\nself.current = self.last = self.rows[k]\nself.rows = [[0, 0], [1, 1]]"),
        "PPC406",
    ),
    "huge": ("x = 1\n" * 2_000_000, "PPC001"),
    "brackets": ("x = " + "(" * 5000 + "1" + ")" * 5000 + "\n" + PLAIN, "PPC003"),
    "minuses": ("x = " + "-" * 30_000 + "1\n" + PLAIN, "PPC003"),
    "long sum": (act("return " + "+".join(["obs[0]"] * 5000)), "PPC003"),
    "sum of dictionaries": (act("d = {int(obs[0]): 1.0}\nreturn len(d + d)"), "PPC205"),
    "pairs that are none": (act("d = {}\nd.update([(1, 2.0, 3)])\nreturn d[1]"), "PPC402"),
    "open": (act("open('/etc/passwd')\nreturn 0.0"), "PPC103"),
    "open by name": (act("f = open\nreturn f('x')"), "PPC103"),
    "open in default": (act("return 0.0", "def f(a=open('x')):\n    return a"), "PPC103"),
    "open in f-string": (act("x = f'{open(1)}'\nreturn 0.0"), "PPC103"),
    "import os": ("import os\n" + PLAIN, "PPC107"),
    "import inside": (act("import sys\nreturn 0.0"), "PPC107"),
    "from os": ("from os import system\n" + PLAIN, "PPC107"),
    "relative import": ("from . import x\n" + PLAIN, "PPC107"),
    "star import": ("from math import *\n" + PLAIN, "PPC107"),
    "submodule": (act("return np.ctypeslib.load_library('a', 'b')", "import numpy as np"), "PPC214"),
    "fromfile": (act("return np.fromfile('x')[0]", "import numpy as np"), "PPC214"),
    "dunder walk": (act("return obs.__class__.__bases__"), "PPC104"),
    "subclasses": (act("return ().__class__.__base__.__subclasses__()"), "PPC104"),
    "globals of a function": (act("return self.act.__globals__"), "PPC104"),
    "import function": (act("__import__('os')\nreturn 0.0"), "PPC103"),
    "eval": (act("return eval('1')"), "PPC103"),
    "exec": (act("exec('x=1')\nreturn 0.0"), "PPC103"),
    "compile": (act("compile('1', '', 'eval')\nreturn 0.0"), "PPC103"),
    "getattr": (act("return getattr(obs, 'x')"), "PPC214"),
    "getattr of a dunder": (act("return getattr(obs, '__class__')"), "PPC"),
    "getattr of a run-time name": (act("return getattr(obs, str(obs[0]))"), "PPC"),
    "setattr": (act("setattr(obs, 'x', 1.0)\nreturn 0.0"), "PPC408"),
    "globals": (act("return globals()['x']"), "PPC103"),
    "breakpoint": (act("breakpoint()\nreturn 0.0"), "PPC103"),
    "decorator": ("import math\n@math.sin\n" + PLAIN, "PPC105"),
    "method decorator": ("class Policy:\n  @property.setter\n  def act(self, obs): return 0.0", "PPC105"),
    "metaclass": ("class M: pass\nclass Policy(metaclass=M):\n  def act(self, obs): return 0.0", "PPC105"),
    "base class": ("import math\nclass Policy(math.sin):\n  def act(self, obs): return 0.0", "PPC105"),
    "del method": ("class Policy:\n  def __del__(self): pass\n  def act(self, obs): return 0.0", "PPC104"),
    "getattribute": ("class Policy:\n  def __getattribute__(self, n): return 1\n  def act(self, obs): return 0.0", "PPC104"),
    "global": (act("global x\ndef x():\n    return 1.0\nreturn x()"), "PPC101"),
    "generator": (act("yield 1"), "PPC101"),
    "with": (act("with x as y:\n    return 0.0"), "PPC101"),
    "async": ("class Policy:\n  async def act(self, obs): return 1.0", "PPC101"),
    "match": (act("match obs:\n    case 1:\n        return 0.0"), "PPC207"),
    "closure kept": (
        "class Policy:\n  def __init__(self): self.f = lambda: 0.0\n"
        "  def act(self, obs):\n    r = self.f()\n    self.f = lambda: obs[0]\n    return r",
        "PPC304",
    ),
    "generator without an end": (act("def f():\n    while True:\n        yield 1\nreturn sum(f())"), "PPC101"),
    "tower": (act("return 10 ** 10 ** 10"), "PPC203"),
    "shift": (act("return 1 << 100000000"), "PPC203"),
    "big literal": (act("return " + "9" * 3000), "PPC203"),
    "list bomb": (act("return [0] * 10 ** 9"), "PPC802"),
    "comprehension bomb": (act("return sum([i * j for i in range(9999) for j in range(9999)])"), "PPC804"),
    "dict bomb": (act("return len({i: {j: 0 for j in range(1000)} for i in range(1000)})"), "PPC803"),
    "doubling string": (act("s = 'a'\nfor i in range(100):\n    s = s + s\nreturn len(s)"), "PPC802"),
    "doubling tuple": (act("t = (0,)\nfor i in range(30):\n    t = (t, t)\nreturn 0.0"), "PPC802"),
    "self reference": (act("t = [0]\nt.append(t)\nif obs[0] > 0:\n    t = 1\nreturn t"), "PPC304"),
    "shape": (act("return np.zeros((100000, 100000))[0, 0]", "import numpy as np"), "PPC802"),
    "long vector": (act("return np.zeros(10 ** 12)[0]", "import numpy as np"), "PPC802"),
    "first result decides": (act("return np.vectorize(lambda v: 0 if v < 0 else v)(obs)[0]", "import numpy as np"), "PPC204"),
    "recursion": (act("return self.act(obs)"), "PPC805"),
    "mutual recursion": (act("return f(obs[0])", "def f(x):\n    return g(x)\ndef g(x):\n    return f(x)"), "PPC805"),
    "run-time recursion": (act("return f(obs[0])", "def f(x):\n    return f(x - 1) + f(x - 2) if x > 0 else 0.0"), "PPC805"),
    "y combinator": (act("return (lambda f: f(f))(lambda f: f(f))"), "PPC805"),
    "call bomb": (
        "".join(f"def f{i}(x):\n    return f{i + 1}(x) + f{i + 1}(x)\n" for i in range(35))
        + "def f35(x):\n    return x\n"
        + act("return f0(obs[0])"),
        "PPC8",
    ),
    "unroll bomb": (
        act(
            "t = 0.0\nfor a in L:\n  for b in L:\n    for c in L:\n      for d in L:\n        t += a[0]\nreturn t",
            "L = [(i, 'x') if i % 2 else (i, 2.0, 3) for i in range(60)]",
        ),
        "PPC80",
    ),
    "undefined": (act("return foo"), "PPC209"),
    "typo": (act("return self.gian"), "PPC214"),
    "nothing returned": (act("x = 1"), "PPC501"),
    "wrong size": (act("return [1.0, 2.0]"), "PPC503"),
    "string action": (act("return 'left'"), "PPC402"),
    "index of tuple": (act("return (1.0, 2.0)[5]"), "PPC401"),
    "float index": (act("return [1.0, 2.0][0.5]"), "PPC204"),
    "missing argument": (act("return f()", "def f(x):\n    return x"), "PPC213"),
    "unpack": (act("a, b = obs\nreturn a"), "PPC402"),
    "call a number": (act("return (1.0)(2)"), "PPC212"),
    "break outside": (act("break\nreturn 0.0"), "PPC004"),
    "continue outside": (act("continue\nreturn 0.0"), "PPC004"),
    "walrus in an iterable": (act("return sum(x for x in (y := [1.0, obs[0]]))"), "PPC004"),
    "walrus over a turn": (act("return sum([(x := x + 1.0) for x in obs])"), "PPC004"),
    "argument twice": (act("f = lambda a, a: a\nreturn f(1.0, 2.0)"), "PPC004"),
    "keyword twice": (act("f = lambda a: a\nreturn f(a=1.0, a=2.0)"), "PPC004"),
    "two stars": (act("*a, *b = [1.0, 2.0]\nreturn 0.0"), "PPC004"),
    "bare except first": (act("try:\n    x = 1.0\nexcept:\n    x = 2.0\nexcept ValueError:\n    x = 3.0\nreturn x"), "PPC004"),
    "case never reached": (act("match obs[0]:\n    case x:\n        return 1.0\n    case 2.0:\n        return 3.0"), "PPC004"),
    "name twice in a pattern": (act("match (1.0, 2.0):\n    case (a, a):\n        return 1.0\nreturn 2.0"), "PPC004"),
    "float as a size": (act("return np.zeros(2.5).sum()", "import numpy as np"), "PPC204"),
    "infinite size": (act("return sum([1.0] * math.inf)", "import math"), "PPC204"),
    "plus of a NumPy bool": (act("near = obs[0] < 0.5\nreturn +near"), "PPC205"),
    "plus of a mask": (act("return float((+(obs < 0.5)).sum())"), "PPC205"),
    "positive of a comparison": (act("return np.positive(obs[0] > 0.0)", "import numpy as np"), "PPC205"),
    "sign of a comparison": (act("return np.sign(obs[0] > 0.0)", "import numpy as np"), "PPC205"),
    "list that a loop shortens": (act("x = [1.0, 2.0]\nfor a in x:\n    x.pop()\nreturn sum(x)"), "PPC406"),
}  # fmt: skip

CONTAINED: dict[str, tuple[str, str | None]] = {
    "endless": (act("while True:\n    pass\nreturn 0.0"), "loop_bound"),
    "endless count": (act("x = 0\nwhile True:\n    x += 1\nreturn x"), "loop_bound"),
    "wrapping": (act("x = 7\nfor i in range(100000):\n    x = x * x\nreturn x"), None),
    "nested whiles": (
        act("x = obs[0] * 0\nwhile x >= 0:\n  y = x\n  while y > 0:\n    y -= 1\n  x += 0.5\nreturn x"), "loop_bound",
    ),
    "doubling list": (act("x = [0] * 1000\nfor i in range(50):\n    x = x + x\nreturn len(x)"), "capacity"),
    "division": (act("return 1.0 / (float(obs[0]) * 0.0)"), "zero_division"),
    "domain": (act("return math.log(-1.0 - float(obs[0]))", "import math"), "domain"),
    "overflow": (act("return math.exp(float(obs[0]) * 1e6)", "import math"), "overflow"),
    "power beyond 64 bits": (act("return 10 ** (int(obs[0] * 0.0) + 30)"), "overflow"),
    "power of a run-time integer beyond 64 bits": (act("return (int(obs[0] * 0.0) + 7) ** 70"), "overflow"),
    "negative power": (act("return 2 ** (int(obs[0] * 0.0) - 1)"), "value"),
    "nan to int": (act("return int(float('nan') * obs[0])"), "int_of_nan"),
    "nan action": (act("return float('nan') * obs[0]"), "action_nan"),
    "index": (act("return [1.0, 2.0, 3.0][int(obs[0] * 100)]"), "index"),
    "none": (act("x = None\nif obs[0] < 0:\n    x = 1.0\nreturn x"), "absent"),
    "unassigned": (act("if obs[0] < 0:\n    x = 1.0\nreturn x"), "unassigned"),
    "list that a loop lengthens": (act("x = [1.0]\nfor a in x:\n    x.append(a)\nreturn sum(x)"), "capacity"),
    "list that a loop may shorten": (
        act("x = [1.0, 2.0]\nfor a in x:\n    if obs[0] > 0:\n        x.remove(a)\nreturn 1.0"), "value",
    ),
    "division by the smaller one": (act("return 1.0 / max(0.0, -obs[0])"), "zero_division"),
    "raise": (act("if obs[0] > 0:\n    raise ValueError('x')\nreturn 1.0"), "value"),
    "doubling reference": (act("t = [0]\nfor i in range(40):\n    t = [t, t]\nreturn 0.5"), None),
    "shadowed builtin": (act("return sum(obs)", "sum = lambda x: 1.0"), None),
    "long string": ("x = '" + "a" * 60_000 + "'\n" + PLAIN, None),
}  # fmt: skip


_executed: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "exec":
        name = getattr(arguments[0], "co_filename", "")
        if not os.path.exists(name) and not name.startswith("<frozen"):
            _executed.append(name)
    elif event == "open" and arguments[0] == "/etc/passwd":
        _executed.append(arguments[0])


@pytest.fixture(scope="module", autouse=True)
def watched() -> None:
    """Code that does not come from a file and runs once everything is imported could only be a policy's."""
    compile_policy(act("return 1 if obs[0] > 0 else 0"), Signature(4, "discrete:2")).controller().act([0.0] * 4)
    with pytest.raises(PolicyError):  # the second look after an error has modules of its own
        broken = act("for x in obs:\n    y = gone\nreturn np.zeros(3).nothing", "import numpy as np")
        compile_policy(broken, Signature(4, "box:1"))
    sys.addaudithook(_watch)
    _executed.clear()


@pytest.fixture(autouse=True)
def nothing_runs(watched: None) -> Iterator[None]:
    _executed.clear()
    yield
    assert _executed == []


def test_the_watch_sees_text_that_runs() -> None:
    exec("1 + 1")
    assert _executed
    _executed.clear()


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    source, code = REFUSED[name]
    with pytest.raises(PolicyError) as caught:
        compile_policy(source, Signature(4, "box:1"))
    first = caught.value.diagnostics[0]
    assert first.code.startswith(code), first
    assert first.message and first.span.line >= 1
    assert first.render(source)


@pytest.mark.parametrize("name", CONTAINED)
def test_contained(name: str) -> None:
    source, fault = CONTAINED[name]
    controller = compile_policy(source, Signature(4, "box:1[-1,1]")).controller()
    action = controller.act(np.ones(4))
    assert np.all(np.isfinite(action)) and np.all(np.abs(action) <= 1.0)
    if fault is None:
        assert controller.status & kinds.DISQUALIFYING_MASK == 0
    else:
        assert fault in kinds.names(controller.status)
        assert action[0] == 0.0  # the safe action


def test_the_worst_stay_within_their_budgets() -> None:
    """All of them in one process: CPU seconds and memory are bounded by counted budgets."""
    code = (
        "import resource\n"
        "from tests.language.test_hostile import REFUSED\n"
        "from ppc.compiler import PolicyError, Signature, compile_policy\n"
        "for source, _ in REFUSED.values():\n"
        "    try:\n"
        "        compile_policy(source, Signature(4, 'box:1'))\n"
        "    except PolicyError:\n"
        "        pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1024
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024 < 1024


def test_a_fault_of_the_compiler_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the statement that met it; tests and fuzzers see it as it is."""
    from ppc.compiler.frontend import loops

    def broken(*_: Any) -> bool:
        raise KeyError("x")

    source = act("for k in range(3):\n    pass\nreturn 0.0")
    monkeypatch.setattr(loops, "for_loop", broken)
    with pytest.raises(KeyError):
        compile_policy(source, Signature(4, "box:1"))
    monkeypatch.delenv("PPC_DEBUG")
    with pytest.raises(PolicyError) as error:
        compile_policy(source, Signature(4, "box:1"))
    assert [(d.code, d.span.line) for d in error.value.diagnostics] == [("PPC008", 4)]
