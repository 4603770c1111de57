"""The panel's tags and comments on lines, and its key lines of enquiry."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.combined_chronology.models import Annotation, EnquiryTag
from irwell.combined_chronology.rules import LONGEST_TAG
from irwell.core.text import clean


class Stale(Exception):
    """Another person changed this line's tags or comment meanwhile; `theirs` is what they wrote."""

    def __init__(self, theirs: Annotation) -> None:
        super().__init__("Another person changed this line while you were writing.")
        self.theirs = theirs


@transaction.atomic
def annotate(
    *,
    case: Case,
    entry_id: str,
    tags: tuple[str, ...],
    comment: str,
    seen: str,
    by: User,
    now: datetime,
) -> Annotation:
    """Set the panel's tags and comment on a line. `seen`: the state the person started from. Raises Stale."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    long = [tag for tag in tags if len(tag) > LONGEST_TAG]
    if long:
        raise ValidationError(f"A tag is at most {LONGEST_TAG} characters: shorten “{long[0]}”.")
    known = case.annotations.filter(entry_id=entry_id).first()
    same = known and (tuple(known.tags), known.comment) == (tags, clean(comment))
    if known and same:
        return known
    if known and known.changed_at.isoformat() != seen:
        raise Stale(known)
    annotation = known or Annotation(case=case, key=case.key, entry_id=entry_id)
    annotation.tags, annotation.comment = list(tags), clean(comment)
    annotation.by, annotation.changed_at = by, now
    annotation.save()
    audit.record(
        Event.CHRONOLOGY_ANNOTATED, by=by, case_id=case.pk, about=annotation, tags=len(tags),
        comment=bool(comment.strip()),
    )  # fmt: skip
    return annotation


@transaction.atomic
def add_enquiry(*, case: Case, name: str, question: str, by: User) -> EnquiryTag:
    """A key line of enquiry to tag lines with. The same name again changes nothing."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    name = " ".join(clean(name).split())
    if not name:
        raise ValidationError("Give the key line of enquiry a short name.")
    if len(name) > LONGEST_TAG:
        raise ValidationError(f"A tag is at most {LONGEST_TAG} characters.")
    known = next((t for t in case.enquiry_tags.all() if t.name.casefold() == name.casefold()), None)
    if known is not None:
        return known
    made = EnquiryTag.objects.create(
        case=case, key=case.key, name=name, question=clean(question), by=by
    )
    audit.record(Event.ENQUIRY_TAG_ADDED, by=by, case_id=case.pk, about=made)
    return made
