"""Logs as JSON lines that can carry no case content: only the keys below pass."""

from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED_KEYS = frozenset(
    {
        "event",
        "level",
        "logger",
        "timestamp",
        "request_id",
        "user_id",
        "case_id",
        "count",
        "seconds",
        "sweep",
        "status",
        "code",
        "kind",
        "exc_type",
        "where",
        "version",
    }
)


def keep_allowed(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> dict[str, Any]:
    """Drop every key that is not on the list; an exception keeps its type and place, never its words."""
    exc = entry.pop("exc_info", None)
    if isinstance(exc, tuple) and exc[0] is not None:
        entry["exc_type"] = exc[0].__name__
        trace = exc[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None:
            entry["where"] = (
                f"{trace.tb_frame.f_code.co_qualname if hasattr(trace.tb_frame.f_code, 'co_qualname') else trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
            )
    return {key: value for key, value in entry.items() if key in ALLOWED_KEYS}


PROCESSORS: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(*, quiet: bool = False) -> dict[str, Any]:
    """`quiet`: what goes well is not written to the console, as in the demonstration; what fails still is."""
    structlog.configure(
        processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": PROCESSORS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    keep_allowed,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "irwell": {"level": "WARNING" if quiet else "INFO"},
            # Django puts paths (which may hold a link's token) into these messages.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "ERROR"},
            # It warns of every style that is for screens only.
            "weasyprint": {"level": "ERROR"},
        },
    }
