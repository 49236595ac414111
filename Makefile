# The whole of the project's commands; `make help` lists them. Needs make, a shell and Python 3.11 or newer.
# ARGS go to the desktop: make run ARGS="--hub ws://127.0.0.1:8870"
.PHONY: help run test pictures lint format types contracts units locks clean clean-all
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON_HERE := .venv/bin/python
ROOMS := cockpit widgets layouts $(wildcard main.py)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

run: ## set up what is missing, then open the cockpit on the sample town
	@sh packaging/setup.sh run
	@$(PYTHON_HERE) main.py $(ARGS)

pictures: ## photographs of the real windows, on a virtual screen, into pictures/
	@sh packaging/setup.sh pictures
	@$(PYTHON_HERE) -m tests.pictures

test: ## set up what is missing, then linters, type checks, import contracts and every test
	@sh packaging/setup.sh test
	@$(MAKE) --no-print-directory lint types contracts units

lint: ## ruff's rules and its format
	@echo "lint: ruff check, ruff format --check"
	@$(PYTHON_HERE) -m ruff check .
	@$(PYTHON_HERE) -m ruff format --check .

types: ## mypy, strict
	@echo "types: mypy"
	@$(PYTHON_HERE) -m mypy $(ROOMS)

contracts: ## who may import whom
	@echo "contracts: lint-imports"
	@# Not .venv/bin/lint-imports: a script's first line names the folder that it was installed in.
	@$(PYTHON_HERE) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

units: ## every test
	@echo "units: pytest"
	@$(PYTHON_HERE) -m pytest

format: ## let ruff lay out the code and mend what it can
	@$(PYTHON_HERE) -m ruff check --fix .
	@$(PYTHON_HERE) -m ruff format .

locks: ## write the lock files anew from pyproject.toml (wants uv: pip install uv)
	@sh packaging/locks.sh

clean: ## remove what builds, tests and pictures left behind
	@echo "clean: caches, build, dist, pictures"
	@rm -rf build dist pictures .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

clean-all: clean ## the same, and the virtual environment
	@echo "clean-all: .venv"
	@rm -rf .venv
