"""What is inside a file: whether it is what its ending says, can be opened, and holds nothing active. Pure."""

from irwell.documents.content.packages import MAIN_PART, check_package
from irwell.documents.content.pdf import check_pdf
from irwell.documents.content.pictures import PICTURES, check_picture
from irwell.documents.content.problem import Problem, not_what_it_says
from irwell.documents.content.texts import check_text
from irwell.documents.rules import ending_of

__all__ = ["Problem", "check_content"]


def check_content(name: str, data: bytes) -> Problem | None:
    """None when the file is what its ending says and safe to keep."""
    ending = ending_of(name)
    if ending in MAIN_PART:
        return check_package(name, ending, data)
    if ending == "pdf":
        return check_pdf(name, data)
    if ending in PICTURES:
        return check_picture(name, ending, data)
    if ending in ("csv", "txt", "md", "html"):
        return check_text(name, ending, data)
    return not_what_it_says(name, ending, data)
