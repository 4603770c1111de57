"""It is Friday 27 November 2026, after every day that these referrals tell of."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 27, 9, 0, tzinfo=UTC)):
        yield
