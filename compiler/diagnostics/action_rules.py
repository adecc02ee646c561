"""PPC5xx: the value that act returns."""

from __future__ import annotations

from ppc.compiler.diagnostics.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "PPC501",
        "act returns nothing",
        what="No way through `act` returns a value.",
        why="Every step needs an action. Where only some ways return one, the others fault at run time.",
        example="""
            class Policy:
                def act(self, obs):
                    force = 0.5 * obs[0]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    force = 0.5 * obs[0]
                    return force
        """,
    ),
    rule(
        "PPC502",
        "a float as a discrete action",
        what="The task's actions are numbered choices, and `act` returns a float.",
        why="""An environment refuses a float there, or cuts off its fraction. A comparison gives a bool and `int` an int;
        both are choices.""",
        example="""
            class Policy:
                def act(self, obs):
                    return 0.5 * obs[0] + 0.5
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return 1 if 0.5 * obs[0] + 0.5 > 0.0 else 0
        """,
        action="discrete:2",
    ),
    rule(
        "PPC503",
        "an action of the wrong size",
        what="`act` returns another number of elements than the action space has, or a number of them that varies.",
        why="There is no telling which actuator a missing or superfluous number is for.",
        example="""
            class Policy:
                def act(self, obs):
                    return [0.5 * obs[0], 0.5 * obs[1], 0.0]
        """,
        instead="""
            class Policy:
                def act(self, obs):
                    return [0.5 * obs[0], 0.5 * obs[1]]
        """,
        action="box:2[-1,1]",
    ),
)
