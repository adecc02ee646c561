"""Containers of unproven size have the room that ``__init__`` and ``reset()`` need, or that the text asks for."""

from __future__ import annotations

import numpy as np
import pytest

from ppc.compiler import Signature, compile_policy
from ppc.compiler.budgets import Room
from ppc.compiler.rooms import asked_for, with_room

SIGNATURE = Signature(1, "box:1[-1e9,1e9]")
TABLE = """
class Policy:
    def __init__(self):
        self.gain = 0.5
        self.values = {}
        for row in range(30):
            for column in range(30):
                self.values[row, column if self.gain > 0.0 else 0] = row * self.gain + column

    def act(self, obs):
        return self.values[29, 29] + len(self.values) + obs[0]
"""
FLOOD = """
class Policy:
    def __init__(self):
        self.gain = 1.0
        self.far = {start: self.flood(start) for start in range(64) if start * self.gain > 60.0}

    def flood(self, start):
        far, near = {start: 0}, [start]
        while near:
            cell = near.pop(0)
            for step in (-8, 8, -1, 1):
                other = cell + step
                if 0 <= other < 64 and abs(other % 8 - cell % 8) <= 1 and other not in far:
                    far[other] = far[cell] + 1
                    near.append(other)
        return far

    def act(self, obs):
        cell = int(obs[0])
        return 100 * self.far[61][cell] + self.far[63][cell]
"""
IN_RESET = """
class Policy:
    def __init__(self):
        self.gain = 1.0
        self.kept = []

    def reset(self):
        self.kept = []
        i = 0
        while i * self.gain < 700.0:
            self.kept.append(i)
            i += 1

    def act(self, obs):
        return self.kept[-1] + obs[0]
"""
ENDLESS = """
class Policy:
    def __init__(self):
        self.gain = 1.0
        self.kept = {}
        for i in range(10**6):
            for j in range(10**6):
                self.kept[0] = self.gain * i

    def act(self, obs):
        return self.kept[0]
"""


@pytest.mark.parametrize(
    ("source", "room", "observation", "answer"),
    [
        (TABLE, Room(1024, 32), 1.0, 29 * 0.5 + 29 + 900 + 1.0),
        (FLOOD, Room(256, 64), 10.0, 100 * 9 + 11),
        (IN_RESET, Room(1024, 32), 0.0, 699.0),
    ],
)
def test_what_the_start_puts_in_fits(source: str, room: Room, observation: float, answer: float) -> None:
    policy = compile_policy(source, SIGNATURE)
    assert policy.room == room
    controller = policy.controller()
    assert controller.act(np.array([observation])).tolist() == [answer]
    assert controller.status == 0


def test_a_text_that_asks_for_room_has_that_one() -> None:
    policy = compile_policy(with_room(TABLE, Room(512, 16)), SIGNATURE)
    assert policy.room == Room(512, 16)
    controller = policy.controller()
    controller.act(np.zeros(1))
    assert controller.status


def test_room_that_no_limit_allows_is_not_taken() -> None:
    source = IN_RESET.replace("while i * self.gain < 700.0", "for i in range(30_000)").replace("            i += 1\n", "")
    assert compile_policy(source, SIGNATURE).room == Room()


def test_a_start_that_takes_for_ever_is_not_awaited() -> None:
    assert compile_policy(ENDLESS, SIGNATURE).room == Room()


@pytest.mark.parametrize(
    ("line", "room"),
    [
        ("# ppc: capacity=1024", Room(1024, 128)),
        ("# ppc: capacity=128", Room(128, 32)),
        ("# ppc: capacity=1024 nested=48", Room(1024, 48)),
        ("# ppc: capacity=999999", Room(16384, 2048)),
        ("# ppc: capacity=64 nested=0", Room(64, 32)),
        ("# ppc: capacity=-4", None),
        ("# ppc: capacity", None),
    ],
)
def test_the_line(line: str, room: Room | None) -> None:
    assert asked_for(f"class Policy:\n    pass\n{line}\n") == room


def test_the_line_is_put_behind_all_others() -> None:
    text = "# ppc: capacity=64\nclass Policy:\n    pass\n"
    grown = with_room(text, Room(512, 64))
    assert asked_for(grown) == Room(512, 64)
    assert grown.splitlines()[1:] == ["class Policy:", "    pass", "# ppc: capacity=512 nested=64"]
