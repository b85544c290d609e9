# The two main commands: `make accept` checks an orchestrator against the specification,
# `make test` tests the suite itself. Both first install what they need into .venv.

PYTHON ?= python3
TARGET ?=
COMMAND ?=
TAGS ?=
JOBS ?=
SHARD ?=
RERUN ?=
VERBOSE ?=
LARGE ?=
NAME ?=
MINUTES ?=
AREA ?=
SEED ?=
WORDS ?=
ARGS ?=
WRITE ?=

BIN := .venv/bin
RUN_READY := .venv/ready-to-run
TEST_READY := .venv/ready-to-test
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where the line was typed, which `make -C` does not tell: a path in COMMAND is meant from there.
TYPED_IN = ORCHESTRATOR_FOLDER="$(if $(findstring w,$(filter-out --%,$(firstword $(MAKEFLAGS)))),$(or $(PWD),$(CURDIR)),$(CURDIR))"

# A misspelt variable would change nothing, and the run would be another one than was meant.
KNOWN := ALL AREA ARGS COMMAND JOBS LARGE MINUTES MUTANTS NAME PYTHON RERUN RESUME SAMPLE SEED SHARD SOAK TAGS TARGET VERBOSE WORDS WRITE
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
UNKNOWN := $(filter-out $(KNOWN) SHELL MAKE MAKEFLAGS MAKEOVERRIDES -%,$(GIVEN))
ifneq ($(UNKNOWN),)
NEAREST := $(shell $(PYTHON) -c 'import difflib, sys; near = difflib.get_close_matches(sys.argv[1].upper(), sys.argv[2:], 1, 0.5); print(*(f" Did you mean {one}?" for one in near))' '$(firstword $(UNKNOWN))' $(KNOWN) 2>/dev/null)
$(error Unknown variable $(firstword $(UNKNOWN)).$(if $(NEAREST), $(strip $(NEAREST))) The variables are: $(KNOWN))
endif

.PHONY: accept check durations quick scenario phrases vocabulary clauses contract report open field picture benchmark test lint types style features unit prove conforming conformance soak mutants wire-mutants explore clean help

help: ## list the targets of this Makefile
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

accept: $(RUN_READY) ## check an orchestrator against the specification (TARGET=NAME or COMMAND="…", TAGS="…"; JOBS=1: one process instead of one for each core; LARGE=1: the large scenarios too; RERUN=1: only what did not pass; VERBOSE=1: every scenario)
	@$(TYPED_IN) $(BIN)/python -m acceptance run $(if $(TARGET),--target "$$TARGET") $(if $(COMMAND),--command "$$COMMAND") \
		$(if $(TAGS),--tags "$$TAGS") $(if $(JOBS),--jobs "$(JOBS)") $(if $(SHARD),--shard "$(SHARD)") $(if $(LARGE),--large) $(if $(RERUN),--rerun) $(if $(VERBOSE),--verbose) $(if $(ARGS),-- $(ARGS))

scenario: $(RUN_READY) ## run the scenarios with NAME="…" in their name (TARGET=NAME or COMMAND="…"); keeps the last report
	@$(TYPED_IN) $(BIN)/python -m acceptance scenario $(if $(TARGET),--target "$$TARGET") $(if $(COMMAND),--command "$$COMMAND") -- "$$NAME"

quick: $(RUN_READY) ## report within 20 seconds how the gravest scenarios end (TARGET=NAME or COMMAND="…", JOBS=1); keeps the last report
	@$(TYPED_IN) $(BIN)/python -m acceptance quick $(if $(TARGET),--target "$$TARGET") $(if $(COMMAND),--command "$$COMMAND") \
		$(if $(JOBS),--jobs "$(JOBS)")

report: $(RUN_READY) ## render the report of the last run again
	@$(BIN)/python -m acceptance report

open: ## open the report of the last run
	@$(BIN)/python -m webbrowser -t "file://$(CURDIR)/reports/acceptance-report.html"

picture: $(TEST_READY) ## write the pictures of the README from the last run of `make accept` (needs Chromium)
	@$(BIN)/python -m tests.pages.picture

field: $(TEST_READY) ## run all targets marked as field, compare them and write docs/field.md with its picture (hours; RESUME=1 keeps earlier runs)
	$(BIN)/python -m acceptance compare --field $(if $(RESUME),--keep) $(if $(JOBS),--jobs "$(JOBS)")
	$(BIN)/python -m tests.pages.field

benchmark: $(RUN_READY) ## run all benchmarks, including large data stores, and print all figures with their limits (TARGET=NAME or COMMAND="…"); takes minutes
	@$(TYPED_IN) $(BIN)/behave $(if $(TARGET),-Dtarget="$$TARGET") $(if $(COMMAND),-Dcommand="$$COMMAND") \
		--tags="@PERF-2 or @stricter" features/4_performance_benchmarks $(if $(TARGET)$(COMMAND),,benchmarks) || [ $$? -ne 2 ]
	@$(BIN)/python -m acceptance figures

test: lint unit features ## test the suite itself: linters, types, unit tests, features on the reference (ALL=1: all of the costly tests, not a seventh of them)

check: $(TEST_READY) ## the short test between two changes: linters, types, the quick unit tests, and the features of one folder
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -m "not alone" --quick --numprocesses auto --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m acceptance run --jobs 2 -- features/1_feature_integration

