"""The partnership's signing key (Ed25519): signs publication bundles and log anchors."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def create_signing_key() -> tuple[str, str]:
    """A new private key and its public key, both PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def load_signing_key(pem: bytes) -> Ed25519PrivateKey:
    """Raises ValueError when the file holds another kind of key."""
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(
            "The publication key is not an Ed25519 key. Make one with: irwell keys create"
        )
    return key
