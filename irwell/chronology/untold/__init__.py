"""Known here, never there: facts that one agency recorded and another, working with the family, did not."""

from irwell.chronology.untold.facts import Fact, FactKind, facts_of
from irwell.chronology.untold.knowing import Told, Untold, told_apart, untold

__all__ = ["Fact", "FactKind", "Told", "Untold", "facts_of", "told_apart", "untold"]
