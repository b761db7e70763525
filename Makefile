# Two commands matter: `make demo` and `make test`. Each sets up what it needs on a fresh machine (Python 3.11, pip).
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
DEMO_DATA := $(CURDIR)/data/demo

.PHONY: setup demo test lint format bench scale eval others soak questions clean
.DEFAULT_GOAL := help

help: ## what each command does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | sort

.venv/.runtime: pyproject.toml requirements/constraints.txt
	@echo "Setting up .venv (about two minutes the first time) ..."
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else "Python 3.11 is needed; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) torch==2.13.0
	@$(PIP) -c requirements/constraints.txt -e .
	@touch $@

.venv/.dev: .venv/.runtime requirements/dev-nodeps.txt
	@$(PIP) -c requirements/constraints.txt -e '.[dev]'
	@$(PIP) --no-deps -r requirements/dev-nodeps.txt
	@touch $@

setup: .venv/.dev ## make .venv with everything for development

demo: .venv/.runtime ## set up everything and open the demo on 127.0.0.1:8501
	@KAP_DATA_DIR="$${KAP_DATA_DIR:-$(DEMO_DATA)}" KAP_DEMO=true $(BIN)/kap demo

test: .venv/.dev ## every test, on real counterparts where they exist
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q $(ARGS)

lint: .venv/.dev ## format, lint, layers, types, library
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy assistant evals tests
	@$(BIN)/kap library lint

format: .venv/.dev ## rewrite the code in the project's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/.dev ## a guarded turn beside a bare LangChain retriever, the rails beside one embedding, the console over a large clinic
	@missed=""; \
	$(BIN)/python -m evals.bench.console || missed="$$missed, the console"; \
	$(BIN)/python -m evals.bench || missed="$$missed, turns and rails"; \
	[ -z "$$missed" ] || { echo "A limit was missed by $${missed#, }: see the lines MISSED above." >&2; exit 1; }

scale: .venv/.dev ## search and memory with 300, 10,000 and 100,000 synthetic passages; writes docs/benchmarks.md
	@$(BIN)/python -m evals.bench --scale

questions: .venv/.dev ## the 112 patient questions; writes docs/patient-questions.md
	@$(BIN)/python -m evals.patient_questions

eval: questions ## the patient questions, then every suite with its gates; ends with 1 when a floor is missed (docs/evals.md)
	@$(BIN)/kap eval

others: .venv/.dev ## two other systems on 200 cases each, for every report; keeps their runs in evals/figures/others
	@$(BIN)/kap eval --target unguarded-model --split dev --sample 25 --keep
	@$(BIN)/kap eval --target bare-chain --split dev --sample 25 --keep

soak: .venv/.dev ## 200 + 2 x 500 kill -9 during turns, on-call work and both databases, then 1,020,000 odd strings: make soak SEED=1
	@$(BIN)/python -m evals.soak --write $(if $(SEED),--seed $(SEED)) $(ARGS)
	@$(BIN)/python -m evals.soak.crowd --write --database sqlite $(if $(SEED),--seed $(SEED))
	@$(BIN)/python -m evals.soak.crowd --write --database postgres $(if $(SEED),--seed $(SEED))
	@$(BIN)/python -m evals.soak.fuzz --write $(if $(SEED),--seed $(SEED))

clean: ## remove everything that these commands made
	@rm -rf .venv data build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
