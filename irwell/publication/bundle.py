"""The publication bundle: the only thing that crosses from casework to a repository.

A bag (BagIt 1.0) with metadata, the report in its forms and the recommendations. The
partnership's Ed25519 key signs the tag manifest, which fixes the checksum of everything
else. Plain Python: no Django, no database, no key of any case.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SCHEMA = "irwell-bundle/1"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SIGNATURE = "signature.ed25519"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAG_FILES = ("bagit.txt", "bag-info.txt", MANIFEST)
MOST_FILES = 100
LARGEST = 200 * 1024 * 1024
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9.-]{2,79}")
MANIFEST_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")

REPORT_HTML = "report.html"
REPORT_PDF = "report.pdf"
REPORT_DOCX = "report.docx"
METADATA = "metadata.json"
RECOMMENDATIONS = "recommendations.json"
KNOWN_FILES: dict[str, tuple[str, str]] = {
    REPORT_HTML: ("The report as a web page", "text/html"),
    REPORT_PDF: ("The report as PDF", "application/pdf"),
    REPORT_DOCX: (
        "The report as a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "briefing.html": ("Seven-minute briefing as a web page", "text/html"),
    "briefing.pdf": ("Seven-minute briefing as PDF", "application/pdf"),
    "briefing.docx": (
        "Seven-minute briefing as a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "slides.pdf": ("Slides", "application/pdf"),
}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # a bundle of the same content has the same bytes


class BundleProblem(ValueError):
    """A bundle that cannot be accepted or made; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class BundleRecommendation:
    """One recommendation, as published."""

    number: str
    text: str
    addressees: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class BundleMetadata:
    """What the repository lists. Everything here is public by definition."""

    identifier: str
    title: str
    partnership: str
    kind: str
    published: date
    summary: str = ""
    authors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    method: str = ""
    licence: str = ""
    contact: str = ""
    source_url: str = ""
    certificate: str = ""
    version: int = 1
    withdrawn: bool = False
    withdrawn_reason: str = ""
    jointly_with: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read, whose checksums and signature hold."""

    metadata: BundleMetadata
    files: Mapping[str, bytes] = field(repr=False)
    recommendations: tuple[BundleRecommendation, ...]
    digest: str
    signed_by: str
    key_fingerprint: str


def write_bundle(
    target: Path,
    *,
    metadata: BundleMetadata,
    files: Mapping[str, bytes],
    recommendations: Sequence[BundleRecommendation],
    key: Ed25519PrivateKey | bytes,
) -> str:
    """Write a bundle as a folder, or as one file when the name ends in .zip; returns its digest."""
    _check(metadata, files)
    members = _members(metadata, files, recommendations, _private(key))
    if target.suffix == ".zip":
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_zipped(members, metadata.identifier))
    else:
        if target.exists() and any(target.iterdir()):
            raise BundleProblem(f"The folder {target.name} is not empty; a bundle needs its own.")
        for name, content in members.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return hashlib.sha256(members[TAG_MANIFEST]).hexdigest()


def bundle_bytes(
    *,
    metadata: BundleMetadata,
    files: Mapping[str, bytes],
    recommendations: Sequence[BundleRecommendation],
    key: Ed25519PrivateKey | bytes,
) -> tuple[bytes, str]:
    """The same as one .zip in memory, and its digest."""
    _check(metadata, files)
    members = _members(metadata, files, recommendations, _private(key))
    digest = hashlib.sha256(members[TAG_MANIFEST]).hexdigest()
    return _zipped(members, metadata.identifier), digest


def read_bundle(source: Path | bytes, trusted_keys: Mapping[str, Ed25519PublicKey]) -> Bundle:
    """Read a bundle from a folder, a .zip file or its bytes, and verify all of it."""
    members = (
        _from_folder(source) if isinstance(source, Path) and source.is_dir() else _unzipped(source)
    )
    for name in (*TAG_FILES, TAG_MANIFEST, SIGNATURE):
        if name not in members:
            raise BundleProblem(f"The bundle has no {name}. Make the bundle again and send that.")
    name, public = _signer(members, trusted_keys)
    _verify(members[TAG_MANIFEST], members, expected=set(TAG_FILES), kind="tag manifest")
    payload = {each for each in members if each.startswith("data/")}
    _verify(members[MANIFEST], members, expected=payload, kind="manifest")
    files = {each.removeprefix("data/"): members[each] for each in sorted(payload)}
    metadata = _metadata(files)
    _check(metadata, {k: v for k, v in files.items() if k not in (METADATA, RECOMMENDATIONS)})
    return Bundle(
        metadata=metadata,
        files=files,
        recommendations=_recommendations(files),
        digest=hashlib.sha256(members[TAG_MANIFEST]).hexdigest(),
        signed_by=name,
        key_fingerprint=fingerprint(public),
    )


def load_trusted_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    """Public keys in a folder of .pem files, each under its file's name."""
    keys: dict[str, Ed25519PublicKey] = {}
    for path in sorted(folder.glob("*.pem")):
        try:
            key = serialization.load_pem_public_key(path.read_bytes())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise BundleProblem(f"The trusted key {path.name} is not a public key.") from error
        if not isinstance(key, Ed25519PublicKey):
            raise BundleProblem(f"The trusted key {path.name} is not an Ed25519 key.")
        keys[path.stem] = key
    return keys


