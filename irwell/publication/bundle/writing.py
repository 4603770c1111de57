"""Making a bundle: the same content has the same bytes."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from irwell.publication.bundle.contents import (
    DECLARATION,
    FIXED_TIME,
    MANIFEST,
    METADATA,
    RECOMMENDATIONS,
    SCHEMA,
    SIGNATURE,
    TAG_FILES,
    TAG_MANIFEST,
    BundleMetadata,
    BundleProblem,
    BundleRecommendation,
    check,
)
from irwell.publication.bundle.keys import private


def write_bundle(
    target: Path,
    *,
    metadata: BundleMetadata,
    files: Mapping[str, bytes],
    recommendations: Sequence[BundleRecommendation],
    key: Ed25519PrivateKey | bytes,
) -> str:
    """Write a bundle as a folder, or as one file when the name ends in .zip; returns its digest."""
    check(metadata, files)
    members = _members(metadata, files, recommendations, private(key))
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
    check(metadata, files)
    members = _members(metadata, files, recommendations, private(key))
    digest = hashlib.sha256(members[TAG_MANIFEST]).hexdigest()
    return _zipped(members, metadata.identifier), digest


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
