# `make demo` and `make test` do everything, from the virtual environment on. PYTHON chooses the interpreter (3.11 or later).
PYTHON ?=
VENV = .venv
BIN = $(VENV)/bin
INSTALLED = $(VENV)/.installed
FOLDERS = compiler envs targets promptpo cli
PEERS = build/peers

help:
	@echo 'make demo    optimise two tasks offline, export them as Numba and C, verify, show the figures'
	@echo 'make test    the tests'
	@echo 'make test-math  the elementary functions against MPFR at ten million arguments each; half an hour'
	@echo 'make test-export  every export against the interpreter on 100,000 observations; half an hour'
	@echo 'make fuzz    20,000 random policies through every engine, bit for bit; about an hour'
	@echo 'make test-kill  kill -9 at 120 random points of runs with a model, and of template runs; each must resume to the same end; ten minutes'
	@echo 'make test-mujoco  the MuJoCo engine against Gymnasium, 20 seeds of every environment, bit for bit; a minute'
	@echo 'make test-oracle  every compiling policy of tests/corpus against CPython, 2,000 steps each; ten minutes'
	@echo 'make vectors record the actions of stock CPython on tests/corpus again, and explain where they differ'
	@echo 'make lint    ruff and mypy'
	@echo 'make bench   every benchmark beside every peer that is installed, on one core, for docs/performance.md; five minutes'
	@echo 'make bench-peers  EnvPool and gymnax for make bench, in an environment of their own'
	@echo 'make fly     build examples/loop_posix.c with an exported C controller, and run it for 10 s'
	@echo 'make artifacts  tune the hand-written policies of examples/mujoco, export and verify them; about an hour'
	@echo 'make docs    write the generated pages again'
	@echo 'make venv    the virtual environment in $(VENV)'
	@echo 'make clean   remove what these commands made, the virtual environment included'

venv: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@set -e; for p in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	    if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$p; break; fi; \
	done; \
	test -n "$$found" || { echo 'ppc needs Python 3.11 or later: install it, or name it with make PYTHON=...' >&2; exit 1; }; \
	$$found -m venv --clear $(VENV) || { echo 'the venv module failed: on Debian, apt-get install python3-venv' >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,mujoco,onnx,plot,video]'
	@touch $@

demo: $(INSTALLED)
	$(BIN)/python examples/demo.py

# A file's tests stay together: many share what they compile.
PYTEST_ARGUMENTS ?= -n auto --dist loadfile
test: $(INSTALLED)
	$(BIN)/python -m pytest $(PYTEST_ARGUMENTS)

test-math: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.elementary

test-export: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.export_agreement

fuzz: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.fuzz $(FUZZ_ARGUMENTS)

test-kill: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.kill

test-mujoco: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.mujoco

test-oracle: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.oracle

vectors: $(INSTALLED)
	$(BIN)/python -m tests.campaigns.oracle --record

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy $(FOLDERS:%=-p ppc.%)

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks $(BENCH_ARGUMENTS)
	$(BIN)/python docs/generate.py

# gymnax needs six, and does not say so.
bench-peers: $(INSTALLED)
	$(BIN)/python -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check envpool gymnax six

fly: build/loop
	./build/loop --steps 500

build/loop: examples/loop_posix.c artifacts/cartpole-v1/c/cartpole_v1.c artifacts/cartpole-v1/c/cartpole_v1.h
	mkdir -p build
	$(CC) -std=c99 -O2 -Wall -Wextra -ffp-contract=off -Iartifacts/cartpole-v1/c \
	    examples/loop_posix.c artifacts/cartpole-v1/c/cartpole_v1.c -lm -o $@

artifacts/cartpole-v1/c/cartpole_v1.%:
	@echo 'there is no $@: run ppc optimize CartPole-v1 --seed 0, then ppc export --target c' >&2; exit 1

artifacts: $(INSTALLED)
	$(BIN)/python examples/mujoco/make_artifacts.py $(ARTIFACT_TASKS)

docs: $(INSTALLED)
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis runs/demo-*
	find . -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help venv demo test test-math test-export fuzz test-kill test-mujoco test-oracle vectors lint bench bench-peers fly artifacts docs clean
