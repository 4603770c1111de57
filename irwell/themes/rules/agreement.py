"""How far two coders agree beyond chance."""

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 10  # below this many reviews a kappa says nothing yet
# Landis and Koch, Biometrics 33 (1977), 159–174: a custom, not a law.
MEANINGS = (
    (0.81, "almost perfect"),
    (0.61, "substantial"),
    (0.41, "moderate"),
    (0.21, "fair"),
    (0.0, "slight"),
)


@dataclass(frozen=True, slots=True)
class Kappa:
    """Two coders on one theme: both said yes, only the first, only the second, neither."""

    both: int
    first: int
    second: int
    neither: int

    @property
    def reviews(self) -> int:
        return self.both + self.first + self.second + self.neither

    @property
    def agreed(self) -> float:
        """The share of reviews on which they said the same."""
        return (self.both + self.neither) / self.reviews if self.reviews else 0.0

    @property
    def value(self) -> float | None:
        """Cohen’s kappa; None when chance alone would make them agree always."""
        n = self.reviews
        if not n:
            return None
        yes = (self.both + self.first) * (self.both + self.second)
        no = (self.second + self.neither) * (self.first + self.neither)
        chance = (yes + no) / n**2
        return None if chance == 1 else (self.agreed - chance) / (1 - chance)

    @property
    def margin(self) -> float | None:
        """Half of a 95 % interval, by the usual approximation."""
        n, value = self.reviews, self.value
        if value is None or n < FEWEST:
            return None
        chance = (
            (self.both + self.first) * (self.both + self.second)
            + (self.second + self.neither) * (self.first + self.neither)
        ) / n**2
        return float(1.96 * (self.agreed * (1 - self.agreed) / (n * (1 - chance) ** 2)) ** 0.5)

    @property
    def meaning(self) -> str:
        """In words."""
        value = self.value
        if value is None:
            return "cannot be said: both gave every review the same answer"
        if self.reviews < FEWEST:
            return f"too early to say: fewer than {FEWEST} reviews"
        return next((word for least, word in MEANINGS if value >= least), "worse than chance")


def kappa_of(pairs: Iterable[tuple[bool, bool]]) -> Kappa:
    """Count the answers of two coders."""
    listed = list(pairs)
    return Kappa(*(listed.count(pair) for pair in
                   ((True, True), (True, False), (False, True), (False, False))))  # fmt: skip
