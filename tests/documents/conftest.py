"""The door by which strangers send files: a referral's file page. A scanner of our own, a full disk of our own."""

import os
import resource
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from irwell.accounts.models import Partnership
from tests.referrals.test_the_form import start

HARMLESS = b"IRWELL-HARMLESS-TEST-SIGNATURE"
MISSING = "clamd is not here. Install it, for example: apt-get install clamav-daemon"

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


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scanner of this run's own: one signature, a socket in a temporary folder, nothing fetched."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    if not Path(program).exists():
        wanted = "clamav" in os.environ.get("IRWELL_REQUIRE", "")
        pytest.fail(MISSING) if wanted else pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("clam")
    (folder / "db").mkdir()
    (folder / "db" / "local.ndb").write_text(f"Irwell.Test:0:*:{HARMLESS.hex()}\n")
    socket_path = folder / "clamd.sock"
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder / 'db'}\nLocalSocket {socket_path}\nForeground yes\nStreamMaxLength 60M\n"
    )
    daemon = subprocess.Popen(
        [program, "-c", str(folder / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(socket_path, daemon)
        yield str(socket_path)
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)


def _wait_for(path: Path, daemon: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and daemon.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("clamd did not start")


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
