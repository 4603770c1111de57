"""How a link to a request stands, in a word; and the codes that confirm an address. Pure."""

import datetime as dt

REPLACED = "This request was sent to another person at your organisation, who now has its link."

CODE_LIVES = dt.timedelta(minutes=10)
CODE_TRIES = 5
BETWEEN_CODES = dt.timedelta(seconds=60)
CODES_A_DAY = 10
REMEMBERED = dt.timedelta(days=90)


def state_of(
    *, revoked_at: dt.datetime | None, reason: str, expires_at: dt.datetime, now: dt.datetime
) -> str:
    """Open, replaced, revoked or expired."""
    if revoked_at is not None:
        return "replaced" if reason == REPLACED else "revoked"
    return "expired" if expires_at <= now else "open"


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else learns: h•••@trust.example."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"
