"""Where it is kept how often each client has asked: a file a client, in a folder that every process shares."""

import os
import random
import time
from contextlib import suppress

from django.core.cache.backends.filebased import FileBasedCache

LONGEST = 60 * 60  # seconds that any rate looks back
ONE_IN = 500  # times that something is written


class Counters(FileBasedCache):
    """Django's cache in files, which would list its whole folder at each writing and throw away counts at random."""

    def _cull(self) -> None:
        if random.randrange(ONE_IN) == 0:  # noqa: S311  nothing secret hangs on it
            self.sweep()

    def sweep(self) -> None:
        """Remove what no rate looks back to; of more than MAX_ENTRIES, the clients who asked longest ago."""
        dated = []
        for path in self._list_cache_files():
            with suppress(FileNotFoundError):  # another process sweeps too
                dated.append((os.path.getmtime(path), path))
        dated.sort(reverse=True)
        long_ago = time.time() - LONGEST
        for number, (asked, path) in enumerate(dated):
            if number >= self._max_entries or asked < long_ago:
                self._delete(path)
