"""A policy that is a function, with its memory in fields of functions and in what a default argument refers to."""


def low_pass(x):
    low_pass.y += low_pass.alpha * (x - low_pass.y)
    low_pass.seen.append(low_pass.y)
    if len(low_pass.seen) > 5:
        low_pass.seen.pop(0)
    return sum(low_pass.seen) / len(low_pass.seen)


low_pass.y, low_pass.alpha = 0.0, 0.2
low_pass.seen = []


def derivative(x):
    try:
        rate = x - derivative.last
    except AttributeError:
        rate = 0.0
    derivative.last = x
    return rate


def policy(obs, memory={"peak": 0.0}):
    if not hasattr(policy, "count"):
        policy.count = 0
    policy.count += 1
    memory["peak"] = max(0.99 * memory["peak"], abs(obs[1]))
    push = low_pass(obs[0]) + 0.3 * derivative(obs[2]) - 0.1 * memory["peak"]
    return push if policy.count % 7 else getattr(policy, "push", push)
