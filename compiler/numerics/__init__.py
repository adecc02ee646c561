"""Array and container algorithms written in the policy language itself.

The front end inlines them where a policy calls NumPy's or heapq's function of the name; CPython runs the same text
as the oracle. Each fixes one order of operations, which NumPy leaves to the platform's BLAS and LAPACK.
"""

MODULES = {
    "solve": "linear_algebra",
    "inv": "linear_algebra",
    "det": "linear_algebra",
    "lstsq": "linear_algebra",
    "argsort": "sorting",
    "sort": "sorting",
    "insertion_sort": "sorting",
    "percentile": "sorting",
    "heappush": "heaps",
    "heappop": "heaps",
    "heapify": "heaps",
}
