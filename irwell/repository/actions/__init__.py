"""Every change to the repository."""

from .deposits import Acknowledgement, DepositRefused, deposit_bundle, withdraw
from .indexing import refresh_index, warm_index
from .ingest import Outcome, ingest
from .keeping import check_files
from .mending import Stale, mend

__all__ = [
    "Acknowledgement",
    "DepositRefused",
    "Outcome",
    "Stale",
    "check_files",
    "deposit_bundle",
    "ingest",
    "mend",
    "refresh_index",
    "warm_index",
    "withdraw",
]
