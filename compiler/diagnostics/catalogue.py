"""The catalogue of codes: ``RULES`` maps each to its page, in order.

The hundreds say what a code is about (``SERIES``); a code keeps its meaning for ever, and is never used again.
"""

from __future__ import annotations

from ppc.compiler.diagnostics import (
    action_rules,
    budget_rules,
    construct_rules,
    container_rules,
    file_rules,
    note_rules,
    random_rules,
    stage_rules,
    type_rules,
)
from ppc.compiler.diagnostics.rule import Rule

SERIES = {
    "PPC0": "the file",
    "PPC1": "constructs",
    "PPC2": "numbers, names and calls",
    "PPC3": "what must be known when the policy is compiled",
    "PPC4": "arrays and containers",
    "PPC5": "the action",
    "PPC8": "budgets",
    "PPC9": "warnings and notes",
}

RULES: dict[str, Rule] = {
    r.code: r
    for module in (
        file_rules, construct_rules, random_rules, type_rules, stage_rules, container_rules, action_rules, budget_rules,
        note_rules,
    )
    for r in module.RULES
}  # fmt: skip

__all__ = ["RULES", "SERIES", "Rule"]
