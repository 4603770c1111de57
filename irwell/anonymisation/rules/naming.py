"""Whether a name may stand in a published report in place of a label. Pure."""

from collections.abc import Mapping

from irwell.anonymise.fold import fold
from irwell.anonymise.variants import name_parts


def against_name(
    name: str, whose: str, people: Mapping[str, tuple[str, ...]], *, real: bool
) -> str:
    """A sentence against it, or nothing. `people`: each person's id and every name they have in the register."""
    if not name or not any(c.isalpha() for c in name):
        return "Write the name as it shall stand in the report"
    words = set(fold(name).text.split())
    own = _parts(people.get(whose, ()))
    others = {word for id_, names in people.items() if id_ != whose for word in _parts(names)}
    if real:
        firsts = {fold(name_parts(one)[0]).text for one in people.get(whose, ()) if name_parts(one)}
        if fold(name).text not in firsts:
            return "This is not a first name of the person in the register. A surname stays out, as it names the family"
        if words & others:
            return "Another person of the register has this name too, so it cannot stand. Choose another name"
    elif words & (own | others):
        return "A chosen name must not be a real name of anybody in the register"
    return ""


def _parts(names: tuple[str, ...]) -> set[str]:
    return {fold(part).text for name in names for part in name_parts(name)}
