"""Every change to the repository."""

from .deposits import Acknowledgement, DepositRefused, deposit_bundle, withdraw
from .indexing import refresh_index, refresh_patiently, warm_index
from .ingest import Outcome, ingest
from .keeping import check_files
from .mending import Stale, mend
from .quarantine import KeptAside, receive_bundle, reject, release

__all__ = [
    "Acknowledgement",
    "DepositRefused",
    "KeptAside",
    "Outcome",
    "Stale",
    "check_files",
    "deposit_bundle",
    "ingest",
    "mend",
    "receive_bundle",
    "refresh_index",
    "refresh_patiently",
    "reject",
    "release",
    "warm_index",
    "withdraw",
]
