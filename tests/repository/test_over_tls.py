"""Other machines are called over real TLS: only one whose certificate holds, for its own name, hears anything."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from irwell.repository.outward import Unreachable, call

from .listening import Got, listening

pytestmark = pytest.mark.usefixtures("socket_enabled")


def certificate(folder: Path, stands_for: x509.GeneralName, *, days: float = 2) -> Path:
    """A certificate that vouches for itself, with its key, until `days` from yesterday."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Library of an invented town")])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([stands_for]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "machine.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def call_here(path: Path, settings: Any, heard: list[bytes]) -> bytes:
    """The answer of a machine on loopback with this certificate; `heard` gets what it was sent."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(path)

    def say(got: Got) -> tuple[int, dict[str, str], bytes]:
        heard.append(got.body)
        return 200, {}, b"taken"

    with listening(say, tls=tls) as here:
        settings.IRWELL_MAY_REACH = [here.place]
        return call("POST", f"https://{here.place}/hook", body=b"a message").body


HERE = x509.IPAddress(ip_address("127.0.0.1"))


def test_a_machine_whose_certificate_holds_gets_the_message(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(tmp_path, HERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    heard: list[bytes] = []
    assert call_here(path, settings, heard) == b"taken"
    assert heard == [b"a message"]


@pytest.mark.parametrize(
    ("stands_for", "days", "known"),
    [
        (HERE, 2, False),
        (x509.DNSName("library.example"), 2, True),
        (HERE, 0.5, True),
    ],
    ids=["nobody vouches for it", "it stands for another machine", "it has run out"],
)
def test_a_machine_whose_certificate_does_not_hold_hears_nothing(
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    stands_for: x509.GeneralName,
    days: float,
    known: bool,
) -> None:
    path = certificate(tmp_path, stands_for, days=days)
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    heard: list[bytes] = []
    with pytest.raises(Unreachable, match=r"The certificate of 127\.0\.0\.1 does not hold"):
        call_here(path, settings, heard)
    assert not heard
