"""Build the search index from the database. It is derived data and can always be built again."""

import time as clock
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from irwell.repository.models import Record
from irwell.search import FACTS, Index, IndexBusy, IndexProblem, OpenSearchIndex
from irwell.search import Passage as SearchPassage
from irwell.search import Recommendation as SearchRecommendation
from irwell.search import Record as SearchRecord

Progress = Callable[[str, int, int], None]


PATIENCE = 15  # seconds, about as long as a build by words takes
MOST_AT_ONCE = 400  # passages that somebody who deposits waits for


def refresh_index(
    *, meaning: bool = True, progress: Progress | None = None, at_once: bool = False
) -> int:
    """Write a new generation of the index; readers go over to it by themselves.

    `at_once` is for somebody who waits: while thousands of passages are still to be read for their
    meaning, the new index is by words alone, and `warm_index` brings meaning back when it is done.
    """
    records = list(searchable_records())
    folder = Path(settings.IRWELL_REPOSITORY_INDEX)
    folder.mkdir(parents=True, exist_ok=True)
    if meaning and at_once:
        meaning = Index.cold(folder, records) <= MOST_AT_ONCE
    if settings.IRWELL_OPENSEARCH:
        server = OpenSearchIndex(settings.IRWELL_OPENSEARCH, folder=folder)
        server.build(records, meaning=meaning, progress=progress or _quiet)
    else:
        Index.build(folder, records, meaning=meaning, progress=progress or _quiet)
    for name in settings.IRWELL_AFTER_INDEX:
        import_string(name)()
    return len(records)


def refresh_patiently(*, at_once: bool = True) -> bool:
    """Whether the index holds everything. A build under way is waited for: it began without what came meanwhile."""
    for _ in range(PATIENCE):
        try:
            refresh_index(at_once=at_once)
        except IndexBusy:
            clock.sleep(1)
        except (IndexProblem, OSError):
            return False
        else:
            return True
    return False


def warm_index(*, progress: Progress | None = None) -> None:
    """Read every passage for its meaning while the index goes on serving. Safe to stop: what is read is kept."""
    folder = Path(settings.IRWELL_REPOSITORY_INDEX)
    Index.warm(folder, list(searchable_records()), progress=progress or _quiet)


def searchable_records() -> Iterator[SearchRecord]:
    """Every record that is not withdrawn, as the search engine wants it."""
    rows = (
        Record.objects.filter(withdrawn_at__isnull=True)
        .order_by("identifier")
        .prefetch_related("passages", "recommendations", "themes")
    )
    for row in rows.iterator(chunk_size=200):
        yield SearchRecord(
            id=row.identifier,
            title=row.title,
            kind=row.kind,
            partnership=row.partnership,
            year=row.year,
            themes=tuple(theme.name for theme in row.themes.all()),
            summary=row.summary,
            published=row.published,
            facts=tuple((name, row.facts[name]) for name in FACTS if row.facts.get(name)),
            passages=tuple(
                SearchPassage(p.anchor, p.text, p.heading, p.page) for p in row.passages.all()
            ),
            recommendations=tuple(
                SearchRecommendation(r.number, r.text, r.page, r.anchor, tuple(r.addressees))
                for r in row.recommendations.all()
            ),
        )


def _quiet(stage: str, done: int, total: int) -> None:
    return None
