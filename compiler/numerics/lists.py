"""Methods of lists and deques whose length is known at run time only."""

from typing import Any


def insert(items: Any, index: Any, value: Any) -> None:
    n = len(items)
    if index < 0:
        index = max(index + n, 0)
    index = min(index, n)
    items.append(value)
    for j in range(n - index):
        k = n - j
        items[k] = items[k - 1]
    if index < len(items):
        items[index] = value


def delete(items: Any, index: Any) -> None:
    for k in range(index, len(items) - 1):
        items[k] = items[k + 1]
    items.pop()


def replace(items: Any, start: Any, count: Any, values: Any) -> None:
    rest = items[start + count :]
    for _ in range(len(items) - start):
        items.pop()
    items.extend(values)
    items.extend(rest)


def reverse(items: Any) -> None:
    n = len(items)
    for k in range(n // 2):
        first = items[k]
        items[k] = items[n - 1 - k]
        items[n - 1 - k] = first


def starts_of_runs(keys: Any) -> Any:
    """Where in a list the items change."""
    starts = []
    for i in range(len(keys)):
        if i == 0 or keys[i] != keys[i - 1]:
            starts.append(i)
    return starts


def rotate(items: Any, steps: Any) -> None:
    n = len(items)
    if n > 0:
        for _ in range(steps % n):
            items.appendleft(items.pop())
