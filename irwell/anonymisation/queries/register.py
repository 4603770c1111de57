"""The identity register as the engine takes it, with those of linked cases."""

import hashlib
from dataclasses import replace
from typing import Any

from irwell.accounts.queries import partnership
from irwell.anonymisation import rules
from irwell.anonymisation.queries.known import linked_cases
from irwell.anonymisation.queries.naming import agreed_names
from irwell.anonymise.register import Register, RegisterError
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.core.errors import NotPossibleNow


def engine_register(case: Case) -> Register:
    """The case's identity register as the engine takes it, and those of the cases linked to it.

    Its version changes whenever the content of one of them does. Raises NotPossibleNow, naming the entry, when an
    entry cannot be looked for as it stands; of a linked case nothing is named.
    """
    try:
        own = _of(case)
    except RegisterError as error:
        raise NotPossibleNow(
            f"The identity register cannot be used as it stands. {error} Mend it on the register page."
        ) from error
    try:
        others = [found for other in linked_cases(case) if (found := _of(other)).entries]
    except RegisterError as error:
        raise NotPossibleNow(
            "The identity register of a linked case cannot be used as it stands. Ask the people of that case to mend it."
        ) from error
    if not others:
        return own
    together = own.with_linked(*others)
    version = hashlib.sha256(together.version.encode()).hexdigest()[:16]
    return replace(together, version=version)


def _of(case: Case) -> Register:
    plain: list[dict[str, Any]] = [
        {"id": i.pk, "label": i.label, "kind": i.kind, "role": i.role, "names": i.names, "details": i.details}
        for i in register_of(case)
    ]  # fmt: skip
    agreed = agreed_names(case)
    for one in plain:
        if (name := agreed.get(str(one["id"]))) is not None:
            one |= {"label": name.name, "kept": name.name if name.kind == "real" else ""}
    return rules.as_register(plain, area=partnership().area)
