# The two commands that matter: `make accept` holds an orchestrator against the specification,
# `make test` tests the suite itself. Both set up all they need in .venv first.

PYTHON ?= python3
TARGET ?=
COMMAND ?=
TAGS ?=
JOBS ?=
SHARD ?=
NAME ?=
WORDS ?=
ARGS ?=

BIN := .venv/bin
RUN_READY := .venv/ready-to-run
TEST_READY := .venv/ready-to-test
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: accept scenario phrases report open benchmark test lint features unit prove soak mutants clean help

help: ## tell what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

accept: $(RUN_READY) ## hold an orchestrator against the specification (TARGET=NAME or COMMAND="…", TAGS="…", JOBS=N)
	@$(BIN)/python -m acceptance run $(if $(TARGET),--target "$(TARGET)") $(if $(COMMAND),--command "$(COMMAND)") \
		$(if $(TAGS),--tags "$(TAGS)") $(if $(JOBS),--jobs "$(JOBS)") $(if $(SHARD),--shard "$(SHARD)") $(if $(ARGS),-- $(ARGS))

scenario: $(RUN_READY) ## run one scenario by its name or a part of it: NAME="…" (TARGET=NAME or COMMAND="…"); the last report stays
	@$(BIN)/python -m acceptance scenario $(if $(TARGET),--target "$(TARGET)") $(if $(COMMAND),--command "$(COMMAND)") -- "$$NAME"

report: $(RUN_READY) ## render the report of the last run again
	@$(BIN)/python -m acceptance report

open: ## open the report of the last run
	@$(BIN)/python -m webbrowser -t "file://$(CURDIR)/reports/acceptance-report.html"

benchmark: $(RUN_READY) ## measure, large stores included, and print all figures with their bounds (TARGET=NAME or COMMAND="…"); takes minutes
	@$(BIN)/behave $(if $(TARGET),-Dtarget="$(TARGET)") $(if $(COMMAND),-Dcommand="$(COMMAND)") \
		--tags="@PERF-2 or @stricter" features/4_performance_benchmarks $(if $(TARGET)$(COMMAND),,benchmarks) || [ $$? -ne 2 ]
	@$(BIN)/python -m acceptance figures

test: lint unit features ## test the suite itself: linters, types, unit tests, the features on the reference

phrases: $(RUN_READY) ## list the phrases of the specification, what their placeholders can be, how often they are used (WORDS="…")
	@$(BIN)/python -m steps.support.catalogue $(WORDS)

lint: $(TEST_READY) ## linters, types, who may import whom, and the style of the features
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/reformat-gherkin --check features
	$(BIN)/behave-lint features --no-color --ignore BC004,BS001,BD003,BD005 --fail-on error
	$(BIN)/behave --dry-run --no-snippets > /dev/null

unit: $(TEST_READY) ## the tests of every module, of the report, and of what bad input gets
	$(BIN)/python -m pytest -m "not alone" --numprocesses logical --maxprocesses 4 --dist loadfile
	$(BIN)/python -m pytest -m alone

features: $(TEST_READY) ## the features on the reference orchestrator
	$(BIN)/behave

prove: $(TEST_READY) ## every flawed orchestrator against all features (an hour and more; RESUME=1 goes on), and docs/flaws.md anew
	$(if $(RESUME),,@rm -f .flaws.jsonl)
	$(BIN)/python -m tests.flawed.prove $(if $(RESUME),--resume) --table --record .flaws.jsonl $(if $(JOBS),--jobs "$(JOBS)")

soak: $(TEST_READY) ## the whole suite twenty times (SOAK=N) in random order, alone and shared out: no outcome may change
	$(BIN)/python -m tests.soak --times "$(or $(SOAK),20)" --seed "$(or $(SEED),1)"

mutants: $(TEST_READY) ## small changes of the reference, a sample of MUTANTS=60 with SEED=N: do the features notice?
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[mutants]'
	$(BIN)/python -m tests.mutants --write $(if $(MUTANTS),--sample "$(MUTANTS)") $(if $(SEED),--seed "$(SEED)")

clean: ## remove what was installed and what runs wrote
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m acceptance clean --reports; fi
	rm -rf .venv .allure .targets .flaws.jsonl .mypy_cache .ruff_cache .import_linter_cache .pytest_cache \
		.behave-lint-cache *.egg-info
	cd reports && rm -rf allure-results evidence campaign scenario servers shards durations.json compare \
		acceptance-report.html compare.html compare.md sign-off.* signatures.json manifest.json rendered-again.json \
		specification.html progress.md summary.md junit.xml .lock

$(RUN_READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"This needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ". Name another: make PYTHON=…")'
	@echo "Installing what a run needs into .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(TEST_READY): $(RUN_READY)
	@echo "Installing what the tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@
