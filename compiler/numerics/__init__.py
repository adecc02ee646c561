"""Array and container algorithms, and random generators, written in the policy language itself.

The front end inlines them where a policy calls NumPy's, heapq's or random's function of the name; CPython runs the same
text as the oracle. Each fixes one order of operations, which NumPy leaves to the platform's BLAS and LAPACK.
"""

MODULES = {
    "solve": "linear_algebra",
    "inv": "linear_algebra",
    "det": "linear_algebra",
    "lstsq": "linear_algebra",
    "cholesky": "linear_algebra",
    "argsort": "sorting",
    "sort": "sorting",
    "insertion_sort": "sorting",
    "percentile": "sorting",
    "median": "sorting",
    "reverse": "sorting",
    "heappush": "heaps",
    "heappop": "heaps",
    "heapify": "heaps",
}

# Pure functions of numbers, compiled to IR functions and not inlined -> file of this folder that defines them.
FUNCTION_FILES = {
    "mt_twist": "random_bits",
    "mt_temper": "random_bits",
    "mt_double": "random_bits",
    "pcg_high": "random_bits",
    "pcg_low": "random_bits",
    "pcg_output": "random_bits",
    "scaled": "random_bits",
    "multiplied": "random_bits",
    "unit_double": "random_bits",
    "round_places": "decimal_rounding",
    "round_tens": "decimal_rounding",
    "between": "interpolation",
    "integer_power": "integer_power",
    "bit_length": "random_bits",
    "bit_mask": "random_bits",
    "normal_candidate": "ziggurat_normal",
    "normal_inside": "ziggurat_normal",
    "normal_wedge": "ziggurat_normal",
    "exponential_candidate": "ziggurat_exponential",
    "exponential_inside": "ziggurat_exponential",
    "exponential_wedge": "ziggurat_exponential",
}
