"""A saved search and a reading list for the demonstration, made as readers make theirs."""

from datetime import datetime

from django.db import transaction

from irwell.core.secret import digest_of
from irwell.repository import queries as repository
from irwell.repository.forms import SearchAsked

from . import actions
from .models import ReadingList, SavedSearch
from .queries import list_by_public_id

PUBLIC_ID = "example"
ADDRESS = "reader@calderbrook.example"
ASKED = "?q=where+will+the+baby+sleep+tonight+when+a+parent+has+been+drinking"
WANTED = "advice about safe sleep given but not talked through with the family"
ENOUGH = 3
NOTES = (
    "Read this first. What would our own visit on a bad night have looked like?",
    "For the second half of the session: who was spoken about, and who was spoken with?",
    "Same learning, another area. What did they change, and did anybody look whether it helped?",
)


@transaction.atomic
def begin(*, now: datetime) -> bool:
    """Make them once there are reviews enough; True when there is nothing left to do."""
    if list_by_public_id(PUBLIC_ID) is not None:
        return True
    asked = repository.search(SearchAsked(query=WANTED), limit=ENOUGH)
    if asked is None or len(asked[1]) < ENOUGH:
        return False
    made, _ = actions.begin_list(title="Safe sleep: an hour with the team", now=now)
    for found, note in zip(asked[1], NOTES, strict=True):
        anchor = found.hit.passage.anchor if found.hit.passage else ""
        actions.add_item(reading_list=made, record=found.record, anchor=anchor, note=note, now=now)
    ReadingList.objects.filter(pk=made.pk).update(
        public_id=PUBLIC_ID,
        edit_digest=digest_of(PUBLIC_ID),
        intro="Three reviews for a team meeting, with the passage to read aloud and a question for each.",
    )
    actions.request_search(address=ADDRESS, asked=ASKED, frequency="instant", now=now)
    actions.confirm(search=SavedSearch.objects.get(asked=ASKED), now=now)
    return True
