"""Reads of publications: what anyone may see, and what the people on a case see of their own."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.queries import members, walled_off
from irwell.access.roles import rights_of
from irwell.accounts.models import Agency, User
from irwell.anonymisation.queries import clean_files, engine_register, signed_certificate
from irwell.anonymisation.rules import Published, words_left
from irwell.anonymise.reading import read
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.parallel_processes.presenters import gate_sentences
from irwell.parallel_processes.queries import gates_held
from irwell.publication import rules
from irwell.publication.models import CopySent, Deferral, Delivery, GateCheck, Publication
from irwell.reviews.queries import named_beside_us, open_conditions
from irwell.rulebook.queries import calendar

PUBLIC = (Publication.Status.PUBLISHED, Publication.Status.WITHDRAWN)


@dataclass(frozen=True)
class Standing:
    """Everything about a publication that its pages show, read once."""

    publication: Publication
    notice: rules.Notice
    open_gates: tuple[rules.Gate, ...]
    against: list[str]
    approvers: tuple[str, ...]
    deliveries: list[Delivery] = field(default_factory=list)

    @property
    def approved(self) -> bool:
        return len(self.approvers) >= rules.APPROVERS_NEEDED


def published() -> QuerySet[Publication]:
    """What stands on the site, newest first. Anyone may see it."""
    return Publication.objects.filter(status=Publication.Status.PUBLISHED).order_by(
        "-published_at", "identifier"
    )


def public_one(identifier: str) -> Publication | None:
    """A published or withdrawn review by its identifier; nothing that is only planned."""
    return (
        Publication.objects.filter(identifier=identifier, status__in=PUBLIC)
        .prefetch_related("recommendations")
        .first()
    )


def publication_of(case: Case) -> Publication | None:
    return Publication.objects.filter(case=case).select_related("planned_by", "certificate").first()


def gate_checks(case: Case) -> dict[str, GateCheck]:
    """The answer that counts now, by gate."""
    rows = GateCheck.objects.filter(case=case, replaced_at=None).select_related("by", "owner")
    return {row.gate: row for row in rows}


def gate_owners(case: Case, reader: User) -> list[User]:
    """People named on the case who may answer gates, and the reader, who may."""
    walled = walled_off(case.pk)
    found = {
        member.user.pk: member.user
        for member in members(case.pk)
        if Permission.CHECK_GATES in rights_of(member.role) and member.user_id not in walled
    }
    found[reader.pk] = reader
    return sorted(found.values(), key=lambda person: person.name)


def to_look_at_again(today: dt.date) -> QuerySet[GateCheck]:
    """Answers that no longer count, of cases whose review is not published yet."""
    rows = GateCheck.objects.filter(
        replaced_at=None, recheck_on__lte=today, case__state__in=rules.GATE_STATES
    ).exclude(answer=GateCheck.Answer.OPEN)
    return rows.select_related("case", "owner")


def copies_of(publication: Publication) -> dict[str, dt.date]:
    """By recipient, the day on which what is to be published now was first sent."""
    rows = publication.copies.filter(of=sent_as(publication)).order_by("-sent_on")
    return {row.recipient: row.sent_on for row in rows}


def copy_rows(publication: Publication) -> QuerySet[CopySent]:
    return publication.copies.select_related("by")


def sent_as(publication: Publication) -> str:
    """What a copy is a copy of: the certified files, or the statement of improvements."""
    if publication.certificate is not None:
        return publication.certificate.digest
    return rules.content_digest({"improvements": publication.improvements})


def notice_of(publication: Publication) -> rules.Notice:
    """How the notice before publication stands for the planned day."""
    return rules.notice(
        rules.notice_policy(publication.case.policies),
        planned_on=publication.planned_on,
        copies=copies_of(publication),
        calendar=calendar(),
    )


def first_day(case: Case, publication: Publication | None, *, today: dt.date) -> str:
    """From which day on this case may be published."""
    return rules.first_day(
        rules.notice_policy(case.policies),
        copies=copies_of(publication) if publication else {},
        today=today,
        calendar=calendar(),
    )


def open_gates(publication: Publication, *, on: dt.date) -> tuple[rules.Gate, ...]:
    """Every gate that stands in the way of this publication on a day."""
    rows = gate_checks(publication.case).values()
    answers = {row.gate: row.answer for row in rows if row.counts_on(on)}
    held = gates_held(publication.case)
    return rules.open_gates(answers, notice_runs=notice_of(publication).runs, held=held)


def words_of(publication: Publication) -> dict[str, str]:
    """Every text that is published beside the files, by the name that a person knows it by."""
    texts = {
        "The title": publication.title,
        "The summary": publication.summary,
        "The method": publication.method,
        "The author": publication.author,
        "The other partnership": publication.jointly_with,
        "The keywords": ", ".join(publication.keywords),
        "The improvements": publication.improvements,
    }
    for row in publication.recommendations.all():
        texts[f"Recommendation {row.number}"] = f"{row.text}\n{row.addressees}"
    return texts


def content_of(publication: Publication) -> str:
    """The digest of everything that two people approve."""
    certificate = publication.certificate
    return rules.content_digest(
        {
            "identifier": publication.identifier,
            "form": publication.form,
            "kind": publication.kind,
            "words": words_of(publication),
            "themes": publication.themes,
            "withhold_reason": publication.withhold_reason,
            "planned_on": publication.planned_on.isoformat(),
            "version": publication.version,
            "licence": publication.licence,
            "certificate": certificate.digest if certificate is not None else "",
            "recommendations": list(
                publication.recommendations.values_list("number", "text", "addressees", "theme")
            ),
        }
    )


def against(publication: Publication, *, on: dt.date) -> list[str]:
    """Why this cannot be published as it stands on a day, apart from approvals: each a sentence, empty when it can."""
    held = gates_held(publication.case)
    reasons = [
        " ".join([f"Open: {gate.title.lower()}.", *gate_sentences(held.get(gate.id, ()))])
        for gate in open_gates(publication, on=on)
    ]
    if publication.is_report:
        reasons += [
            f"A condition of the {Agency.Kind(row.partner).label.lower()}’s approval is not met yet: see the report’s approval."
            for row in open_conditions(publication.case)
        ]
        current = signed_certificate(publication.case)
        if current is None:
            reasons.append("No signed anonymisation certificate holds for the files as they are.")
        elif current.pk != publication.certificate_id:
            reasons.append("The report was certified anew. Save the plan again to take it up.")
    if publication.jointly_with != named_beside_us(publication.case):
        reasons.append("Whether the other area is named has changed. Save the plan again.")
    if content_of(publication) != publication.content:
        reasons.append("The words are not those that were planned. Save the plan again.")
    return reasons


def words_against(publication: Publication) -> list[str]:
    """Which of the words still hold an identity of the case's register."""
    return words_left(engine_register(publication.case), words_of(publication))


