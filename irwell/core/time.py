"""The one source of the present moment. Only views, sweeps and commands read it; rules take time as an argument."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in England."""
    return now().astimezone(LONDON).date()


def london(moment: datetime) -> datetime:
    """An aware moment as the clock on the wall shows it in England."""
    return moment.astimezone(LONDON)


def midday(day: date) -> datetime:
    """A day whose time is not known, as a moment: noon in England, so that no conversion moves the date."""
    return datetime.combine(day, time(12), LONDON)
