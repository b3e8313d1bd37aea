# From a clone to a green `make test` with Python >= 3.11, git and make; nothing else is assumed.
#
#   make run      play (ARGS="practice feed --plain" goes to the program)
#   make test     the tests          make lint     format, rules, types, layers
#   make check    both               make format   rewrite what ruff can
#   make bench    the budgets        make demo     an interview that plays itself
#   make lock     pin again          make clean    delete what can be made again
#   make schemas  for editors        make drill    kill it fifty times, lose nothing
#   make freeze   after a change of scenarios: the swap corpus and the vectors that ship
#   make record   providers anew     make test-litellm   the adapters' tests with LiteLLM
#   make bench-audit   the throughput of an audit beside inspect_ai

BIN := .venv/bin
STAMP := .venv/.installed
UV := $(BIN)/uv
LITELLM := .venv-litellm
LITELLM_STAMP := $(LITELLM)/.installed
PEER := .venv-peer
PEER_STAMP := $(PEER)/.installed
PEER_LOCK := tests/bench/peer/requirements.txt
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

# The interpreter the environment is made from: python3.11 where there is one, else any that is new
# enough. A shim can be on the path and still not work, so each is tried.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

.DEFAULT_GOAL := check
.PHONY: run demo test test-litellm lint check format bench bench-audit drill schemas freeze lock record clean setup

run: $(STAMP)
	@$(BIN)/interviewer $(ARGS)

demo: $(STAMP)
	@$(BIN)/interviewer demo $(ARGS)

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

# With LiteLLM, which holds openai below 3: an environment of its own, of 1 GB.
test-litellm: $(LITELLM_STAMP)
	$(LITELLM)/bin/python -m pytest tests/providers $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

check: lint test

format: $(STAMP)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(STAMP)
	$(BIN)/python -m tests.bench $(ARGS)

# The same calls through inspect_ai, in an environment of its own (1 minute), and through our audit:
# 10 to 20 minutes; ARGS="--interviews 20" for less.
bench-audit: $(STAMP) $(PEER_STAMP)
	$(BIN)/python -m tests.bench throughput_peer $(ARGS)

# Kill a running interview at random moments and resume it: what was acknowledged must be there.
drill: $(STAMP)
	$(BIN)/python -m tests.bench kill $(ARGS)

# What is kept of the shipped scenarios and rubrics, so that verdicts stay and nobody waits.
freeze: $(STAMP)
	$(BIN)/python -m interviewer.evidence.swap
	$(BIN)/python -m interviewer.evidence.manner
	$(BIN)/python -m interviewer.wiring.freeze

# The JSON Schemas that the first line of each scenario and rubric names for editors.
schemas: $(STAMP)
	@mkdir -p interviewer/schemas
	@for kind in scenario rubric transcript scorecard; do \
		$(BIN)/interviewer schema $$kind > interviewer/schemas/$$kind.schema.json || exit 1; done

# Record the replies of providers anew: the only target that goes online, and a vendor's key pays a
# few cents for it. The environment says against what, for each adapter that is to be recorded:
#   INTERVIEWER_RECORD_OPENAI_MODEL     and OPENAI_API_KEY, or OPENAI_BASE_URL for another server
#   INTERVIEWER_RECORD_ANTHROPIC_MODEL  and ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL
#   INTERVIEWER_RECORD_LITELLM_MODEL    as LiteLLM has it, and what that provider needs
# INTERVIEWER_RECORD_..._SERVER names software, version and weights of a server of one's own.
# CONTRIBUTING.md says more under "Recordings".
RECORD := -m pytest tests/providers/test_recordings.py -m vcr --record-mode=rewrite
RECORD_NATIVE := $(INTERVIEWER_RECORD_OPENAI_MODEL)$(INTERVIEWER_RECORD_ANTHROPIC_MODEL)
RECORD_LITELLM := $(INTERVIEWER_RECORD_LITELLM_MODEL)

