"""Published PDFs before checkers of PDF/UA: python bench/pdf_structure.py [FILE.pdf …]

Without files: an invented report with headings, lists, a table, footnotes, links and a picture is written as it is
published. The checkers are no part of Irwell; install them into an environment of their own and name its python:
python -m venv /tmp/ua && /tmp/ua/bin/pip install page-validation pdfua outloud, then --with /tmp/ua/bin/python.
Fails when one of them finds an error.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

PAGE = (
    "import page, sys\n"
    "for file in sys.argv[1:]:\n"
    "    found = page.validate_pdf(file, profile='ua1')\n"
    "    print(file, 'PDF/UA-1:', 'conforms' if found.is_compliant else 'does not conform', found.rules.total, 'rules')\n"
    "    for one in found.failures: print('  ', one.rule_id, one.message)\n"
    "    if not found.is_compliant: sys.exit(1)\n"
)


def main() -> int:
    """Write, check, print."""
    options = argparse.ArgumentParser()
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--with", dest="python", required=True, help="a python that has them")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = [str(f) for f in given.files or [_report(Path(folder))]]
        python = Path(given.python)
        commands = (
            [given.python, "-c", PAGE, *files],
            [str(python.with_name("pdfua")), "check", *files],
            [str(python.with_name("outloud")), "--fail-on", "error", *files],
        )
        return max(subprocess.run(command, check=False).returncode for command in commands)


def _report(folder: Path) -> Path:
    from irwell.anonymise.model import Block, BlockKind, Cell, Document, ListPlace, Span, SpanKind
    from irwell.anonymise.writing import write_pdf
    from irwell.reviews.rules.pictures import as_picture

    def block(n: int, kind: BlockKind, text: str, level: int = 0, **more: object) -> Block:
        return Block(f"p{n}", kind, text, f"paragraph {n}", level, **more)  # type: ignore[arg-type]

    note = (Span(4, 4, SpanKind.NOTE_REF, "fn1"),)
    blocks = [
        block(1, BlockKind.HEADING, "What happened", 1),
        block(2, BlockKind.PARAGRAPH, "Read https://www.example.org/learning first.", spans=note),
        block(3, BlockKind.HEADING, "Findings", 1),
        block(4, BlockKind.HEADING, "Finding 1", 2),
        *(block(n, BlockKind.LIST_ITEM, f"Point {n}", list_place=ListPlace(1)) for n in (5, 6)),
        *(
            block(
                10 + n,
                BlockKind.TABLE_CELL,
                text,
                cell=Cell(1, n // 2 + 1, n % 2 + 1, header=n < 2),
            )
            for n, text in enumerate(("When", "What", "Spring", "A visit", "Autumn", "A letter"))
        ),
        block(20, BlockKind.FIGURE, "", asset="a", picture=as_picture(_png(), "A plan of a home")),
        block(21, BlockKind.HEADING, "Recommendations", 1),
        block(22, BlockKind.LIST_ITEM, "The trust tests it.", list_place=ListPlace(2, True, "1.")),
        Block("fn1", BlockKind.FOOTNOTE, "A guide of 2026.", "footnote 1"),
    ]
    path = folder / "report.pdf"
    path.write_bytes(write_pdf(Document("docx", tuple(blocks)), title="Learning from Child A"))
    return path


def _png() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
