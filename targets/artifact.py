"""What every exporter starts from: the frozen program, its interface and where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.ir.nodes import Parameter, Program, Variable
from ppc.compiler.signature import Field, Signature
from ppc.targets.freeze import Frozen, freeze
from ppc.targets.options import Options, artifact_name

FORMAT_VERSION = 1


class Policy(Protocol):
    """The part of a ``CompiledPolicy`` that export reads."""

    @property
    def program(self) -> Program: ...
    @property
    def signature(self) -> Signature: ...
    @property
    def source(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def pinned(self) -> NDArray[np.float64]: ...


@dataclass(frozen=True)
class Artifact:
    """``program`` has its parameters and ``finish`` follows the options; ``frozen`` is the same with the parameters
    made constants; ``values`` are the pinned values, f64[n_parameters]; ``source`` the policy's lines."""

    name: str
    program: Program
    frozen: Frozen
    signature: Signature
    values: tuple[float, ...]
    source: Sequence[str]
    options: Options
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> tuple[tuple[Parameter, float], ...]:
        return tuple(zip(self.program.parameters, self.values, strict=True))

    def constant_name(self, constant: Variable) -> str:
        """The name of a frozen constant as the policy has it."""
        index = self.frozen.parameter_of.get(constant.name)
        return constant.name if index is None else self.program.parameters[index].name

    def constant_note(self, constant: Variable) -> str:
        """Where a frozen constant comes from."""
        index = self.frozen.parameter_of.get(constant.name)
        if index is None:
            return "derived by __init__"
        parameter = self.program.parameters[index]
        return f"{parameter.label}, line {parameter.span.line}"

    @property
    def action_fields(self) -> tuple[Field, ...]:
        """The action's fields; a discrete action is one field ``action``."""
        action = self.signature.action
        return getattr(action, "fields", None) or (Field("action", meaning="number of the choice"),)


def prepare(policy: Policy, options: Options, provenance: Mapping[str, Any] | None = None) -> Artifact:
    """Applies ``options`` to ``policy``; ExportError for an option that does not fit."""
    from ppc.compiler.passes.finish import with_finish

    signature = options.signature(policy.signature)
    program = with_finish(policy.program, signature, on_fault=options.on_fault, safe_action=signature.safe_action)
    values = tuple(float(v) for v in policy.pinned)
    return Artifact(
        name=artifact_name(options.name or policy.name or signature.name),
        program=program,
        frozen=freeze(program, values),
        signature=signature,
        values=values,
        source=policy.source.splitlines(),
        options=options,
        provenance=dict(provenance or {}),
    )
