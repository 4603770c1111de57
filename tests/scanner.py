"""A malware scanner of this run's own, for who sends files to the casework site and who deposits in the repository."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HARMLESS = b"IRWELL-HARMLESS-TEST-SIGNATURE"
MISSING = "clamd is not here. Install it, for example: apt-get install clamav-daemon"


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
