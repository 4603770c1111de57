"""Pictures: small enough to be decoded, and decoded to the last row."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PIL import ImageFile as decoding
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from irwell.documents.content.problem import Problem, damaged, not_what_it_says

MOST_PIXELS = 60_000_000
PICTURES: dict[str, Callable[[io.BytesIO], ImageFile]] = {
    "png": PngImageFile,
    "jpg": JpegImageFile,
    "jpeg": JpegImageFile,
}
STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}


_one_at_a_time = threading.Lock()


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to accept pictures that are cut off; here they are refused."""
    with _one_at_a_time:
        before = decoding.LOAD_TRUNCATED_IMAGES
        decoding.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            decoding.LOAD_TRUNCATED_IMAGES = before


def check_picture(name: str, ending: str, data: bytes) -> Problem | None:
    """The size is read from the header before anything is decoded."""
    if not data.startswith(STARTS[ending]):
        return not_what_it_says(name, ending, data)
    try:
        with PICTURES[ending](io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return _too_many(name, width, height)
            with _whole_pictures_only():
                picture.load()
    except (OSError, SyntaxError, ValueError, EOFError):
        return damaged(name)
    return None


def _too_many(name: str, width: int, height: int) -> Problem:
    return Problem(
        "too_many_pixels",
        f"“{name}” is {width:,} by {height:,} pixels; the most is {MOST_PIXELS // 1_000_000} million "
        "pixels in all. Save a smaller copy and send that.",
    )
