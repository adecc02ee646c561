"""Binary heaps on lists, with the order of moves that Python's heapq has."""

from typing import Any


def _sift_down(heap: Any, start: Any, position: Any) -> None:
    item = heap[position]
    for _ in range(64):
        if position <= start:
            break
        parent = (position - 1) >> 1
        above = heap[parent]
        if item < above:
            heap[position] = above
            position = parent
        else:
            break
    heap[position] = item


def _sift_up(heap: Any, position: Any) -> None:
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    for _ in range(64):
        if child >= end:
            break
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _sift_down(heap, start, position)


def heappush(heap: Any, item: Any) -> None:
    heap.append(item)
    _sift_down(heap, 0, len(heap) - 1)


def heappop(heap: Any) -> Any:
    last = heap.pop()
    if len(heap) > 0:
        result = heap[0]
        heap[0] = last
        _sift_up(heap, 0)
        return result
    return last


def heapify(heap: Any) -> None:
    n = len(heap)
    for k in range(n // 2):
        _sift_up(heap, n // 2 - 1 - k)