def fingerprint(key: Ed25519PublicKey) -> str:
    """A short name for a key."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:32]


# -- writing -------------------------------------------------------------------------------


def _private(key: Ed25519PrivateKey | bytes) -> Ed25519PrivateKey:
    if isinstance(key, Ed25519PrivateKey):
        return key
    loaded = serialization.load_pem_private_key(key, password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise BundleProblem("The publication key is not an Ed25519 key.")
    return loaded


def _members(
    metadata: BundleMetadata,
    files: Mapping[str, bytes],
    recommendations: Sequence[BundleRecommendation],
    key: Ed25519PrivateKey,
) -> dict[str, bytes]:
    described = {"schema": SCHEMA, **asdict(metadata), "published": metadata.published.isoformat()}
    if not metadata.jointly_with:
        del described["jointly_with"]  # a reader that does not know the field yet can read on
    payload = {
        **files,
        METADATA: _json(described),
        RECOMMENDATIONS: _json([asdict(item) for item in recommendations]),
    }
    members = {f"data/{name}": payload[name] for name in sorted(payload)}
    size = sum(len(content) for content in members.values())
    members["bagit.txt"] = DECLARATION
    members["bag-info.txt"] = (
        f"Source-Organization: {metadata.partnership}\n"
        f"External-Identifier: {metadata.identifier}\n"
        f"External-Description: {metadata.title}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n"
    ).encode()
    members[MANIFEST] = _manifest({k: v for k, v in members.items() if k.startswith("data/")})
    members[TAG_MANIFEST] = _manifest({name: members[name] for name in sorted(TAG_FILES)})
    members[SIGNATURE] = base64.b64encode(key.sign(members[TAG_MANIFEST])) + b"\n"
    return members


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _manifest(members: Mapping[str, bytes]) -> bytes:
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members.items()
    ).encode()


def _zipped(members: Mapping[str, bytes], folder: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            item = zipfile.ZipInfo(f"{folder}/{name}", FIXED_TIME)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.external_attr = 0o644 << 16
            archive.writestr(item, members[name])
    return out.getvalue()


# -- reading -------------------------------------------------------------------------------


def _from_folder(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if any(path.is_symlink() for path in paths):
        raise BundleProblem("The bundle holds a link to another place; a bundle holds files only.")
    _limits(len(paths), sum(path.stat().st_size for path in paths))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _unzipped(source: Path | bytes) -> dict[str, bytes]:
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise BundleProblem(f"There is no bundle {Path(str(source)).name} to read.") from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            items = [item for item in archive.infolist() if not item.is_dir()]
            _limits(len(items), sum(item.file_size for item in items))
            members: dict[str, bytes] = {}
            for item in items:
                name = _safe_name(item.filename)
                if name in members:
                    raise BundleProblem(f"The bundle holds {name} twice.")
                members[name] = archive.read(item)
            return members
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BundleProblem(
            "What was sent is not a .zip file that can be opened: it is damaged or incomplete."
        ) from error


def _limits(count: int, size: int) -> None:
    if count > MOST_FILES:
        raise BundleProblem(f"The bundle holds {count:,} files; the most is {MOST_FILES}.")
    if size > LARGEST:
        raise BundleProblem(
            f"The bundle unpacks to {size:,} bytes; the most is {LARGEST:,}. Send smaller files."
        )


def _safe_name(name: str) -> str:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts or len(parts) < 2:
        raise BundleProblem(f"The bundle holds a file at {name!r}, outside its one folder.")
    return "/".join(parts[1:])


def _signer(
    members: Mapping[str, bytes], trusted: Mapping[str, Ed25519PublicKey]
) -> tuple[str, Ed25519PublicKey]:
    try:
        signature = base64.b64decode(members[SIGNATURE].strip(), validate=True)
    except ValueError as error:
        raise BundleProblem("The bundle’s signature is not readable.") from error
    for name, key in trusted.items():
        try:
            key.verify(signature, members[TAG_MANIFEST])
        except InvalidSignature:
            continue
        return name, key
    raise BundleProblem(
        "The signature is not by a key this repository trusts, or the bundle was changed after it"
        " was signed. Ask the repository to add your partnership’s public key, or send the bundle"
        " as it was made."
    )


def _verify(
    manifest: bytes, members: Mapping[str, bytes], *, expected: set[str], kind: str
) -> None:
    listed: dict[str, str] = {}
    for line in manifest.decode("utf-8", errors="replace").splitlines():
        match = MANIFEST_LINE.fullmatch(line)
        if match is None:
            raise BundleProblem(f"The {kind} has a line that is not a checksum and a name.")
        listed[match[2]] = match[1]
    if missing := sorted(set(listed) - set(members)):
        raise BundleProblem(f"The bundle lacks {missing[0]}, which its {kind} lists.")
    if unlisted := sorted(expected - set(listed)):
        raise BundleProblem(f"The bundle holds {unlisted[0]}, which its {kind} does not list.")
    for name, digest in listed.items():
        if hashlib.sha256(members[name]).hexdigest() != digest:
            raise BundleProblem(
                f"{name} is not what the {kind} says: it was damaged or changed on the way."
            )


def _metadata(files: Mapping[str, bytes]) -> BundleMetadata:
    data = _loaded(files, METADATA)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise BundleProblem(f"{METADATA} is not of the schema {SCHEMA}.")
    known = {each.name for each in fields(BundleMetadata)}
    if unknown := sorted(set(data) - known - {"schema"}):
        raise BundleProblem(f"{METADATA} has a field that is not known: {unknown[0]}.")
    values = {key: data[key] for key in known & set(data)}
    try:
        values["published"] = date.fromisoformat(str(values.get("published")))
    except ValueError as error:
        raise BundleProblem(f"{METADATA}: “published” is not a date like 2026-04-14.") from error
    for name in ("authors", "themes", "keywords"):
        values[name] = tuple(str(item) for item in values.get(name, ()))
    for name in ("identifier", "title", "partnership", "kind"):
        if not isinstance(values.get(name), str) or not values[name].strip():
            raise BundleProblem(f"{METADATA}: “{name}” is missing or empty.")
    return BundleMetadata(**values)


def _recommendations(files: Mapping[str, bytes]) -> tuple[BundleRecommendation, ...]:
    data = _loaded(files, RECOMMENDATIONS)
    if not isinstance(data, list):
        raise BundleProblem(f"{RECOMMENDATIONS} is not a list.")
    out = []
    for number, item in enumerate(data, start=1):
        if not isinstance(item, dict) or not str(item.get("text") or "").strip():
            raise BundleProblem(f"{RECOMMENDATIONS}: recommendation {number} has no text.")
        out.append(
            BundleRecommendation(
                number=str(item.get("number") or number),
                text=str(item["text"]),
                addressees=tuple(str(each) for each in item.get("addressees") or ()),
                themes=tuple(str(each) for each in item.get("themes") or ()),
                due=str(item.get("due") or ""),
            )
        )
    return tuple(out)


def _loaded(files: Mapping[str, bytes], name: str) -> Any:
    if name not in files:
        raise BundleProblem(f"The bundle has no data/{name}.")
    try:
        return json.loads(files[name])
    except ValueError as error:
        raise BundleProblem(f"data/{name} is not valid JSON.") from error


def _check(metadata: BundleMetadata, files: Mapping[str, bytes]) -> None:
    if not IDENTIFIER.fullmatch(metadata.identifier):
        raise BundleProblem(
            f"The identifier {metadata.identifier!r} needs 3 to 80 small letters, digits, dots or"
            " dashes, starting with a letter or digit."
        )
    if metadata.version < 1:
        raise BundleProblem("The version is a whole number from 1.")
    if unknown := sorted(set(files) - set(KNOWN_FILES)):
        raise BundleProblem(f"{unknown[0]} is not a file a bundle may hold.")
    if metadata.withdrawn:
        if not metadata.withdrawn_reason.strip():
            raise BundleProblem("A withdrawal needs its reason in words.")
        if files:
            raise BundleProblem("A withdrawal holds no files.")
    elif REPORT_HTML not in files:
        raise BundleProblem(f"The bundle has no {REPORT_HTML}; the report as a web page is needed.")
    if REPORT_PDF in files and not files[REPORT_PDF].startswith(b"%PDF-"):
        raise BundleProblem(f"{REPORT_PDF} is not a PDF.")
