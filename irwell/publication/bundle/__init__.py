"""The publication bundle: the only thing that crosses from casework to a repository.

A bag (BagIt 1.0) with metadata, the report in its forms and the recommendations. The
partnership's Ed25519 key signs the tag manifest, which fixes the checksum of everything
else. Plain Python: no Django, no database, no key of any case.
"""

from irwell.publication.bundle.contents import (
    KNOWN_FILES,
    Bundle,
    BundleMetadata,
    BundleProblem,
    BundleRecommendation,
    NotABundle,
)
from irwell.publication.bundle.keys import fingerprint, load_trusted_keys
from irwell.publication.bundle.reading import read_bundle, read_unproved
from irwell.publication.bundle.writing import bundle_bytes, write_bundle

__all__ = [
    "KNOWN_FILES", "Bundle", "BundleMetadata", "BundleProblem", "BundleRecommendation", "NotABundle",
    "bundle_bytes", "fingerprint", "load_trusted_keys", "read_bundle", "read_unproved", "write_bundle",
]  # fmt: skip
