"""Reading a bundle: every checksum and the signature hold, or it is refused with a sentence."""

import base64
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from irwell.publication.bundle.contents import (
    LARGEST,
    MANIFEST,
    MANIFEST_LINE,
    METADATA,
    MOST_FILES,
    RECOMMENDATIONS,
    SCHEMA,
    SIGNATURE,
    TAG_FILES,
    TAG_MANIFEST,
    TIGHTEST,
    Bundle,
    BundleMetadata,
    BundleProblem,
    BundleRecommendation,
    NotABundle,
    check,
)
from irwell.publication.bundle.keys import fingerprint

PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNOPENED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, UnicodeError,
)  # fmt: skip


def read_bundle(source: Path | bytes, trusted_keys: Mapping[str, Ed25519PublicKey]) -> Bundle:
    """Read a bundle from a folder, a .zip file or its bytes, and verify all of it."""
    members = (
        _from_folder(source) if isinstance(source, Path) and source.is_dir() else _unzipped(source)
    )
    if not {*TAG_FILES, SIGNATURE} & set(members):
        raise NotABundle("What was sent is a .zip file, but no bundle: it has no bagit.txt.")
    for name in (*TAG_FILES, TAG_MANIFEST, SIGNATURE):
        if name not in members:
            raise BundleProblem(f"The bundle has no {name}. Make the bundle again and send that.")
    name, public = _signer(members, trusted_keys)
    _verify(members[TAG_MANIFEST], members, expected=set(TAG_FILES), kind="tag manifest")
    payload = {each for each in members if each.startswith("data/")}
    _verify(members[MANIFEST], members, expected=payload, kind="manifest")
    digest = hashlib.sha256(members[TAG_MANIFEST]).hexdigest()
    return _bundle(members, digest=digest, signed_by=name, key=fingerprint(public))


def read_unproved(content: bytes, trusted_keys: Mapping[str, Ed25519PublicKey]) -> Bundle:
    """A bundle whose signature or checksums do not hold, for a person to judge: its metadata and files must be whole.

    It goes by the digest of the bytes that were sent, so it can never pass for the bundle that was signed.
    """
    members = _unzipped(content)
    name, key = _signed(members, trusted_keys)
    return _bundle(members, digest=hashlib.sha256(content).hexdigest(), signed_by=name, key=key)


def _signed(
    members: Mapping[str, bytes], trusted_keys: Mapping[str, Ed25519PublicKey]
) -> tuple[str, str]:
    """Whose signature stands under the list of checksums, and the fingerprint of the key; empty where none holds."""
    try:
        name, public = _signer(members, trusted_keys)
    except (KeyError, BundleProblem):
        return "", ""
    return name, fingerprint(public)


def _bundle(members: Mapping[str, bytes], *, digest: str, signed_by: str, key: str) -> Bundle:
    payload = sorted(each for each in members if each.startswith("data/"))
    files = {each.removeprefix("data/"): members[each] for each in payload}
    metadata = _metadata(files)
    check(metadata, {k: v for k, v in files.items() if k not in (METADATA, RECOMMENDATIONS)})
    return Bundle(
        metadata=metadata,
        files=files,
        recommendations=_recommendations(files),
        digest=digest,
        signed_by=signed_by,
        key_fingerprint=key,
    )


def _from_folder(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if any(path.is_symlink() for path in paths):
        raise NotABundle("The bundle holds a link to another place; a bundle holds files only.")
    _limits(len(paths), sum(path.stat().st_size for path in paths))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _unzipped(source: Path | bytes) -> dict[str, bytes]:
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise NotABundle(f"There is no bundle {Path(str(source)).name} to read.") from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            items = [item for item in archive.infolist() if not item.is_dir()]
            _limits(len(items), sum(item.file_size for item in items), len(content))
            if any(item.compress_type not in PLAIN for item in items):
                raise NotABundle(
                    "The bundle is packed in an unusual way. Pack it as an ordinary .zip file."
                )
            members: dict[str, bytes] = {}
            for item in items:
                name = _safe_name(item.filename)
                if name in members:
                    raise NotABundle(f"The bundle holds {name} twice.")
                members[name] = archive.read(item)
            return members
    except UNOPENED as error:
        raise NotABundle(
            "What was sent is not a .zip file that can be opened: it is damaged or incomplete."
        ) from error


def _limits(count: int, size: int, packed: int | None = None) -> None:
    if count > MOST_FILES:
        raise NotABundle(f"The bundle holds {count:,} files; the most is {MOST_FILES}.")
    if size > LARGEST:
        raise NotABundle(
            f"The bundle unpacks to {size:,} bytes; the most is {LARGEST:,}. Send smaller files."
        )
    if packed is not None and size > TIGHTEST * packed:
        raise NotABundle(
            f"The bundle unpacks to more than {TIGHTEST} times its size, as no report does. Nothing was unpacked."
        )


def _safe_name(name: str) -> str:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts or len(parts) < 2:
        raise NotABundle(f"The bundle holds a file at {name!r}, outside its one folder.")
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
    for name, value in values.items():
        values[name] = _typed(name, value)
    for name in ("identifier", "title", "partnership", "kind"):
        if not values.get(name, "").strip():
            raise BundleProblem(f"{METADATA}: “{name}” is missing or empty.")
    return BundleMetadata(**values)


def _typed(name: str, value: Any) -> Any:
    """The value as the field has it: a list of texts, a number, yes or no, a text."""
    if name in ("authors", "themes", "keywords"):
        if not isinstance(value, list):
            raise BundleProblem(f"{METADATA}: “{name}” is not a list.")
        return tuple(str(item) for item in value)
    wanted = {"version": int, "withdrawn": bool, "published": date}.get(name, str)
    if type(value) is not wanted:
        raise BundleProblem(f"{METADATA}: “{name}” is not of the kind that the schema says.")
    return value


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
                addressees=_texts(item, "addressees", number),
                themes=_texts(item, "themes", number),
                due=str(item.get("due") or ""),
            )
        )
    return tuple(out)


def _texts(item: Mapping[str, Any], name: str, number: int) -> tuple[str, ...]:
    held = item.get(name) or []
    if not isinstance(held, list):
        raise BundleProblem(
            f"{RECOMMENDATIONS}: “{name}” of recommendation {number} is not a list."
        )
    return tuple(str(each) for each in held)


def _loaded(files: Mapping[str, bytes], name: str) -> Any:
    if name not in files:
        raise BundleProblem(f"The bundle has no data/{name}.")
    try:
        return json.loads(files[name])
    except (ValueError, RecursionError) as error:
        raise BundleProblem(f"data/{name} is not valid JSON.") from error
