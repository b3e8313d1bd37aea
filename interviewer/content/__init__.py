"""Reading scenarios and rubrics: a guarded YAML loader and errors an author can act on.

Every error names file, line and key, and the nearest valid key. It knows what a valid file is, not
whether it makes a good interview.
"""

from __future__ import annotations

from interviewer.content.explaining import nearest, validate
from interviewer.content.library import Library, Loaded, content_root, load_scenario
from interviewer.content.merging import Layers, merge
from interviewer.content.reading import MAX_BYTES, load_yaml, plain
from interviewer.content.references import check_pair, check_rubric, problem_at

__all__ = [
    "MAX_BYTES",
    "Layers",
    "Library",
    "Loaded",
    "check_pair",
    "check_rubric",
    "content_root",
    "load_scenario",
    "load_yaml",
    "merge",
    "nearest",
    "plain",
    "problem_at",
    "validate",
]
