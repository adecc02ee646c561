"""Python's and NumPy's functions, types and modules as policies may use them."""
