"""Writing the report in the browser: sections are opened, typed in, saved, taken over."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.reviews import rules
from irwell.reviews.actions.reporting import writing
from irwell.reviews.models import Draft, SectionWriting
from irwell.reviews.queries import latest_report
from irwell.reviews.queries.drafting import (
    draft_of,
    holder_of,
    holders,
    section_in,
    sections_in,
    writing_of,
)

TITLE = "Local child safeguarding practice review"
LONGEST = 60_000  # characters of one box


class StaleSection(Exception):
    """The section was saved, or taken over, by somebody else meanwhile; what was typed is kept."""


def _draft(case: Case, by: User, doing: str = "Writing the report") -> Draft:
    review = writing(case, by, doing, ("drafting",))
    draft = draft_of(review)
    if draft is None:
        raise NotPossibleNow("Nothing is written in the browser yet. Begin with a template.")
    return draft


def _section(draft: Draft, section_id: int) -> rules.ReportSection:
    section = section_in(draft, section_id)
    if section is None:
        raise NotPossibleNow("This section is not in the report any more. Open the report again.")
    return section


@transaction.atomic
def begin_draft(*, case: Case, template: str, by: User, now: dt.datetime) -> Draft:
    """Begin with a template, or go on from the latest version. A second call finds the draft that is there."""
    case = cases.lock(case)
    review = writing(case, by, "Writing the report", ("drafting",))
    known, chosen = draft_of(review), rules.template(template)
    if known is not None:
        if chosen is not None and not known.template:
            known.template = chosen.id
            known.save(update_fields=["template"])
        return known
    if chosen is None:
        raise ValidationError("Choose a kind of report.")
    latest = latest_report(review)
    parts = rules.parts_from(latest.content) if latest else rules.first_parts(chosen, TITLE)
    parts, last = rules.numbered(parts, max((p.id for p in parts), default=0))
    draft = Draft.objects.create(
        review=review, key=case.key, template=chosen.id, parts=[p.to_dict() for p in parts], last_id=last,
        edited_by=by, edited_at=now,
    )  # fmt: skip
    audit.record(Event.DRAFT_BEGUN, by=by, case_id=case.pk, about=draft, template=chosen.id)
    return draft


@transaction.atomic
def open_section(*, case: Case, section: int, by: User, now: dt.datetime) -> SectionWriting:
    """Hold a section to write in it. Refused while another person holds it: it can be taken over."""
    case = cases.lock(case)
    draft = _draft(case, by)
    found = _section(draft, section)
    holder = holder_of(draft, section)
    if holder is not None and holder.by_id != by.pk:
        raise NotPossibleNow(
            f"{holder.by.name} is writing this section. Wait until they have saved, or take it over: nothing of theirs is lost."
        )
    return holder or _held(draft, found, by, now)


def _held(draft: Draft, section: rules.ReportSection, by: User, now: dt.datetime) -> SectionWriting:
    """The person holds the section; what they typed before it was taken from them is still there."""
    own = writing_of(draft, section.id, by)
    if own is None:
        return SectionWriting.objects.create(
            draft=draft,
            key=draft.key,
            section=section.id,
            by=by,
            basis=section.fingerprint,
            typed_at=now,
        )
    own.taken_by = own.taken_at = None
    own.save(update_fields=["taken_by", "taken_at"])
    return own


@transaction.atomic
def take_over(*, case: Case, section: int, by: User, now: dt.datetime) -> SectionWriting:
    """Take a section over from who holds it. What they typed and did not save stays, for both to see."""
    case = cases.lock(case)
    draft = _draft(case, by)
    found = _section(draft, section)
    holder = holder_of(draft, section)
    if holder is not None and holder.by_id != by.pk:
        holder.taken_by, holder.taken_at = by, now
        holder.save(update_fields=["taken_by", "taken_at"])
        audit.record(Event.DRAFT_TAKEN_OVER, by=by, case_id=case.pk, about=draft, section=section)
    return _held(draft, found, by, now)


@transaction.atomic
def keep_typed(*, case: Case, section: int, typed: rules.Typed, by: User, now: dt.datetime) -> None:
    """Keep what is typed while it is typed. Nothing of the report changes."""
    case = cases.lock(case)
    draft = _draft(case, by)
    found = _section(draft, section)
    own = writing_of(draft, section, by)
    if own is None:
        raise NotPossibleNow("Open the section to write in it.")
    rows = rules.rows_from(_bounded(typed))
    own.typed = {} if rows == rules.rows_of(found) else rules.as_typed(rows)
    own.typed_at = now
    own.save(update_fields=["typed", "typed_at"])


def _bounded(typed: rules.Typed) -> rules.Typed:
    return {
        name: [clean(value)[:LONGEST] for value in typed.get(name, [])] for name in rules.COLUMNS
    }


@transaction.atomic
def let_go(*, case: Case, section: int, by: User) -> None:
    """Stop writing; what was typed and not saved is thrown away by who typed it."""
    case = cases.lock(case)
    draft = _draft(case, by)
    draft.writing.filter(section=section, by=by).delete()


def save_part_of_draft(
    *, case: Case, section: int, typed: rules.Typed, basis: str, by: User, now: dt.datetime
) -> rules.ReportSection | None:
    """Save a section as typed; None when every box was cleared. Raises StaleSection, with what was typed kept."""
    keep_typed(case=case, section=section, typed=typed, by=by, now=now)
    return _save(case=case, section=section, typed=typed, basis=basis, by=by, now=now)


@transaction.atomic
def _save(
    *, case: Case, section: int, typed: rules.Typed, basis: str, by: User, now: dt.datetime
) -> rules.ReportSection | None:
    case = cases.lock(case)
    draft = _draft(case, by)
    found = _section(draft, section)
    own = writing_of(draft, section, by)
    if own is None or own.taken_at is not None or basis != found.fingerprint:
        raise StaleSection
    new = rules.written(found, rules.rows_from(_bounded(typed)))
    if found.id != rules.OPENING and not any(
        part.id == found.id and part.kind == "h1" for part in new
    ):
        raise ValidationError(
            "A section keeps its main heading. To take the section out, use “Remove this section”."
        )
    new, draft.last_id = rules.numbered(new, draft.last_id)
    if new != found.parts:
        parts = rules.replaced(rules.parts_from(draft.parts), found, new)
        _keep(draft, parts, by, now)
        audit.record(
            Event.DRAFT_SAVED, by=by, case_id=case.pk, about=draft, section=section, parts=len(new)
        )
    own.delete()
    return section_in(draft, section)


def _keep(draft: Draft, parts: tuple[rules.Part, ...], by: User, now: dt.datetime) -> None:
    draft.parts = [part.to_dict() for part in parts]
    draft.edits, draft.edited_by, draft.edited_at = draft.edits + 1, by, now
    draft.save()


@transaction.atomic
def add_section(*, case: Case, title: str, after: int, by: User, now: dt.datetime) -> int:
    """A new section with its heading, after another; at the end when there is no such one. Its id."""
    case = cases.lock(case)
    draft = _draft(case, by)
    if not clean(title):
        raise ValidationError({"title": "Give the new section a heading."})
    parts, draft.last_id = rules.numbered((rules.Part(0, "h1", clean(title)),), draft.last_id)
    made = rules.ReportSection(parts[0].id, parts[0].text, parts)
    all_sections = list(sections_in(draft))
    at = next((n + 1 for n, s in enumerate(all_sections) if s.id == after), len(all_sections))
    all_sections.insert(at, made)
    _keep(draft, rules.joined(all_sections), by, now)
    audit.record(Event.DRAFT_SAVED, by=by, case_id=case.pk, about=draft, section=made.id, parts=1)
    return made.id


@transaction.atomic
def move_section(*, case: Case, section: int, up: bool, by: User, now: dt.datetime) -> None:
    """One place up or down. The opening stays first."""
    case = cases.lock(case)
    draft = _draft(case, by)
    order = list(sections_in(draft))
    at = next((n for n, s in enumerate(order) if s.id == section), -1)
    to = at - 1 if up else at + 1
    if at < 0 or not 0 <= to < len(order) or rules.OPENING in (order[at].id, order[to].id):
        return
    order[at], order[to] = order[to], order[at]
    _keep(draft, rules.joined(order), by, now)
    audit.record(Event.DRAFT_SAVED, by=by, case_id=case.pk, about=draft, section=section, parts=0)


@transaction.atomic
def remove_section(*, case: Case, section: int, by: User, now: dt.datetime) -> None:
    """Take a section out of the draft. Versions that hold it stay. Refused while another person writes in it."""
    case = cases.lock(case)
    draft = _draft(case, by)
    found = _section(draft, section)
    holder = holders(draft).get(section)
    if holder is not None and holder.by_id != by.pk:
        raise NotPossibleNow(f"{holder.by.name} is writing this section, so it is not removed.")
    _keep(draft, rules.joined(s for s in sections_in(draft) if s.id != section), by, now)
    draft.writing.filter(section=section, by=by).delete()
    audit.record(
        Event.DRAFT_REMOVED,
        by=by,
        case_id=case.pk,
        about=draft,
        section=section,
        parts=len(found.parts),
    )
