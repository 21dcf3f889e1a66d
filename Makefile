# Two commands do everything: `make run` and `make test`. The plain pip lines are in README.md.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
TIMELINE_DATA ?=
export TIMELINE_DATA
BIN = $(VENV)/bin

.PHONY: help run test lint check format codebook bench screenshots clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/installed-run ## start the dashboard on PORT (default 8501); TIMELINE_DATA=folder shows other tables
	@echo "The dashboard is at http://localhost:$(PORT)"
	@$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/installed-dev lint ## run lint, types and every test; browser tests where there is a Chromium
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/installed-dev ## check style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(VENV)/installed-run ## check the tables
	$(BIN)/python -m timeline check

format: $(VENV)/installed-dev ## put code and tables in canonical form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .
	$(BIN)/python -m timeline format

codebook: $(VENV)/installed-run ## write CODEBOOK.md and datapackage.json from the schema
	$(BIN)/python -m timeline codebook

bench: $(VENV)/installed-dev ## measure this dashboard beside a bare page and the page of an hour (needs a Chromium)
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/installed-dev ## take pictures of every page and state into build/screenshots (needs a Chromium)
	$(BIN)/python -m tests.browser.gallery build/screenshots

clean: ## remove what was made
	rm -rf $(VENV) build .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed-run: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed-run
