"""Stable sorting by insertion; NaN last, as NumPy has it."""

from typing import Any

import numpy as np


def argsort(a: Any) -> Any:
    n = a.shape[0]
    order = _positions(a)
    for i in range(1, n):
        current = order[i]
        value = a[current]
        j = i - 1
        while j >= 0:
            other = a[order[j]]
            if value < other or (other != other and value == value):
                order[j + 1] = order[j]
                j = j - 1
            else:
                break
        order[j + 1] = current
    return order


def _positions(a: Any) -> Any:
    order = np.zeros(a.shape[0], dtype=int)
    for i in range(a.shape[0]):
        order[i] = i
    return order


def sort(a: Any) -> Any:
    order = argsort(a)
    result = a.copy()
    for i in range(a.shape[0]):
        result[i] = a[order[i]]
    return result


def percentile(a: Any, q: Any) -> Any:
    """Linear interpolation between the closest ranks; NaN where a number is NaN."""
    ordered = sort(a)
    last = ordered[len(a) - 1]
    if last != last:
        return last
    position = q / 100.0 * (len(a) - 1)
    low = int(np.floor(position))
    high = min(low + 1, len(a) - 1)
    t = position - low
    below = ordered[low]
    difference = ordered[high] - below
    if t >= 0.5:
        return ordered[high] - difference * (1.0 - t)
    return below + difference * t


def median(a: Any) -> Any:
    """The number in the middle, or the mean of the two there; NaN where a number is NaN, or where there is none."""
    if len(a) == 0:
        return np.nan
    ordered = sort(a)
    last = ordered[len(a) - 1]
    if last != last:
        return last
    middle = len(a) // 2
    if len(a) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2.0


def nth(a: Any, k: Any) -> Any:
    return sort(a)[k]


def mode(items: Any) -> Any:
    """The first of the items that are there most often."""
    best = 0
    most = 0
    for i in range(len(items)):
        count = 0
        for j in range(len(items)):
            if items[j] == items[i]:
                count = count + 1
        if count > most:
            most = count
            best = i
    return items[best]


def insertion_sort(items: Any, keys: Any, backwards: Any) -> None:
    """Sorts a list by its keys, in place and stable."""
    for i in range(1, len(items)):
        item = items[i]
        key = keys[i]
        j = i
        for _ in range(len(items)):
            if j <= 0:
                break
            other = keys[j - 1]
            if (other < key) if backwards else (key < other):
                items[j] = items[j - 1]
                keys[j] = other
                j = j - 1
            else:
                break
        items[j] = item
        keys[j] = key


def insertion_sort_by(items: Any, compare: Any, backwards: Any) -> None:
    """Sorts a list by a function that compares two items, in place and stable."""
    for i in range(1, len(items)):
        item = items[i]
        j = i
        for _ in range(len(items)):
            if j <= 0:
                break
            other = items[j - 1]
            if (compare(other, item) < 0) if backwards else (compare(item, other) < 0):
                items[j] = items[j - 1]
                j = j - 1
            else:
                break
        items[j] = item


def reverse(items: Any) -> None:
    """Turns a list round, in place."""
    n = len(items)
    for k in range(n // 2):
        last = items[n - 1 - k]
        items[n - 1 - k] = items[k]
        items[k] = last
