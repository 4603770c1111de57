#!/bin/sh
# Pin every package with its hashes; no index address is written.
set -eu
for list in run dev; do
  constraint=""
  [ "$list" = dev ] && constraint="-c requirements/run.txt"
  .venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --universal \
    --python-version 3.11 $constraint "requirements/$list.in" -o "requirements/$list.txt"
done