durations: $(TEST_READY) ## measure how long each file of tests takes, and write docs/tests.md (with nothing else running)
	$(BIN)/python -m pytest -m "not alone" --keep-durations --numprocesses auto --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m tools.durations --write

explore: $(RUN_READY) ## make random calls for MINUTES=5, compared with a model of the contract (TARGET, COMMAND, AREA, SEED)
	@$(TYPED_IN) $(BIN)/python -m acceptance explore $(if $(TARGET),--target "$$TARGET") $(if $(COMMAND),--command "$$COMMAND") \
		$(if $(MINUTES),--minutes "$(MINUTES)") $(if $(AREA),--area "$(AREA)") $(if $(SEED),--seed "$(SEED)")

phrases: $(RUN_READY) ## list the phrases of the specification with their placeholders and number of uses (WORDS="…")
	@$(BIN)/python -m steps.support.catalogue $(WORDS)

vocabulary: $(RUN_READY) ## write docs/vocabulary.md, the page of all phrases
	@$(BIN)/python -m tools.vocabulary --write

clauses: $(RUN_READY) ## write docs/clauses.md, the page of what each clause of the requirements is asserted by
	@$(BIN)/python -m tools.clauses --write

contract: $(RUN_READY) ## write docs/contract.md, the page of the tools, states, replies and refusals of the contract
	@$(BIN)/python -m tools.contract --write

lint: $(TEST_READY) ## run linters, type checks, import rules and the checks of the features and their clauses
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target types style

types:
	$(BIN)/mypy

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/reformat-gherkin --check features
	$(BIN)/behave-lint features --no-color --ignore BC004,BS001,BD003,BD005 --fail-on error
	$(BIN)/behave --dry-run --no-snippets > /dev/null
	$(BIN)/python -m tools.clauses
	$(BIN)/python -m tools.contract
	$(BIN)/python -m tools.durations
	$(BIN)/python -m tools.style
	$(BIN)/python -m tools.vocabulary

unit: $(TEST_READY) ## run the tests of every module, of the report and of bad input (ALL=1: the costly ones that another day takes, too)
	$(BIN)/python -m pytest -m "not alone" $(if $(ALL),,--portion today) --numprocesses auto --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m pytest -m alone $(if $(ALL),,--portion today)

features: $(TEST_READY) ## run the features on the reference orchestrator, in a random order (SEED=N gives one again)
	@features=$$($(BIN)/python -m tests.order) && $(BIN)/python -m acceptance run $(if $(JOBS),--jobs "$(JOBS)") -- $$features

prove: $(TEST_READY) ## run all features on every flawed orchestrator and write docs/flaws.md (hours; RESUME=1 continues), then `make conforming`
	$(if $(RESUME),,@rm -f .flaws.jsonl)
	$(BIN)/python -m tests.flawed.prove $(if $(RESUME),--resume) --table --record .flaws.jsonl $(if $(JOBS),--jobs "$(JOBS)")
	@$(MAKE) --no-print-directory conforming

conforming: $(TEST_READY) ## run the features on every conforming variant of the reference: none may be rejected (an hour; RESUME=1 continues)
	$(if $(RESUME),,@rm -f .conforming.jsonl)
	$(BIN)/python -m tests.conforming.prove --record .conforming.jsonl $(if $(JOBS),--jobs "$(JOBS)")

conformance: $(RUN_READY) ## run the official MCP conformance kit over HTTP and judge each of its failures (TARGET=NAME or COMMAND=URL; WRITE=1: of the reference, into docs/official-conformance.md)
	@$(TYPED_IN) $(BIN)/python -m tools.conformance $(if $(TARGET),--target "$$TARGET") $(if $(COMMAND),--command "$$COMMAND") $(if $(WRITE),--write)

soak: $(TEST_READY) ## run the suite twenty times (SOAK=N) in random order, in one and in two processes, and each feature alone: no outcome may change
	$(BIN)/python -m tests.soak --alone --times "$(or $(SOAK),20)" --seed "$(or $(SEED),1)"

mutants: $(TEST_READY) ## run the features on a sample of MUTANTS=60 mutants of the reference (SEED=N) and write docs/mutants.md
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[mutants]'
	$(BIN)/python -m tests.mutants --write $(if $(MUTANTS),--sample "$(MUTANTS)") $(if $(SEED),--seed "$(SEED)")

wire-mutants: $(TEST_READY) ## change one thing at a time between driver and reference (SAMPLE=N of them, SEED=N) and write docs/wire-mutants.md
	$(BIN)/python -m tests.wire.run --table --record .wire-mutants.jsonl $(if $(SAMPLE),--sample "$(SAMPLE)") \
		$(if $(SEED),--seed "$(SEED)") $(if $(JOBS),--jobs "$(JOBS)")

clean: ## remove everything that was installed and all results
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m acceptance clean --reports; fi
	rm -rf .venv .allure .targets .flaws.jsonl .wire-mutants.jsonl .conforming.jsonl .mypy_cache .ruff_cache .import_linter_cache .pytest_cache \
		.behave-lint-cache *.egg-info
	cd reports && rm -rf allure-results evidence campaign scenario quick rerun rerun.txt servers shards durations.json explored.jsonl exploration \
		compare acceptance-report.html compare.html compare.md compare.json sign-off.* signatures.json reviews.json manifest.json rendered-again.json \
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
