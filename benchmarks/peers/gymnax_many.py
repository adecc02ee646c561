"""gymnax: environments, a policy of ``jax.numpy`` and the loop over calls in one compiled function, float32."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from policies import POLICIES, kept
from serve import Advance, serve

_CALLS = 100  # of every environment in one call of compiled code


def open_peer() -> Callable[[str, str, int], Advance]:
    os.environ["JAX_PLATFORMS"] = "cpu"
    import gymnax
    import jax
    import jax.numpy as jnp

    def prepare(task: str, policy: str, n: int) -> Advance:
        env, parameters = gymnax.make(task)
        control = POLICIES[task, policy]
        key, first = jax.random.split(jax.random.PRNGKey(0))
        reset = jax.vmap(env.reset, in_axes=(0, None))
        step = jax.vmap(env.step, in_axes=(0, 0, 0, None))
        now, state = reset(jax.random.split(first, n), parameters)

        def call(carry: Any, _: Any) -> tuple[Any, Any]:
            key, now, state, memory, total = carry
            action, memory = control.act(jnp, now, memory)
            key, some = jax.random.split(key)
            found = step(jax.random.split(some, n), state, action, parameters)
            now, state, reward = found[:3]
            over = found[3] if len(found) == 5 else found[3] | found[4]  # newer versions tell terminated from truncated
            return (key, now, state, kept(jnp, over, memory), total + reward.sum()), None

        @jax.jit
        def many(carry: Any) -> Any:
            return jax.lax.scan(call, carry, None, length=_CALLS)[0]

        carry = (key, now, state, control.begin(jnp, n), jnp.float32(0.0))

        def advance(calls: int) -> None:
            nonlocal carry
            for _ in range(calls // _CALLS):
                carry = many(carry)
            jax.block_until_ready(carry)

        return advance

    return prepare


if __name__ == "__main__":
    serve(("gymnax", "jax", "jaxlib"), open_peer, unit=_CALLS)