record: $(if $(RECORD_NATIVE),$(STAMP)) $(if $(RECORD_LITELLM),$(LITELLM_STAMP))
	@test -n "$(RECORD_NATIVE)$(RECORD_LITELLM)" || { \
		echo "Nothing to record. Set INTERVIEWER_RECORD_OPENAI_MODEL, INTERVIEWER_RECORD_ANTHROPIC_MODEL" \
			"or INTERVIEWER_RECORD_LITELLM_MODEL, and what reaches it: see CONTRIBUTING.md." >&2; \
		exit 2; }
	$(if $(RECORD_NATIVE),$(BIN)/python $(RECORD) -k "not litellm" $(ARGS))
	$(if $(RECORD_LITELLM),$(LITELLM)/bin/python $(RECORD) -k litellm $(ARGS))

# Keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest of everything.
lock: $(UV)
	$(COMPILE) $(UPGRADE) --group dev --extra cluster -o requirements-dev.txt > /dev/null
	$(COMPILE) --group embedder -c requirements-dev.txt -o requirements.txt > /dev/null
	$(COMPILE) $(UPGRADE) --group dev --extra litellm -o requirements-litellm.txt > /dev/null
	printf 'inspect-ai\nopenai\n' | $(UV) pip compile - $(UPGRADE) --quiet --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command 'make lock' -o $(PEER_LOCK) > /dev/null
	echo uv | $(UV) pip compile - --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' -c requirements-dev.txt -o requirements-uv.txt > /dev/null

setup: $(STAMP)

# Made anew when its Python is gone or the folder has moved (scripts in it hold full paths).
ifneq ($(shell $(BIN)/python -c '' 2>/dev/null && cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(UV) $(STAMP)
endif
ifneq ($(shell $(LITELLM)/bin/python -c '' 2>/dev/null && cat $(LITELLM_STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(LITELLM_STAMP)
endif

# pip brings uv and nothing else ...
$(UV):
	@test -n "$(PYTHON)" || { \
		echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; }
	@[ ! -L .venv ] || rm .venv  # a link to somebody else's: --clear would empty theirs
	@$(PYTHON) -m venv --clear .venv || { \
		echo "$(PYTHON) cannot make an environment. On Debian and Ubuntu its venv module is a package" \
			"of its own: apt-get install python3-venv (or python3.11-venv)." >&2; \
		rm -rf .venv; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --require-hashes -r requirements-uv.txt

# ... uv makes the environment exactly what the lock says; the project is linked into it with the
# build tools of the lock.
$(STAMP): pyproject.toml requirements-dev.txt | $(UV)
	@echo "Setting up .venv (the first time takes a minute or two) ..." >&2
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode \
		requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@echo "$(CURDIR)" > $(STAMP)

# The same with LiteLLM beside it.
$(LITELLM_STAMP): pyproject.toml requirements-litellm.txt | $(UV)
	@echo "Setting up $(LITELLM) ..." >&2
	@$(UV) venv --quiet --clear --python $(BIN)/python $(LITELLM)
	@$(UV) pip sync --quiet --python $(LITELLM)/bin/python --require-hashes --compile-bytecode \
		requirements-litellm.txt
	@$(UV) pip install --quiet --python $(LITELLM)/bin/python --no-deps --no-build-isolation \
		--editable .
	@echo "$(CURDIR)" > $(LITELLM_STAMP)

# The peer alone: nothing of ours is installed beside it.
$(PEER_STAMP): $(PEER_LOCK) | $(UV)
	@echo "Setting up $(PEER) ..." >&2
	@$(UV) venv --quiet --clear --python $(BIN)/python $(PEER)
	@$(UV) pip sync --quiet --python $(PEER)/bin/python --require-hashes --compile-bytecode $(PEER_LOCK)
	@touch $(PEER_STAMP)

clean:
	rm -rf .venv $(LITELLM) $(PEER) .cache dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis snapshot_report.html
	find interviewer tests -type d -name __pycache__ -prune -exec rm -rf {} +
