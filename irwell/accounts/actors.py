"""Actors without an account, for the log."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class NamedActor:
    """Someone known by a link, or nobody in particular."""

    actor_kind: str
    actor_id: UUID | None = None


PUBLIC = NamedActor("public")
SYSTEM = NamedActor("system")


def by_link(link_id: UUID) -> NamedActor:
    """The person who came by a signed link; the id is the link's."""
    return NamedActor("link", link_id)
