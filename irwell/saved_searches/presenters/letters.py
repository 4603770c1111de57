"""What a letter says. Written when it leaves, from what stands then."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.text import Truncator

from irwell.core.text import plural
from irwell.repository.presenters import records
from irwell.repository.presenters.records import site
from irwell.saved_searches import queries
from irwell.saved_searches.models import Letter, Match
from irwell.saved_searches.rules import SHOWN_IN_A_LETTER
from irwell.saved_searches.sealing import open_sealed, sign

from . import words

QUOTED = 400


def message(letter: Letter) -> EmailMessage | None:
    """The letter as it leaves; None when there is nothing left to say."""
    asked = queries.question(letter.search)
    known: dict[str, object] = {
        "title": words.title_of(asked),
        "narrowed": words.narrowed(asked),
        "how": words.fires_when(asked),
    }
    if letter.kind == Letter.Kind.CONFIRM:
        if letter.search.confirmed_at is not None:
            return None
        token = sign("confirm", letter.search_id)
        known["confirm"] = words.absolute("confirm", token)
        return _message(letter, "Please confirm: news of new reviews", "confirm", known, {})
    found = queries.told_in(letter)
    if not found:
        return None
    stop = words.absolute("stop", sign("stop", letter.search_id))
    known |= {
        "found": [_told(match) for match in found[:SHOWN_IN_A_LETTER]],
        "more": max(0, len(found) - SHOWN_IN_A_LETTER),
        "results": site() + words.saved(letter.search).results_href,
        "manage": words.absolute("manage", sign("manage", letter.search.subscriber_id)),
        "stop": stop,
        "uncertain": letter.search.letters.filter(uncertain=True).exists(),
    }
    subject = f"{plural(len(found), 'new review')} for your saved search"
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return _message(letter, subject, "found", known, headers)


def _told(match: Match) -> dict[str, str]:
    place = ", ".join(
        part for part in (match.heading, f"page {match.page}" if match.page else "") if part
    )
    record = match.record
    facts = [record.kind, record.partnership]
    if record.published:
        facts.append(f"{record.published.day} {record.published:%B %Y}")
    return {
        "title": record.title,
        "facts": " · ".join(fact for fact in facts if fact),
        "quote": Truncator(" ".join(match.quote.split())).chars(QUOTED),
        "place": place,
        "address": records.address(record) + (f"#{match.anchor}" if match.anchor else ""),
    }


def _message(
    letter: Letter, subject: str, template: str, known: dict[str, object], headers: dict[str, str]
) -> EmailMessage:
    body = render_to_string(f"saved_searches/mail/{template}.txt", known)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "irwell"
    return EmailMessage(
        subject,
        body.strip() + "\n",
        to=[open_sealed(bytes(letter.search.subscriber.address_box))],
        headers={
            "Message-ID": f"<{letter.pk}@{domain}>",
            "Auto-Submitted": "auto-generated",
            **headers,
        },
    )
