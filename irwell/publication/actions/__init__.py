"""Every change on the way to publication and after it."""

from .approving import approve
from .deferring import defer, take_up_again
from .delivering import send
from .gates import answer_gate, ask_to_look_again, record_copies
from .planning import Stale, Words, plan
from .publishing import hold, publish
from .withdrawing import confirm_withdrawal, drop_withdrawal, propose_withdrawal

__all__ = [
    "Stale",
    "Words",
    "answer_gate",
    "approve",
    "ask_to_look_again",
    "confirm_withdrawal",
    "defer",
    "drop_withdrawal",
    "hold",
    "plan",
    "propose_withdrawal",
    "publish",
    "record_copies",
    "send",
    "take_up_again",
]
