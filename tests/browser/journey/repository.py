"""The repository as in production: a process of its own, its own database, no key of any case."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from irwell.core.time import now
from irwell.crypto.signing import create_signing_key
from irwell.publication.models import Delivery
from irwell.publication.tasks import send_due_bundles
from tests.browser.journey.story import Story

ROOT = Path(__file__).parents[3]


@dataclass
class Repository:
    address: str
    folder: Path

    def receive(self, story: Story) -> None:
        """The worker's round: the bundle is sent over HTTP and acknowledged."""
        send_due_bundles(now())
        delivery = Delivery.objects.get()
        assert delivery.acknowledged_at, delivery.problem

    def everything(self) -> bytes:
        """Every byte of its folder: database, files, index."""
        return b"".join(p.read_bytes() for p in self.folder.rglob("*") if p.is_file())


@contextmanager
def running(folder: Path, settings: Any) -> Iterator[Repository]:
    private, public = create_signing_key()
    folder.mkdir()
    settings.IRWELL_SIGNING_KEY = folder.parent / "publication.pem"
    settings.IRWELL_SIGNING_KEY.write_text(private)
    trusted = folder / "repository" / "trusted-keys"
    trusted.mkdir(parents=True)
    (trusted / "this-partnership.pem").write_text(public)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    settings.IRWELL_REPOSITORY_URL = address
    env = {k: v for k, v in os.environ.items() if not k.startswith("IRWELL_")}
    env |= {
        "IRWELL_MODE": "demo", "IRWELL_VAR": str(folder), "IRWELL_REPOSITORY_URL": address,
        "DJANGO_SETTINGS_MODULE": "irwell.config.settings_public",
    }  # fmt: skip
    for words in (["migrate", "--no-input", "-v", "0"], ["collectstatic", "--no-input", "-v", "0"]):
        subprocess.run([sys.executable, "-m", "django", *words], env=env, cwd=ROOT, check=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "irwell", "serve", "public", "--bind", f"127.0.0.1:{port}"],
        env=env,
        cwd=ROOT,
    )
    try:
        _wait_for(address)
        yield Repository(address, folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("The repository did not start.")
