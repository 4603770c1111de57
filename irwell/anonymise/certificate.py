"""The certificate: which files were found clean, against which register, by which rules.

It is bound to the bytes: one changed byte, one added or missing file, or another register, and
it no longer holds. It names nobody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from irwell.anonymise import ENGINE_VERSION
from irwell.anonymise.register import Register
from irwell.anonymise.verify import RULES_VERSION, Verification

_FORM = "irwell-anonymisation-certificate/1"


class NotIssued(ValueError):
    """There is no certificate; the sentence says what stands against it."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file and the checks that it came through."""

    name: str
    sha256: str
    checks: tuple[str, ...]
    released: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found clean. `register_seal` binds the register without telling what is in it."""

    files: tuple[CheckedFile, ...]
    register_version: str
    register_seal: str
    rules_version: str
    engine_version: str
    made_at: str
    made_by: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """Canonical JSON: keys sorted, no spaces, one line; the same certificate, same text."""
        plain = {"form": _FORM, **asdict(self), "counts": dict(self.counts)}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Certificate:
        """Read what `to_json` wrote; anything else is refused."""
        try:
            plain: dict[str, Any] = json.loads(text)
            if plain.pop("form") != _FORM:
                raise ValueError(_FORM)
            files = tuple(
                CheckedFile(**{**item, "checks": tuple(item["checks"])})
                for item in plain.pop("files")
            )
            return cls(files=files, **plain)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotIssued("This is not an anonymisation certificate of Irwell.") from error

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, for the event log and for signatures."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def issue(
    verifications: Sequence[Verification],
    *,
    register: Register,
    made_at: datetime,
    rules_version: str = RULES_VERSION,
    made_by: str = "",
    counts: Mapping[str, int] | None = None,
) -> Certificate:
    """A certificate over files that all passed; a single finding, and there is none."""
    if not verifications:
        raise NotIssued("No file was checked, so there is nothing to certify.")
    if made_at.tzinfo is None:
        raise NotIssued("The time of a certificate needs its time zone.")
    for verification in verifications:
        if not verification.passed:
            stopped = sum(not check.ran for check in verification.checks)
            raise NotIssued(
                f"{verification.name}: {len(verification.findings)} findings and {stopped} checks "
                "that could not run. Nothing is certified until there are none."
            )
    names = [verification.name for verification in verifications]
    if len(set(names)) != len(names):
        raise NotIssued("Two of the files have the same name.")
    files = tuple(
        CheckedFile(v.name, v.sha256, tuple(check.name for check in v.checks), v.released)
        for v in sorted(verifications, key=lambda v: v.name)
    )
    return Certificate(
        files=files,
        register_version=register.version,
        register_seal=_seal(files, register),
        rules_version=rules_version,
        engine_version=ENGINE_VERSION,
        made_at=made_at.astimezone(UTC).isoformat(timespec="seconds"),
        made_by=made_by,
        counts=dict(sorted((counts or {}).items())),
    )


def _seal(files: Sequence[CheckedFile], register: Register) -> str:
    """The register's digest mixed with the files', so that it tells nothing by itself."""
    parts = [_FORM, *(item.sha256 for item in files), register.digest()]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def objections(
    certificate: Certificate, files: Mapping[str, bytes], register: Register | None = None
) -> tuple[str, ...]:
    """Why the certificate does not hold for these files; empty when it does."""
    reasons = []
    certified = {item.name: item.sha256 for item in certificate.files}
    for name in sorted(certified.keys() - files.keys()):
        reasons.append(f"{name} is certified but missing.")
    for name in sorted(files.keys() - certified.keys()):
        reasons.append(f"{name} is not in the certificate.")
    for name in sorted(certified.keys() & files.keys()):
        if hashlib.sha256(files[name]).hexdigest() != certified[name]:
            reasons.append(f"{name} has changed since it was certified.")
    if not certified:
        reasons.append("The certificate names no file.")
    if register is not None and _seal(certificate.files, register) != certificate.register_seal:
        reasons.append("The identity register has changed since: verify the files again.")
    return tuple(reasons)


def holds(
    certificate: Certificate, files: Mapping[str, bytes], register: Register | None = None
) -> bool:
    """Whether the certificate holds for exactly these files (and this register)."""
    return not objections(certificate, files, register)
