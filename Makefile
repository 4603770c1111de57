PY := .venv/bin/python
PORT ?= 8000
ARGS ?=

demo: .venv/run.stamp ; @$(PY) -m irwell demo --port $(PORT) $(ARGS)
test: .venv/dev.stamp ; @$(PY) scripts/run_tests.py $(ARGS)
check: .venv/dev.stamp ; @$(PY) scripts/run_checks.py
fix: .venv/dev.stamp ; @.venv/bin/ruff check --fix . ; .venv/bin/ruff format . ; find irwell -name '*.html' | xargs .venv/bin/djade --target-version 5.2
lock: .venv/dev.stamp ; @sh scripts/lock_requirements.sh
guide: .venv/dev.stamp ; @GUIDE_PICTURES=docs/guide/pictures $(PY) scripts/run_tests.py tests/browser/test_journey.py
clean: ; rm -rf .venv var node_modules irwell/ui/static/ui/built

.venv/uv.stamp: ; @sh scripts/make_venv.sh
.venv/run.stamp: .venv/uv.stamp requirements/run.txt ; @.venv/bin/uv pip install -q --compile-bytecode --python $(PY) --require-hashes -r requirements/run.txt && touch $@
.venv/dev.stamp: .venv/run.stamp requirements/dev.txt ; @.venv/bin/uv pip install -q --compile-bytecode --python $(PY) --require-hashes -r requirements/dev.txt && touch $@

.PHONY: demo test check fix lock guide clean
