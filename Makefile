# One verb per task. Everything is set up on first use; a second call finds its stamp and goes on.
# Only Python >= 3.11, pip and make are expected on the machine.

PYTHON ?= python3
# without byte code every start compiles every library anew
unexport PYTHONDONTWRITEBYTECODE
UV     := .tools/bin/uv
BIN    := .venv/bin
STAMP  := .venv/.complete
RUN    := $(BIN)/bildungslandschaft
HOST   ?= 127.0.0.1
PORT   ?= 8000

.DEFAULT_GOAL := help
.PHONY: help serve build test check format bench lock clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

serve: $(STAMP) ## set up, build the landscape if absent or outdated, serve it on 127.0.0.1:8000
	@$(RUN) build
	@exec $(RUN) serve --host $(HOST) --port $(PORT)

build: $(STAMP) ## build the landscape from the tables
	@$(RUN) build

test: $(STAMP) ## set up and run the whole suite
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(STAMP) ## lint, format, types, import contracts, ontology
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(RUN) check

format: $(STAMP) ## put the code into house form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(STAMP) ## measure the product against named peers, ratios in one run
	@$(BIN)/python -m tests.bench $(ARGS)

lock: $(UV) ## pin every dependency with hashes; fails on a registry address
	@$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	    --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	@! grep -n '://' requirements.lock

clean: ## remove the environment and what was built
	rm -rf .venv .tools .bildungslandschaft

# uv comes by pip into the checkout, so that neither python3-venv nor a system-wide install is needed
$(UV):
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
	    --target .tools uv

$(STAMP): requirements.lock pyproject.toml | $(UV)
	@test -d .venv || $(UV) venv --quiet --no-project --no-python-downloads --python $(PYTHON) .venv
	@VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
