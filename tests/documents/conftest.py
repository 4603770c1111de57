"""The door by which strangers send files: a referral's file page. A full disk of our own."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from irwell.accounts.models import Partnership
from tests.referrals.test_the_form import start
from tests.scanner import clamd  # noqa: F401  a fixture

Send = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path: Path) -> None:
    settings.IRWELL_FILES = tmp_path / "files"


@pytest.fixture
def token(client: Client, partnership: Partnership) -> str:
    return start(client)


@pytest.fixture
def send(client: Client, token: str) -> Send:
    """send("name.docx", data, …) sends files from the referral's file page."""

    def sent(*files: str | bytes) -> HttpResponse:
        pairs = zip(files[::2], files[1::2], strict=True)
        added = [SimpleUploadedFile(name, data, "application/octet-stream") for name, data in pairs]
        return client.post(f"/refer/form/{token}/files/", {"added": added})

    return sent


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on which less than 64 kB can be written: a small file system of its own where this run may
    mount one, else a limit on the size of files."""
    folder = tmp_path / "full"
    folder.mkdir()
    mounted = subprocess.call(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "irwell-test", str(folder)],
        stderr=subprocess.DEVNULL,
    )
    if mounted == 0:
        try:
            yield folder
        finally:
            subprocess.check_call(["umount", str(folder)])
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    try:
        yield folder
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
