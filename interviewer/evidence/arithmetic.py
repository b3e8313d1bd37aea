"""The arithmetic of a candidate: what is worked out, whether it is right, which way it points.

One door to `stated`, `derivation`, `direction` and `signs`.
"""

from __future__ import annotations

from interviewer.evidence.derivation import derived
from interviewer.evidence.direction import order_holds
from interviewer.evidence.signs import sign_of
from interviewer.evidence.stated import Stated, check_stated

__all__ = ["Stated", "check_stated", "derived", "order_holds", "sign_of"]
