"""What an editor of the repository finds: a bundle that was kept aside, and two programs of other institutions.

Saved in the repository’s own process. Nothing is called here: the worker sends the messages when the sites are up.
"""

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from irwell.demo.listener import AWAY, TAKES
from irwell.editors.queries import editors
from irwell.publication.bundle import BundleMetadata, BundleRecommendation, bundle_bytes
from irwell.repository.actions.quarantine import KeptAside, receive_bundle
from irwell.repository.actions.webhooks import register
from irwell.repository.models import Quarantined, Webhook

SENDER = "saltmarsh-partnership"
REPORT = """<html lang="en"><head><title>Child Plover</title></head><body>
<h1>Child Plover: local child safeguarding practice review</h1>
<h2>What was learned</h2>
<p>Plover was seen in five places by five people, and each wrote down that a sister had come along as interpreter.</p>
<p>An interpreter was booked for the meeting of professionals and for none of the visits at home.</p>
<h2>Recommendations</h2>
<p>1. Children are never asked to interpret for their parents; each agency counts the visits without an interpreter.</p>
</body></html>"""
SIGNED = BundleMetadata(
    identifier="saltmarsh-2024-03", title="Child Plover: local child safeguarding practice review",
    partnership="Saltmarsh Safeguarding Children Partnership", kind="Local child safeguarding practice review",
    published=date(2024, 10, 8), authors=("Linnet Marrow",), keywords=("interpreters", "young carers"),
    summary="A girl of eleven interpreted for her mother in five services while her brother was neglected.",
    contact="reviews@saltmarsh.example", licence="Invented for the demonstration",
)  # fmt: skip
ASKED = BundleRecommendation("1", "Children are never asked to interpret for their parents.", ("Saltmarsh Council",))  # fmt: skip
# Institution, and the path at which its program listens.
PROGRAMS = (
    ("Library of safeguarding reviews", TAKES),
    ("Research group on neglect, University of the Marches", AWAY),
)


def save_arrivals(*, now: datetime) -> None:
    """Does nothing where they are there already."""
    if not Quarantined.objects.exists():
        _keep_one_aside(now - timedelta(days=2))
    people = list(editors().order_by("email")[:1])
    if people and settings.IRWELL_MAY_REACH and not Webhook.objects.exists():
        for institution, path in PROGRAMS:
            address = f"http://{settings.IRWELL_MAY_REACH[0]}{path}"
            register(institution=institution, address=address, by=people[0], now=now)


def _keep_one_aside(now: datetime) -> None:
    """A known partnership signed its bundle, and somebody mended a word in the report afterwards."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    keys = Path(settings.IRWELL_TRUSTED_KEYS)
    keys.mkdir(parents=True, exist_ok=True)
    (keys / f"{SENDER}.pem").write_bytes(public)
    signed, _ = bundle_bytes(
        metadata=SIGNED, files={"report.html": REPORT.encode()}, recommendations=[ASKED], key=key
    )
    try:
        receive_bundle(content=_mended(signed), now=now)
    except KeptAside:
        return
    raise AssertionError("A bundle that was changed after it was signed must not be taken in.")


def _mended(signed: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(signed)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item, data.replace(b"in five places by five", b"in six places by five"))
    return out.getvalue()
