"""The last question: is any real name of the case in anything that left, or readable where it should be sealed?"""

import io
import sqlite3
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection

from irwell.publication.models import Delivery, PublicFile
from tests.browser.journey.repository import Repository
from tests.browser.journey.story import Story

# Every name, alias, place and number that the journey's people typed or that stood in their files.
NAMES = (
    "Kestrel", "Amblecote", "Saffron", "Dorian", "Fellgate", "Weaver Row", "Millrace Primary", "Lock Street Surgery",
    "943 476 5919", "9434765919", "Underhill", "Penfold", "Averill", "Garrick", "Welby", "Marlowe-Speight", "Hathersage",
    "Stanedge",
)  # fmt: skip


def names_left(story: Story, repository: Repository, log: str) -> list[str]:
    """'where: name' for each name found; empty when all is well. Refuses to run on nothing."""
    places = {
        "published files": b"".join(unpacked(bytes(f.content)) for f in PublicFile.objects.all()),
        "bundle": b"".join(unpacked(bytes(d.bundle)) for d in Delivery.objects.all()),
        "repository": repository.everything(),
        "mail": "\n".join(f"{m.subject}\n{m.body}\n{m.to}" for m in mail.outbox).encode(),
        "log": log.encode(),
        "casework database": database_as_on_disk(),
        "file store": b"".join(p.read_bytes() for p in Path(settings.IRWELL_FILES).rglob("*") if p.is_file()),
    }  # fmt: skip
    for place in (
        "published files",
        "bundle",
        "repository",
        "mail",
        "casework database",
        "file store",
    ):
        assert places[place], f"nothing to search in: {place}"
    return [f"{place}: {name}" for place, content in places.items() for name in NAMES if found(name, content)]  # fmt: skip


def found(name: str, content: bytes) -> bool:
    return any(name.encode(code).lower() in content.lower() for code in ("utf-8", "utf-16-le"))


def unpacked(content: bytes) -> bytes:
    """The bytes themselves and, of a package, every member, packages in packages too; of a PDF, its streams."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return content + b"".join(unpacked(package.read(name)) for name in package.namelist())
    if content.startswith(b"%PDF"):
        import pikepdf

        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            return content + b"".join(s.read_bytes() for s in streams if "/Subtype" not in s)
    return content


def database_as_on_disk() -> bytes:
    """The whole casework database as a file (the browser tests run on SQLite)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        return path.read_bytes()
