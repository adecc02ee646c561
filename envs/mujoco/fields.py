"""Parts that the tasks' descriptions share."""

from __future__ import annotations

from collections.abc import Iterable

from ppc.compiler.signature import Box, Field


def hinges(joints: Iterable[tuple[str, str]]) -> tuple[Field, ...]:
    """A field ``<name>_angle`` for each (name, what it turns)."""
    return tuple(Field(f"{name}_angle", "rad", meaning=f"angle of {what}") for name, what in joints)


def hinge_rates(joints: Iterable[tuple[str, str]]) -> tuple[Field, ...]:
    """A field ``<name>_rate`` for each (name, what it turns)."""
    return tuple(Field(f"{name}_rate", "rad/s", meaning=f"angular velocity of {what}") for name, what in joints)


def torques(joints: Iterable[tuple[str, float]], bound: float = 1.0) -> Box:
    """An action element for each (joint, gear): the motor's torque is gear times action, N m."""
    return Box(
        tuple(
            Field(f"{name}_torque", "", -bound, bound, f"motor of the joint; the torque is {gear:g} N m times this")
            for name, gear in joints
        )
    )
