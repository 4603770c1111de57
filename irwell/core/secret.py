"""What is kept of a secret that a link or a cookie carries."""

import hashlib


def digest_of(secret: str) -> str:
    """The SHA-256 of a random secret, in hexadecimal. Random bits need no salt and no slow hash; a password would."""
    return hashlib.sha256(secret.encode()).hexdigest()
