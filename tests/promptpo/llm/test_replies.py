"""Programs in whatever a model sends."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from ppc.compiler import Signature, compile_policy
from ppc.compiler.diagnostics import PolicyError
from ppc.promptpo.llm.messages import Reply
from ppc.promptpo.llm.replies import REFLECTION, Code, NoCode, code_of, reflection_of

POLICY = "class Policy:\n    def act(self, obs):\n        return 1\n"
OLD = "class Policy:\n    def act(self, obs):\n        return 0\n"
SIGNATURE = Signature(obs_size=2, action="discrete:2")


def fence(code: str, language: str = "python", mark: str = "```") -> str:
    return f"{mark}{language}\n{code}{mark}\n"


def code(content: str, finish: str = "stop", class_name: str = "Policy") -> Code:
    found = code_of(Reply(content, finish), class_name)
    assert isinstance(found, Code), found
    return found


def no_code(content: str, finish: str = "stop", refusal: str = "") -> str:
    found = code_of(Reply(content, finish, refusal))
    assert isinstance(found, NoCode), found
    assert "```python" in found.text and "class Policy" in found.text, "what is wanted instead"
    return found.text


AS_IT_IS = {
    "a fence": fence(POLICY),
    "a fence without a language": fence(POLICY, ""),
    "another language": fence(POLICY, "Python3"),
    "an info string": "```python title=policy.py\n" + POLICY + "```",
    "tildes": fence(POLICY, "py", "~~~"),
    "a long fence": fence(POLICY, "python", "`````"),
    "prose around": f"Certainly! Here is it.\n\n{fence(POLICY)}\n\nIt always goes right. Good luck!",
    "prose on the line of the fence": f"Here is it: ```python\n{POLICY}```",
    "a fence that ends the last line": "```python\n" + POLICY.rstrip() + "```",
    "a fence that is not closed": "```python\n" + POLICY,
    "no fence": POLICY,
    "no fence, prose around": f"The following policy works well, I think:\n\n{POLICY}\nLet me know how it goes.",
    "a tag": f"<code>\n{POLICY}</code>",
    "carriage returns": fence(POLICY).replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + fence(POLICY),
    "thoughts": f"<think>I could write\n{fence(OLD)}\nbut no.</think>\n{fence(POLICY)}",
    "thoughts twice": f"<think>a</think>\n<think>b {fence(OLD)}</think>{fence(POLICY)}",
    "thoughts whose opening the server kept": f"Perhaps\n{fence(OLD)}\nNo.</think>\n\n{fence(POLICY)}",
    "JSON": json.dumps({"thoughts": "class struggle", "code": POLICY}),
    "JSON in a fence": fence(json.dumps({"policy": {"code": POLICY}}, indent=1) + "\n", "json"),
    "a fence in JSON": json.dumps({"answer": f"Here:\n{fence(POLICY)}"}),
    "an older version before it": f"{fence(OLD)}\nBetter:\n{fence(POLICY)}",
    "how to use it after it": fence(POLICY) + "\nUse:\n" + fence("p = Policy()\np.act([0])\n"),
    "a test of it after it": fence(POLICY) + fence("def test():\n    assert Policy().act([0]) == 1\n"),
    "a part of it after it": fence(POLICY) + "The heart is\n" + fence("class Policy:\n    def act(self, obs): ...\n"),
    "a shell command": fence("pip install numpy\n", "sh") + fence(POLICY),
    "another class": fence("class Filter:\n    pass\n") + fence(POLICY),
}


@pytest.mark.parametrize("content", AS_IT_IS.values(), ids=AS_IT_IS)
def test_the_program_as_it_is(content: str) -> None:
    found = code(content)
    assert found.source.strip() == POLICY.strip()
    assert found.notes == ()


def test_a_module_without_a_fence_is_whole() -> None:
    module = textwrap.dedent('''\
        """A policy.

        It does this, and that.
        """
        from __future__ import annotations

        import math
        import numpy as np, heapq
        from collections import (
            deque,
        )

        LIMIT = 3.0
        TABLE: list[float] = [
            1.0,
            2.0,
        ]


        @staticmethod
        def helper(x):
            return x


        class Policy:
            def act(self, obs):
                return 1


        if __name__ == "__main__":
            print(Policy())
        ''')
    assert code(f"Here you are.\n\n{module}\nThat is all.").source.strip() == module.strip()


CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.py"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
def test_what_models_wrote_is_found_whole(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    body = "\n".join(line for line in source.split("\n") if line.strip())
    prose = "Here is a policy for the task. It has two parts: a filter, and a law."
    for reply in (
        f"{prose}\n\n{fence(source)}\n{prose}",
        f"{prose}\n\n{source}\n{prose}",
        json.dumps({"explanation": prose, "code": source}),
        f"{prose}\n```python\n{source}".replace("\n", "\r\n"),
    ):
        found = code(reply)
        assert "\n".join(line for line in found.source.split("\n") if line.strip()) == body
        assert found.notes == ()


MENDED = {
    "indented": (textwrap.indent(fence(POLICY), "    "), "indentation"),
    "typographic quotes": (fence(POLICY.replace("return 1", "return 1 if “a” != ‘b’ else 0")), "typographic"),
    "hard spaces and minus": (fence(POLICY.replace("return 1", "return\u00a0−1\u00a0+\u00a02")), "typographic"),
    "a console": (
        fence("".join(f"{'>>>' if i == 0 else '...'} {line}\n" for i, line in enumerate(POLICY.splitlines()))),
        "prompts",
    ),
    "tabs and spaces": (fence("class Policy:\n\tdef act(self, obs):\n\t\tx = 1\n                return x\n"), "tabs"),
    "another name": (fence(POLICY.replace("Policy", "BangBangController")), "BangBangController renamed"),
    "a function": (fence("def policy(obs):\n    return 1\n"), "function policy wrapped"),
    "a function with a helper": (
        fence("import math\ndef f(x):\n    return 1\ndef act(obs):\n    return f(math.pi)\n"),
        "wrapped",
    ),
    "a function with self": (fence("def act(self, obs):\n    return 1\n"), "wrapped"),
    "a function that another one makes": (
        fence("def make(n):\n    def act(obs):\n        return n\n    return act\n\npolicy = make(1)\n"),
        "function policy wrapped",
    ),
    "a function with state": (
        fence("n = 0\ndef reset():\n    global n\n    n = 0\ndef policy(obs):\n    global n\n    n += 1\n    return n\n"),
        "function policy wrapped",
    ),
    "helpers before it": (
        fence("import math\n\ndef one():\n    return int(math.cos(0.0))\n") + "\nand\n" + fence(POLICY.replace("1", "one()")),
        "joined with 1 block",
    ),
    "helpers of helpers": (
        fence("import math\n") + fence("def one():\n    return int(math.cos(0.0))\n") + fence(POLICY.replace("1", "one()")),
        "joined with 2 blocks",
    ),
}


@pytest.mark.parametrize(("content", "note"), MENDED.values(), ids=MENDED)
def test_what_is_mended_compiles_and_is_noted(content: str, note: str) -> None:
    found = code(content)
    assert len(found.notes) == 1 and note in found.notes[0]
    policy = compile_policy(found.source, SIGNATURE)
    assert policy.controller().act([0.0, 0.0]) == 1
    assert "class Policy" in found.source


def test_a_class_of_another_name_is_renamed_wherever_it_is_meant() -> None:
    source = textwrap.dedent("""\
        class Größe:
            GAIN = 2.0

            def act(self, obs):
                größe = "Größe"
                return int(Größe.GAIN) - 1 if größe == "Größe" else 0
        """)
    found = code(fence(source))
    assert "Policy.GAIN" in found.source and found.source.count('"Größe"') == 2 and "class Policy:" in found.source
    assert compile_policy(found.source, SIGNATURE)


def test_of_several_classes_the_last_with_act_is_meant() -> None:
    source = f"{OLD.replace('Policy', 'First')}\n\n{POLICY.replace('Policy', 'Second')}\n\nclass Filter:\n    pass\n"
    found = code(fence(source))
    assert "class Second" not in found.source and "class First" in found.source
    assert compile_policy(found.source, SIGNATURE).controller().act([0.0, 0.0]) == 1


def test_act_may_be_inherited() -> None:
    base = "class Base:\n    def act(self, obs):\n        return self.pick()\n\n\n"
    source = base + "class Policy(Base):\n    def pick(self):\n        return 1\n"
    assert code(fence(source)).source == source


def test_a_class_with_a_base_in_an_earlier_block() -> None:
    base = "class Base:\n    def pick(self):\n        return 1\n"
    source = "class Policy(Base):\n    def act(self, obs):\n        return self.pick()\n"
    assert compile_policy(code(fence(base) + "\n" + fence(source)).source, SIGNATURE)


def test_an_old_version_is_not_joined() -> None:
    assert "return 0" not in code(fence(OLD) + fence(POLICY.replace("return 1", "return missing"))).source


@pytest.mark.parametrize(
    "source", [POLICY.replace("(self, obs):", "(self, obs)"), POLICY + "x = (1,\n", "class Policy(:\n  x\n"]
)
def test_what_does_not_parse_goes_to_the_compiler(source: str) -> None:
    found = code(fence(source))
    assert found.source.strip() == source.strip()
    with pytest.raises(PolicyError):
        compile_policy(found.source, SIGNATURE)


def test_what_parses_is_preferred_to_what_does_not() -> None:
    assert code(fence(POLICY) + fence(OLD.replace("return 0", "return (0"))).source == POLICY


def test_a_class_without_its_method_goes_to_the_compiler() -> None:
    assert code(fence("class Policy:\n    def step(self, obs):\n        return 1\n")).source.startswith("class Policy")


NOTHING = {
    "nothing": ("", "empty"),
    "blanks": (" \n\t\n", "empty"),
    "prose": ("I would use a PD controller with a gain of 3.", "held no Python program (it began with 'I would use"),
    "a refusal": ("I'm sorry, but I can't help with that.", "held no Python program"),
    "another language": (fence("int act(double *obs) { return 1; }\n", "c"), "held no Python program"),
    "thoughts without an end": ("<think>Let me see. class Policy", "in the middle of the thoughts"),
    "thoughts only": ("<think>Let me see.</think>", "empty"),
    "a class that is no policy": (fence("class Filter:\n    def run(self):\n        pass\n"), "held no Python program"),
    "JSON without a program": ('{"answer": 42}', "held no Python program"),
    "an empty fence": ("```python\n```", "held no Python program"),
}


@pytest.mark.parametrize(("content", "says"), NOTHING.values(), ids=NOTHING)
def test_no_program(content: str, says: str) -> None:
    assert says in no_code(content)


def test_a_refusal_is_told_as_one() -> None:
    assert "a refusal ('No, thank you')" in no_code("", refusal="No,\n thank you")
    assert isinstance(code_of(Reply(fence(POLICY), refusal="hm")), Code)


def test_a_filter_is_told() -> None:
    assert "content filter" in no_code("", "content_filter")


CUT_OFF = {
    "in a program": ("```python\n" + POLICY + "    def help", "in the middle of the program"),
    "in a program that happens to parse": ("```python\n" + POLICY, "in the middle of the program"),
    "in a program without a fence": ("Sure:\n\n" + POLICY, "in the middle of the program"),
    "in thoughts": ("<think>" + fence(POLICY), "in the middle of the thoughts"),
    "before anything": ("", "before a program began"),
    "in prose": ("First of all", "before a program began"),
}


@pytest.mark.parametrize(("content", "says"), CUT_OFF.values(), ids=CUT_OFF)
def test_cut_off(content: str, says: str) -> None:
    assert f"cut off {says}" in no_code(content, "length")


def test_cut_off_after_the_program_is_soon_enough() -> None:
    assert code(fence(POLICY) + "\nThis policy is the best beca", "length").source == POLICY
    assert code(fence(POLICY) + "\n" + fence("x = Pol")[:-4], "length").source == POLICY


FEEDBACK = (
    "class Feedback:\n    def step(self, obs, action, reward):\n        pass\n\n    def summary(self):\n        return {}\n"
)


def test_feedback() -> None:
    assert code(fence(POLICY) + fence(FEEDBACK), class_name="Feedback").source == FEEDBACK
    assert code(fence(FEEDBACK.replace("Feedback", "TankFeedback")), class_name="Feedback").source == FEEDBACK
    missing = code_of(Reply(fence("def f():\n    pass\n")), "Feedback")
    assert isinstance(missing, NoCode) and "class Feedback" in missing.text and "summary(self)" in missing.text


MILLIONS = {
    "blanks": " " * 2_000_000,
    "backticks": "`" * 2_000_000,
    "fences": "```\n" * 500_000,
    "late fences": "x ```a\n" * 280_000,
    "words": "a " * 1_000_000,
    "classes": "class Policy:\n" * 140_000,
    "functions": "def f(x):\n    return x\nand so on\n" * 60_000,
    "brackets": "[" * 2_000_000,
    "JSON": '{"a":' * 400_000,
    "assignments": "x = " * 500_000,
    "blanks in lines": ("a" + " " * 1990 + "b\n") * 1000,
    "commas": ("a" + ", a" * 600 + "\n") * 1100,
    "thoughts": "<think>" * 280_000,
    "thoughts ended": "</think>" * 250_000,
    "quotes": '"""\n' * 500_000,
    "tags": "<code>\n" * 280_000,
    "a long comment": POLICY + "#" + "x" * 2_000_000,
}


