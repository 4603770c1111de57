"""Where it is kept how often each client has asked: a file a client, in a folder that every process shares."""

import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

LONGEST = 60 * 60  # seconds that any rate looks back
ONE_IN = 500  # times that something is written


class Counters(FileBasedCache):
    """Django's cache in files, which would list its whole folder at each writing and throw away counts at random."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.folder = Path(folder).absolute()

    def _cull(self) -> None:
        if random.randrange(ONE_IN) == 0:  # noqa: S311  nothing secret hangs on it
            self.sweep()

    def sweep(self) -> None:
        """Remove what no rate looks back to; of more than MAX_ENTRIES, the clients who asked longest ago."""
        dated = []
        for path in self.folder.glob(f"*{self.cache_suffix}"):
            with suppress(FileNotFoundError):  # another process sweeps too
                dated.append((path.stat().st_mtime, path))
        dated.sort(reverse=True)
        long_ago = time.time() - LONGEST
        for number, (asked, path) in enumerate(dated):
            if number >= self._max_entries or asked < long_ago:
                path.unlink(missing_ok=True)
