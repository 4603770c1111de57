"""The board of dates, the private calendar, who is told what, and mail that did not arrive."""

from irwell.deadlines.views.board import board, cases, escalations
from irwell.deadlines.views.calendar import calendar, feed
from irwell.deadlines.views.mail import address_works, arrived, mail, send_again

__all__ = [
    "address_works",
    "arrived",
    "board",
    "calendar",
    "cases",
    "escalations",
    "feed",
    "mail",
    "send_again",
]
