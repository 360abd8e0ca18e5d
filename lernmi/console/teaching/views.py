"""What prints the results of the teacher's tools."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from ...teaching.diagnosis import Diagnosis
from ...tracing.comparison import Comparison
from ...training.influence import Influences
from .comparison_view import print_comparison
from .diagnosis_view import print_diagnosis
from .influence import print_influences

VIEWS: Dict[type, Callable[..., None]] = {Diagnosis: print_diagnosis, Comparison: print_comparison,
                                          Influences: print_influences}


def view_of(thing: Any) -> Optional[Callable[..., None]]:
    """The function that prints it on a page; None for something else."""
    return next((view for kind, view in VIEWS.items() if isinstance(thing, kind)), None)
