"""Find the passages of published reviews that answer a question.

    Index.build(folder, records)
    Index.open(folder).search("neglect hidden behind a tidy home")

No Django, no network: records in, ranked passages out. The index is derived data and can be
built again at any time.
"""

from .alike import Answer, Answers, Pair, answers, generation_of, like, pairs
from .index import Index
from .lexical import FACTS, Filters
from .opensearch import OpenSearchIndex
from .passages import Paragraph, cut
from .queries import HELP
from .records import (
    Passage,
    Recommendation,
    Record,
    RecordProblem,
    read_jsonl,
    record_from_dict,
)
from .results import FacetValue, Hit, PassageHit, Results, Segment, Why
from .storage import IndexBusy, IndexProblem

__all__ = [
    "FACTS",
    "HELP",
    "Answer",
    "Answers",
    "FacetValue",
    "Filters",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexProblem",
    "OpenSearchIndex",
    "Pair",
    "Paragraph",
    "Passage",
    "PassageHit",
    "Recommendation",
    "Record",
    "RecordProblem",
    "Results",
    "Segment",
    "Why",
    "answers",
    "cut",
    "generation_of",
    "like",
    "pairs",
    "read_jsonl",
    "record_from_dict",
]
