"""What the repository keeps, how it comes in, and who is told of it."""

from .arriving import Deposit, HarvestSource, IngestRun, Quarantined
from .records import File, Mending, Passage, Recommendation, Record, Theme
from .telling import Delivery, Webhook

__all__ = [
    "Delivery", "Deposit", "File", "HarvestSource", "IngestRun", "Mending", "Passage", "Quarantined",
    "Recommendation", "Record", "Theme", "Webhook",
]  # fmt: skip
