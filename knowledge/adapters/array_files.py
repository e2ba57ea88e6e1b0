"""Arrays in files, opened by one thread at a time.

numpy reads the head of such a file with `ast`, which in CPython 3.11.7 and before fails now and then where two threads
do so at once (python/cpython#106905: "AST constructor recursion depth mismatch").
"""

from threading import RLock

OPENING = RLock()
"""Held by whoever opens arrays."""
