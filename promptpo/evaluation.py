"""What the loop needs of an engine, as protocols, so that tests can stand in a small one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.ir.nodes import Parameter
from ppc.compiler.signature import Signature

Mode = Literal["exact", "lanes"]


class PopulationResult(Protocol):
    """``C`` candidates on ``S`` seeds: ``returns``, ``lengths``, ``terminated``, ``truncated``, ``status`` are [C, S]."""

    @property
    def returns(self) -> NDArray[np.float64]: ...
    @property
    def lengths(self) -> NDArray[np.int64]: ...
    @property
    def terminated(self) -> NDArray[np.bool_]: ...
    @property
    def truncated(self) -> NDArray[np.bool_]: ...
    @property
    def status(self) -> NDArray[np.int64]: ...
    @property
    def env_steps(self) -> int: ...


class Evaluator(Protocol):
    """Episodes of one policy under many parameter vectors. ``native``: millions of steps a second, not thousands."""

    @property
    def native(self) -> bool: ...
    @property
    def horizon(self) -> int | None: ...

    @property
    def lanes(self) -> bool:
        """Whether ``mode`` "lanes" is an engine of its own: faster, and exact in distribution only."""
        ...

    def evaluate(self, parameters: NDArray[np.float64], seeds: Sequence[int], mode: Mode = "exact") -> PopulationResult:
        """``parameters`` [C, P] and ``seeds`` [S] -> C x S episodes; the result does not depend on threads."""
        ...


class Policy(Protocol):
    """A compiled policy, as far as tuning looks."""

    @property
    def parameters(self) -> tuple[Parameter, ...]: ...
    @property
    def default_parameters(self) -> NDArray[np.float64]: ...
    @property
    def source(self) -> str: ...
    @property
    def bounded(self) -> bool:
        """Whether there are containers of unproven size."""
        ...

    def roomier(self, statuses: Iterable[int]) -> str | None:
        """The source asking for more room where the statuses of episodes say that containers were full, else None."""
        ...


class Engine(Protocol):
    """Everything outside of the optimisation: compiling and running."""

    @property
    def signature(self) -> Signature: ...
    @property
    def native(self) -> bool: ...
    @property
    def horizon(self) -> int | None: ...
    def compile(self, source: str, name: str) -> Policy:
        """Raises PolicyError, whose text tells what is wrong."""
        ...

    def open(self, policy: Policy) -> Evaluator: ...
    def observe(self, policy: Policy, values: NDArray[np.float64], seeds: Sequence[int]) -> list[NDArray[np.float64]]:
        """Observations of one episode a seed under the parameters ``values`` [P], each [steps, obs_size]."""
        ...
