"""May it happen now?"""

from irwell.editors.models import Editor

from .models import Coding


class NotNow(ValueError):
    """It cannot be done now; the message is a sentence for the person."""


def turn_of(coding: Coding, editor: Editor) -> str:
    """“first” or “second” coder of a record, or neither."""
    if coding.first_id == editor.pk:
        return "first"
    return "second" if coding.second_id == editor.pk else ""


def is_done(coding: Coding, editor: Editor) -> bool:
    """Whether this coder said that they are done."""
    turn = turn_of(coding, editor)
    return bool(turn and getattr(coding, f"{turn}_done_at"))


def may_see_both(coding: Coding, editor: Editor) -> bool:
    """Nobody sees what a coder chose before both are done."""
    return coding.both_done


def check_can_choose(coding: Coding, editor: Editor) -> None:
    """Raises NotNow unless it is this editor’s turn to code."""
    if not turn_of(coding, editor):
        raise NotNow("This review is coded by two others. You can settle what they differ on.")
    if is_done(coding, editor):
        raise NotNow("You are done with this review, so what you chose stays as it is.")


def check_can_join(coding: Coding, editor: Editor) -> None:
    """Raises NotNow unless a second coder is wanted and this is somebody else."""
    if coding.second_id is not None:
        raise NotNow("This review has two coders already.")
    if coding.first_id == editor.pk:
        raise NotNow("You are its first coder. The second has to be somebody else.")


def check_can_settle(coding: Coding, editor: Editor) -> None:
    """Raises NotNow before both coders are done."""
    if not coding.both_done:
        raise NotNow("Both coders have to be done before differences can be settled.")