def approvers_of(publication: Publication) -> tuple[Any, ...]:
    """The people whose approval counts now."""
    rows = publication.approvals.values_list("by", "content")
    return rules.approvers(rows, content=publication.content, planner=publication.planned_by_id)


def open_deferral(case: Case) -> Deferral | None:
    return Deferral.objects.filter(case=case, ended_at=None).select_related("by").first()


def standing_of(publication: Publication, *, on: dt.date) -> Standing:
    """Notice, gates, approvals and deliveries, read once for a page."""
    planned = publication.status == Publication.Status.PLANNED
    approvers = User.objects.filter(pk__in=approvers_of(publication)).order_by("name")
    return Standing(
        publication=publication,
        notice=notice_of(publication),
        open_gates=open_gates(publication, on=on),
        against=against(publication, on=on) if planned else [],
        approvers=tuple(person.name for person in approvers),
        deliveries=list(publication.deliveries.all()),
    )


def suggested_plan(case: Case) -> dict[str, Any]:
    """What the practice review says already, so that nothing is typed twice."""
    certificate, review = signed_certificate(case), getattr(case, "practice_review", None)
    return {
        "title": certificate.run.title if certificate else "",
        "author": review.reviewer_name if review else "",
        "method": review.method if review else "",
        "seen": "",
    }


def published_beside(case: Case) -> list[Published]:
    """The published reviews of other cases in their public words, for the jigsaw meter of this one."""
    found = published().exclude(case=case).prefetch_related("files")
    return [
        Published(one.title, reverse("publication:landing", kwargs={"identifier": one.identifier}), _words(one))
        for one in found
    ]  # fmt: skip


def _words(publication: Publication) -> str:
    pages = [bytes(f.content) for f in publication.files.all() if f.name == "report.html"]
    read_pages = [read("report.html", page).text for page in pages]
    return "\n\n".join([publication.title, publication.summary, *read_pages])


def certified_page(publication: Publication) -> bytes:
    """The certified report.html of a plan, as it is published."""
    if publication.certificate is None:
        return b""
    return clean_files(publication.certificate).get("report.html", b"")


def available_until(publication: Publication) -> dt.date | None:
    """The last day of the year for which it must stay on the site."""
    if publication.published_at is None:
        return None
    return rules.available_until(london(publication.published_at).date(), calendar())
