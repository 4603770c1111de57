"""Bundles: written, read back, and refused with a sentence when anything is wrong."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import bagit
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from irwell.publication.bundle import (
    BundleMetadata,
    BundleProblem,
    BundleRecommendation,
    load_trusted_keys,
    read_bundle,
    write_bundle,
)

KEY = Ed25519PrivateKey.generate()
TRUSTED = {"oxmoor": KEY.public_key()}
METADATA = BundleMetadata(
    identifier="oxmoor-2026-01",
    title="Child Alder: local child safeguarding practice review",
    partnership="Oxmoor Safeguarding Children Partnership",
    kind="Local child safeguarding practice review",
    published=date(2026, 4, 14),
    summary="What was learned about absence from school.",
    authors=("R. Viewer",),
    themes=("Neglect", "Education"),
)
FILES = {"report.html": b"<h1>Child Alder</h1><p>Words.</p>", "report.pdf": b"%PDF-1.7 words"}
RECOMMENDATIONS = (BundleRecommendation("1", "The partnership should act.", ("Partnership",)),)


def written(target: Path, **changes):
    values = {
        "metadata": METADATA, "files": FILES, "recommendations": RECOMMENDATIONS, "key": KEY
    } | changes  # fmt: skip
    return write_bundle(target, **values)


def repacked(path: Path, change) -> bytes:
    """The bundle with its members changed."""
    with zipfile.ZipFile(path) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written(tmp_path / "bundle.zip")
    return tmp_path / "bundle.zip"


def test_what_is_written_is_read_back(path):
    bundle = read_bundle(path, TRUSTED)

    assert bundle.metadata == METADATA
    assert bundle.files["report.pdf"] == FILES["report.pdf"]
    assert bundle.recommendations == RECOMMENDATIONS
    assert bundle.signed_by == "oxmoor"


def test_a_folder_reads_like_a_zip_file(tmp_path, path):
    digest = written(tmp_path / "folder")

    assert read_bundle(tmp_path / "folder", TRUSTED).digest == digest
    assert read_bundle(path, TRUSTED).digest == digest


def test_the_same_content_makes_the_same_bytes(tmp_path, path):
    written(tmp_path / "again.zip")

    assert (tmp_path / "again.zip").read_bytes() == path.read_bytes()


def test_an_outside_reader_of_bags_accepts_it(tmp_path):
    written(tmp_path / "folder")

    assert bagit.Bag(str(tmp_path / "folder")).is_valid()


def test_keys_are_read_from_a_folder(tmp_path, path):
    pem = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "oxmoor.pem").write_bytes(pem)

    assert read_bundle(path, load_trusted_keys(tmp_path / "keys")).signed_by == "oxmoor"


def test_a_damaged_key_in_the_folder_is_named(tmp_path):
    (tmp_path / "bad.pem").write_bytes(b"nothing")

    with pytest.raises(BundleProblem, match=r"bad\.pem is not a public key"):
        load_trusted_keys(tmp_path)


def test_a_stranger_is_refused(path):
    with pytest.raises(BundleProblem, match="not by a key this repository trusts"):
        read_bundle(path, {"other": Ed25519PrivateKey.generate().public_key()})


def set_member(name, content):
    return lambda members: members.__setitem__(f"oxmoor-2026-01/{name}", content)


def drop_member(name):
    return lambda members: members.pop(f"oxmoor-2026-01/{name}")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (set_member("data/report.html", b"<p>Changed"), "damaged or changed on the way"),
        (set_member("data/extra.exe", b"MZ"), "holds data/extra.exe"),
        (drop_member("data/report.pdf"), "lacks data/report.pdf"),
        (drop_member("signature.ed25519"), "no signature.ed25519"),
        (drop_member("bagit.txt"), "no bagit.txt"),
        (set_member("signature.ed25519", b"???"), "signature is not readable"),
        (set_member("bag-info.txt", b"Other: x\n"), "bag-info.txt is not what the tag manifest"),
        (set_member("manifest-sha256.txt", b""), "manifest-sha256.txt is not what"),
        (lambda members: members.__setitem__("x/../../evil", b""), "outside its one folder"),
        (lambda members: members.__setitem__("/etc/evil", b""), "outside its one folder"),
    ],
)
def test_every_change_is_found(path, change, sentence):
    with pytest.raises(BundleProblem, match=sentence):
        read_bundle(repacked(path, change), TRUSTED)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_what_is_no_zip_file_is_refused(content):
    with pytest.raises(BundleProblem, match=r"not a \.zip file"):
        read_bundle(content, TRUSTED)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BundleProblem, match=r"no bundle nothing\.zip"):
        read_bundle(tmp_path / "nothing.zip", TRUSTED)


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"b/data/{number}", b"\0" * 25_000_000)

    with pytest.raises(BundleProblem, match="unpacks to"):
        read_bundle(out.getvalue(), TRUSTED)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"metadata": replace(METADATA, identifier="Bad Name!")}, "identifier"),
        ({"metadata": replace(METADATA, version=0)}, "version"),
        ({"metadata": replace(METADATA, withdrawn=True)}, "needs its reason"),
        ({"metadata": replace(METADATA, withdrawn=True, withdrawn_reason="x")}, "holds no files"),
        ({"files": {}}, "no report.html"),
        ({"files": {**FILES, "case.sqlite3": b""}}, "not a file a bundle may hold"),
        ({"files": {**FILES, "report.pdf": b"MZ"}}, "not a PDF"),
    ],
)
def test_a_bundle_that_would_be_refused_is_not_written(tmp_path, changes, sentence):
    with pytest.raises(BundleProblem, match=sentence):
        written(tmp_path / "b.zip", **changes)

    assert not (tmp_path / "b.zip").exists()


def test_a_withdrawal_travels_as_a_bundle(tmp_path):
    gone = replace(METADATA, withdrawn=True, withdrawn_reason="A court ordered it.", version=2)
    written(tmp_path / "w.zip", metadata=gone, files={}, recommendations=())

    assert read_bundle(tmp_path / "w.zip", TRUSTED).metadata.withdrawn


def test_unknown_metadata_is_refused_even_when_signed(tmp_path, monkeypatch):
    from irwell.publication.bundle import writing as module

    described = module._json
    monkeypatch.setattr(
        module, "_json", lambda value: described({**value, "nhs_number": "1"} if "schema" in value else value)
    )  # fmt: skip
    written(tmp_path / "b.zip")

    with pytest.raises(BundleProblem, match="not known: nhs_number"):
        read_bundle(tmp_path / "b.zip", TRUSTED)


def test_metadata_is_readable_json(path):
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read("oxmoor-2026-01/data/metadata.json"))

    assert data["published"] == "2026-04-14"


def test_a_folder_that_is_in_use_is_not_overwritten(tmp_path):
    written(tmp_path / "folder")

    with pytest.raises(BundleProblem, match="not empty"):
        written(tmp_path / "folder")
