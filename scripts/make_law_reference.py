"""Write docs/reference/workflow.md, clocks.md and criteria.md from the statute engine's tables."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from irwell.statute.reference import reference_pages  # noqa: E402


def main() -> None:
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in reference_pages().items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
