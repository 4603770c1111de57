"""Codings: whose turn it is, where two coders differ, how far they agree."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from irwell.editors.models import Editor
from irwell.repository.models import Record
from irwell.themes.models import Assignment, Choice, Coding, Settlement
from irwell.themes.policies import is_done, turn_of
from irwell.themes.rules.agreement import Kappa, kappa_of
from irwell.themes.rules.codes import Theme, code_list


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor finds on the coding page."""

    mine: list[Coding]
    wanted: list[Coding]
    to_settle: list[Coding]
    settled: int
    fresh: list[Record]


def desk(editor: Editor) -> Desk:
    """An editor’s own codings, those that want a second coder, those that wait to be settled."""
    open_ones = Coding.objects.filter(settled_at=None).select_related("record", "first", "second")
    rows = list(open_ones)
    mine = [c for c in rows if turn_of(c, editor) and not is_done(c, editor)]
    wanted = [c for c in rows if c.second_id is None and c.first_id != editor.pk]
    to_settle = [c for c in rows if c.both_done]
    fresh = Record.objects.filter(withdrawn_at=None, codings=None).exclude(published=None)
    return Desk(mine, wanted, to_settle, Coding.objects.exclude(settled_at=None).count(),
                list(fresh.order_by("-published", "identifier")[:10]))  # fmt: skip


def coding_at(pk: str) -> Coding | None:
    return Coding.objects.filter(pk=pk).select_related("record", "first", "second").first()


def choices_of(coding: Coding, coder: Editor) -> dict[str, str]:
    """This coder’s themes and passages. Ask for another coder’s only when both are done."""
    return dict(coding.choices.filter(coder=coder).values_list("code", "anchor"))


def suggested_for(record: Record) -> QuerySet[Assignment]:
    """What the machine makes of a record."""
    return Assignment.objects.filter(record=record).exclude(how="")


def unsettled(coding: Coding) -> set[str]:
    """Differences that nobody has settled yet."""
    settled = {
        s.code for s in coding.settlements.filter(replaced_at=None) if not waits(s, coding)
    }  # fmt: skip
    return differences(coding) - settled


def differences(coding: Coding) -> set[str]:
    """Themes that one coder gave and the other did not."""
    by_coder: dict[object, set[str]] = {coding.first_id: set(), coding.second_id: set()}
    for choice in coding.choices.all():
        by_coder[choice.coder_id].add(choice.code)
    first, second = by_coder.values()
    return first ^ second


def waits(settlement: Settlement, coding: Coding) -> bool:
    """A coder’s proposal waits for the other coder."""
    is_coder = settlement.by_id in (coding.first_id, coding.second_id)
    return is_coder and settlement.agreed_by_id is None


def doubly_coded() -> list[Coding]:
    """Codings that both coders are done with."""
    done = Coding.objects.filter(first_done_at__isnull=False, second_done_at__isnull=False)
    return list(done.prefetch_related(Prefetch("choices", Choice.objects.all())))


def agreement() -> list[tuple[Theme, Kappa]]:
    """Cohen’s kappa of every theme that a coder gave at least once, over all reviews coded twice."""
    codings = doubly_coded()
    answers = [_answers(coding) for coding in codings]
    found = []
    for theme in code_list().themes:
        pairs = [(theme.code in first, theme.code in second) for first, second in answers]
        if any(first or second for first, second in pairs):
            found.append((theme, kappa_of(pairs)))
    return found


def together() -> Kappa:
    """All themes of all reviews taken together."""
    pairs = []
    for coding in doubly_coded():
        first, second = _answers(coding)
        pairs += [(t.code in first, t.code in second) for t in code_list().themes]
    return kappa_of(pairs)


def _answers(coding: Coding) -> tuple[set[str], set[str]]:
    by_coder: dict[object, set[str]] = {coding.first_id: set(), coding.second_id: set()}
    for choice in coding.choices.all():
        by_coder[choice.coder_id].add(choice.code)
    return by_coder[coding.first_id], by_coder[coding.second_id]


def history(coding: Coding) -> QuerySet[Settlement]:
    """Every settlement, earlier ones too."""
    return coding.settlements.select_related("by", "agreed_by").order_by("created_at")


def settled_codings() -> QuerySet[Coding]:
    return Coding.objects.filter(~Q(settled_at=None)).select_related("record", "first", "second")
