"""A real repository: `irwell serve public` on loopback with a folder and a database of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Repository:
    """Where it answers, and how to give its command line something to do."""

    url: str
    env: dict[str, str]

    def run(self, *words: str) -> None:
        """`irwell repository …` beside the process that serves."""
        command = [sys.executable, "-m", "irwell", "repository", *words]
        subprocess.run(command, env=self.env, check=True, capture_output=True)


@contextmanager
def serving(var: Path, *, trusted: bytes) -> Iterator[Repository]:
    """A repository that trusts one partnership's public key, while the block runs."""
    port = free_port()
    keys = var / "repository" / "trusted-keys"
    keys.mkdir(parents=True)
    (keys / "this-partnership.pem").write_bytes(trusted)
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("IRWELL_")},
        "IRWELL_MODE": "test", "IRWELL_VAR": str(var),
        "IRWELL_REPOSITORY_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "irwell.config.settings_public",
    }  # fmt: skip
    for words in (["migrate", "--no-input"], ["collectstatic", "--no-input"]):
        subprocess.run([sys.executable, "-m", "django", *words, "-v", "0"], env=env, check=True)
    bind = ["--bind", f"127.0.0.1:{port}", "--threads", "2"]
    process = subprocess.Popen([sys.executable, "-m", "irwell", "serve", "public", *bind], env=env)
    try:
        _wait_for(port, process)
        yield Repository(env["IRWELL_REPOSITORY_URL"], env)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "the repository did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the repository does not answer")
