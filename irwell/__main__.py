"""`python -m irwell`."""

import sys

from irwell.cli import main

if __name__ == "__main__":
    sys.exit(main())
