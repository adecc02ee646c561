"""Tasks that tests describe to a model."""

from __future__ import annotations

from dataclasses import replace

from ppc.compiler.signature import Box, Discrete, Field
from ppc.envs.task import Success, Task

TANK = Task(
    env_id="plant:BrineTank-v0",
    name="brine-tank",
    description="Hold the salinity of a tank by two valves.",
    observation=(
        Field("salinity", "g/l", 0.0, 40.0, "salt in the water"),
        Field("wanted_salinity", "g/l", 10.0, 30.0, "set by the operator"),
        Field("inflow", "l/s", 0.0, meaning="measured with a delay"),
        Field("history", "g/l", size=5, meaning="salinity of the last five minutes"),
    ),
    action=Box((Field("fresh_valve", "", 0.0, 1.0, "opening of the fresh valve"), Field("brine_valve", "", 0.0, 1.0))),
    dt=0.5,
    reward_text="Minus the distance between salinity and wanted_salinity, squared, in (g/l)².",
    reward_code=(
        "def reward(observation, action, next_observation, terminated):\n"
        "    return -((observation.salinity - observation['wanted_salinity']) ** 2)\n"
    ),
    horizon=400,
    success=Success(-60.5, terminated=False),
    groups={"salts": (0, 2)},
)
LAMP = Task(
    env_id="House/Lamp-v3",
    name="lamp",
    description="Light the lamp when somebody is in the room.",
    observation=tuple(Field(f"beam_{i}", "V", 0.0, 5.0, "light barrier") for i in range(6)),
    action=Discrete(2, ("lamp dark", "lamp bright")),
    reward_text="1 while the lamp is bright and somebody is there.",
    horizon=None,
    success=Success(77.25),
)
SECRETS = {
    "fields": (
        "salinity", "wanted", "inflow", "history", "g/l", "l/s", "salt", "operator", "delay", "five minutes", "valve", "fresh",
        "brine", "BrineTank", "plant:", "tank by", "salts",
    ),
    "reward": ("Minus the distance", "squared", "** 2", "-60.5", "next_observation", "brine-tank", "BrineTank", "Hold the"),
}  # fmt: skip
"""What prompts may not hold when fields or reward of TANK are hidden."""


def hidden(task: Task, fields: bool = True, reward: bool = True) -> Task:
    """``task`` without its fields, its reward or both."""
    return replace(task, prompt_fields=not fields, prompt_reward=not reward)
