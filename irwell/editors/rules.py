"""How long a link and a visit last, and where one may go on to."""

from datetime import timedelta
from urllib.parse import urlsplit

LINK_LASTS = timedelta(minutes=30)
VISIT_LASTS = timedelta(hours=12)
MOST_LINKS = 5  # in an hour, so that nobody's letter box is filled
START = "/editors/"


def safe_next(address: str) -> str:
    """A place on this site to go on to; the editors' page for anything else."""
    parts = urlsplit(address)
    local = address.startswith("/") and not address.startswith(("//", "/\\"))
    plain = local and not parts.scheme and not parts.netloc and "\\" not in address
    return address if plain and address.isprintable() else START
