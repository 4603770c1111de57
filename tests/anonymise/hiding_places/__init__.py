"""More places of a file where a name can hide, one file each; everything invented."""

from __future__ import annotations

from tests.anonymise.hiding_places.in_open_text import OPEN
from tests.anonymise.hiding_places.in_pdf import PAGES
from tests.anonymise.hiding_places.in_plain_text import PLAIN
from tests.anonymise.hiding_places.in_web_pages import WEB
from tests.anonymise.hiding_places.in_word import WORD

PLACES: dict[str, bytes] = {
    **{f"{place}.docx": data for place, data in WORD.items()},
    **{f"{place}.odt": data for place, data in OPEN.items()},
    **{f"{place}.html": data for place, data in WEB.items()},
    **{f"{place}.pdf": data for place, data in PAGES.items()},
    **PLAIN,
}
