"""The tests; they see faults of the compiler as they are, and not as diagnostics."""

import os

os.environ.setdefault("PPC_DEBUG", "1")
