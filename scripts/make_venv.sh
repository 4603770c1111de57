#!/bin/sh
# Make .venv with the Python at hand and put uv into it. Says exactly what is missing.
set -eu
python=${PYTHON:-python3}
command -v "$python" >/dev/null || { echo "Python 3.11 or newer is needed and '$python' was not found."; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $("$python" --version)."; exit 1; }
echo "Making .venv …"
"$python" -m venv .venv || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
.venv/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9
touch .venv/uv.stamp
