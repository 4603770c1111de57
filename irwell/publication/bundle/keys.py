"""The keys of publication: the partnership's own, and those that a repository trusts."""

import hashlib
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from irwell.publication.bundle.contents import BundleProblem


def private(key: Ed25519PrivateKey | bytes) -> Ed25519PrivateKey:
    """The partnership's key from its PEM bytes."""
    if isinstance(key, Ed25519PrivateKey):
        return key
    loaded = serialization.load_pem_private_key(key, password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise BundleProblem("The publication key is not an Ed25519 key.")
    return loaded


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
