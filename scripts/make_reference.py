"""Write docs/reference/*.md and docs/security/data-classes.md from the tables and the code they describe."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "irwell.config.settings_test"


def main() -> None:
    import django

    django.setup()
    from irwell.config.reference import code_pages
    from irwell.statute.reference import reference_pages

    law = {f"reference/{name}": content for name, content in reference_pages().items()}
    for name, content in {**law, **code_pages()}.items():
        path = ROOT / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
