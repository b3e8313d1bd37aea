"""Keeping numpy's OpenBLAS to one thread.

Its threads wait for one another by spinning. On matrices as small as ours two of them gain a fifth
on an idle machine and lose a factor of ten on a busy one (measured: 500 sentences in 5 s and in
45 s on two cores; one thread: 6 s in either case). Lists of sentences use Python's threads instead.

It does not know what is computed.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path

import numpy as np

SETTERS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads")


@cache
def use_one_thread() -> bool:
    """Set it for the whole process; return whether numpy's wheel brought an OpenBLAS to set."""
    package = Path(np.__file__).parent
    places = (package.parent / "numpy.libs", package / ".dylibs")
    libraries = [path for place in places for path in sorted(place.glob("*openblas*"))]
    for path in libraries:
        library = ctypes.CDLL(str(path))
        for name in SETTERS:
            if setter := getattr(library, name, None):
                setter(1)
                return True
    return False
