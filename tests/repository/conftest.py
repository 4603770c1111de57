"""A repository of its own for each test, with a trusted partnership and a way to deposit."""

import importlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client, override_settings
from docx import Document as WordDocument

from irwell.publication.bundle import BundleMetadata, BundleRecommendation, write_bundle
from irwell.repository.actions import ingest, refresh_index
from irwell.repository.models import Record
from tests.kept import kept

KEY = Ed25519PrivateKey.generate()
STRANGER = Ed25519PrivateKey.generate()
HTML = """<html><head><title>x</title></head><body><main><h1>Child Alder</h1>
<h2>What happened</h2><p>The classroom teacher recorded each absence but nobody joined up the pattern
of absence, injury and missed appointments across the year.</p>
<h2>Findings</h2><p>Neglect was hidden behind a tidy home. Practitioners did not ask what a day was
like for the child.</p></main></body></html>"""
ALDER = BundleMetadata(
    identifier="oxmoor-2026-01",
    title="Child Alder: local child safeguarding practice review",
    partnership="Oxmoor Safeguarding Children Partnership",
    kind="Local child safeguarding practice review",
    published=date(2026, 4, 14),
    summary="Absence from school that nobody joined up.",
    authors=("Robin Fell",),
    themes=("Neglect", "Education"),
    licence="Copyright of the partnership",
)
RECOMMENDATION = BundleRecommendation("1", "The partnership should join up absence data.")


@pytest.fixture(autouse=True)
def _repository(settings: Any, tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public process: its own middleware and addresses, a folder of its own, no model."""
    from irwell.config import settings_public

    settings.MIDDLEWARE = [m for m in settings_public.MIDDLEWARE if "whitenoise" not in m]
    settings.TEMPLATES = settings_public.TEMPLATES
    settings.ROOT_URLCONF = "irwell.config.urls_public"
    settings.IRWELL_PUBLIC_URL = "http://testserver"
    _live_in(tmp_path, settings)
    # words only: the model is measured in bench/, and would take a second in every test
    index = importlib.import_module("irwell.search.index")
    monkeypatch.setattr(index, "installed_encoder", lambda: None)
    cache.clear()  # who asked how often


def _live_in(folder: Path, settings: Any) -> None:
    """Files, index and trusted keys of the site lie in a folder."""
    settings.IRWELL_REPOSITORY_FILES = folder / "files"
    settings.IRWELL_COUNTERS = folder / "counters"
    settings.IRWELL_REPOSITORY_INDEX = folder / "index"
    settings.IRWELL_TRUSTED_KEYS = folder / "keys"
    (folder / "keys").mkdir(exist_ok=True)
    (folder / "keys" / "oxmoor.pem").write_bytes(
        KEY.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


@pytest.fixture
def client() -> Client:
    return Client()


def bundle(tmp_path: Path, *, key: Any = KEY, files: Any = None, **changes: Any) -> bytes:
    """A signed bundle of Child Alder with something changed."""
    metadata = replace(ALDER, **changes)
    gone = metadata.withdrawn
    written = tmp_path / "bundle.zip"
    write_bundle(
        written,
        metadata=metadata,
        files={} if gone else files or {"report.html": HTML.encode(), "report.pdf": b"%PDF-1.7 x"},
        recommendations=() if gone else (RECOMMENDATION,),
        key=key,
    )
    return written.read_bytes()


@pytest.fixture
def deposit(client: Client, tmp_path: Path) -> Callable[..., Any]:
    def send(**changes: Any) -> Any:
        return client.post("/deposit", bundle(tmp_path, **changes), content_type="application/zip")

    return send


@pytest.fixture
def alder(deposit: Callable[..., Any]) -> dict[str, Any]:
    answer: dict[str, Any] = deposit().json()
    return answer


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return _write_documents(tmp_path / "documents")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the files of `filled` are kept between tests."""
    return str(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
@kept
def filled_once(shelf: str, db: None) -> None:
    """Child Alder deposited, the documents read in, the index built: all in the folder of the shelf."""
    folder = Path(shelf)
    shutil.rmtree(folder)
    folder.mkdir()
    with override_settings():
        _live_in(folder, django_settings)
        Client().post("/deposit", bundle(folder), content_type="application/zip")
        ingest(folder=_write_documents(folder / "documents"), progress=lambda *_: None)
        refresh_index()


@pytest.fixture
def filled(filled_once: None, shelf: str, tmp_path: Path) -> int:
    """The same as `alder` and `documents` read in, with an index; gives the number of records."""
    for part in ("files", "index"):
        shutil.copytree(Path(shelf) / part, tmp_path / part, dirs_exist_ok=True)
    return Record.objects.count()


def _write_documents(folder: Path) -> Path:
    """A folder with a Word file, a web page, coroners’ reports, and files that cannot be read."""
    folder.mkdir()
    word = WordDocument()
    word.add_heading("Child Birch: rapid review", 1)
    word.add_heading("Recommendations", 2)
    word.add_paragraph("1. The health trust should repeat advice about safe sleep at each visit.")
    word.add_paragraph("2. The partnership should test whether fathers hear the advice.")
    out = io.BytesIO()
    word.save(out)
    (folder / "birch.docx").write_bytes(out.getvalue())
    (folder / "birch.json").write_text(
        json.dumps({"kind": "Rapid review", "published": "2024-05-01", "themes": ["Infants"]})
    )
    (folder / "cedar.html").write_text(HTML.replace("Alder", "Cedar"))
    reports = [
        {"id": "pfd1", "ref": "2024-0179", "date": "02/04/2024", "area": "Northmoor",
         "category": ["Child Death (from 2015)"], "text": "An ambulance took seven hours to arrive."},
        {"id": "pfd2", "ref": None, "date": "19 May 2022", "area": "Eastmoor",
         "category": ["Suicide (from 2015)"], "text": "The crisis team did not call back. =2+2"},
        {"id": "pfd3", "ref": "2019-0001", "date": "31/02/2019", "area": "Westmoor",
         "category": [], "text": "Hedges hid the junction."},
    ]  # fmt: skip
    lines = [json.dumps(report) for report in reports]
    (folder / "reports.jsonl").write_text("\n".join([*lines, "not json", '{"id": "pfd9"}']))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing here")
    (folder / "notes.txt").write_text("passed over")
    return folder
