"""What the repository keeps, how it comes in, and who is told of it."""

from .arriving import Deposit, IngestRun, Quarantined
from .records import File, Mending, Passage, Recommendation, Record, Theme

__all__ = [
    "Deposit", "File", "IngestRun", "Mending", "Passage", "Quarantined", "Recommendation", "Record", "Theme",
]  # fmt: skip
