"""Known here, never there: facts that one agency recorded and another, working with the family, did not."""

from irwell.chronology.untold.facts import Fact, FactKind, facts_of
from irwell.chronology.untold.knowing import Untold, untold

__all__ = ["Fact", "FactKind", "Untold", "facts_of", "untold"]
