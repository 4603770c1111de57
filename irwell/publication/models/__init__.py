"""A publication: its words, its gates, the copies sent before it, its approvals, its public files, its deliveries."""

from .checking import Approval, CopySent, GateCheck
from .delivering import Delivery
from .holding import Deferral, Withdrawal, Withholding
from .publishing import Publication, PublicFile, PublicRecommendation

__all__ = [
    "Approval", "CopySent", "Deferral", "Delivery", "GateCheck", "PublicFile", "PublicRecommendation", "Publication",
    "Withdrawal", "Withholding",
]  # fmt: skip
