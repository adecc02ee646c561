"""Three control laws for CartPole, each as a policy (``*.py``) and, in ``nopython``, by hand as Numba wants it."""
