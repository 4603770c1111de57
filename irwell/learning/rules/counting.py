"""Small numbers: a count of few people is not shown, nor one that could be worked out from the others."""

from collections.abc import Mapping

FEWEST = 5  # domain: yearly statistics are suppressed by primary and secondary suppression
FEW = "fewer than 5"
HIDDEN = "not shown"


def suppressed(counts: Mapping[str, int]) -> dict[str, str]:
    """Each count in words. When a single one is hidden, the next smallest is hidden too, since a total is shown."""
    shown = {name: str(n) if n == 0 or n >= FEWEST else FEW for name, n in counts.items()}
    hidden = [name for name, words in shown.items() if words == FEW]
    others = sorted((n, name) for name, n in counts.items() if n >= FEWEST)
    if len(hidden) == 1 and others:
        shown[others[0][1]] = HIDDEN
    return shown