@pytest.mark.parametrize("content", MILLIONS.values(), ids=MILLIONS)
def test_two_megabytes_of_nonsense(content: str) -> None:
    found = code_of(Reply(content))
    assert isinstance(found, NoCode) and len(found.text) < 1000


def test_a_program_in_two_megabytes() -> None:
    prose = "This is prose, with `code` and = signs; if it ends: so be it.\n" * 16_000
    assert code(prose + fence(POLICY) + "\n" + prose).source == POLICY
    assert code(fence(OLD) * 30_000 + fence(POLICY)).source == POLICY


def test_a_program_that_is_too_long_is_told_so() -> None:
    found = code_of(Reply(fence(POLICY + "# x\n" * 20_000)))
    assert isinstance(found, NoCode) and "80" in found.text and "limit is 65536" in found.text


NESTED = {
    "brackets": "(" * 5000 + "1" + ")" * 5000,
    "not": "not " * 15_000 + "1",
    "attributes": "a" + ".b" * 15_000,
    "minus": "-" * 30_000 + "1",
    "else": "1 if a else " * 5000 + "1",
    "lambdas": "lambda: " * 7000 + "1",
    "a sum": "1" + " + 1" * 14_000,
    "NUL": "'\0'",
}


@pytest.mark.parametrize("expression", NESTED.values(), ids=NESTED)
def test_deep_nesting_goes_to_the_compiler(expression: str) -> None:
    found = code(fence(POLICY.replace("return 1", f"return {expression}")))
    with pytest.raises(PolicyError):
        compile_policy(found.source, SIGNATURE)


def test_half_characters_become_question_marks() -> None:
    found = code(fence(POLICY.replace("return 1", "return 1  # \ud83d")))
    assert "# ?" in found.source


REFLECTIONS = {
    "It fell. It leant.": "It fell. It leant.",
    "<think>Hm.</think>\n\nIt fell.\n": "It fell.",
    f"It fell.\n{fence(POLICY)}Push more.": "It fell.\nPush more.",
    f"It fell.\n```python\n{POLICY}": "It fell.",
    "<think>Hm.": "",
    "": "",
}


@pytest.mark.parametrize(("text", "words"), REFLECTIONS.items())
def test_reflections(text: str, words: str) -> None:
    assert reflection_of(text) == words
    assert reflection_of(words) == words


@pytest.mark.parametrize("text", ["It fell over. " * 100_000, "word " * 400_000, "x" * 2_000_000])
def test_a_long_reflection_is_cut(text: str) -> None:
    words = reflection_of(text)
    assert REFLECTION - 20 < len(words) <= REFLECTION and words[-1] in ".…"
    assert reflection_of(words) == words
