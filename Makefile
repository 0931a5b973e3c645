# `make chat` and `make test` are all that a newcomer needs; each makes what it lacks.
# Wanted on the machine: Python 3.11 or newer, git, make. Everything else comes from the lock.

PYTHON ?= python3
SEEDS  ?= seeds
STORE  ?= vectorstore
PORT   ?= 8501

bin := .venv/bin
# The machine's own certificates, where it has any: behind a company's proxy uv's bundled ones are not enough.
certificates := $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt)
uv  := UV_LINK_MODE=copy $(if $(certificates),UV_SYSTEM_CERTS=1) VIRTUAL_ENV=$(CURDIR)/.venv $(bin)/uv
# uv does not read pip's configuration: a machine whose packages come from a mirror says so here.
mirror := $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
export UV_DEFAULT_INDEX ?= $(or $(PIP_INDEX_URL),$(mirror))
ifeq ($(UV_DEFAULT_INDEX),)
unexport UV_DEFAULT_INDEX
endif

.PHONY: chat index install test check format lock bench screenshots clean

chat: .venv/run.stamp
	@$(bin)/qa-bot chat --seeds "$(SEEDS)" --store "$(STORE)" --port $(PORT)

index: .venv/run.stamp
	@$(bin)/qa-bot index --seeds "$(SEEDS)" --store "$(STORE)"

install: .venv/run.stamp

test: .venv/dev.stamp
	@sh .ci/browser
	$(bin)/python -m pytest --cov --cov-report=term

check: .venv/dev.stamp
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports

format: .venv/dev.stamp
	$(bin)/ruff format .
	$(bin)/ruff check --fix .

bench: .venv/dev.stamp
	$(bin)/python -m benchmarks.speed

screenshots: .venv/dev.stamp
	@sh .ci/browser
	$(bin)/python -m tests.browser.screenshots build/screenshots

lock: .venv/bin/uv
	$(uv) pip compile $(LOCKING) --group weights --group build --output-file requirements.lock pyproject.toml
	$(uv) pip compile $(LOCKING) --group weights --group build --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

LOCKING := --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

.venv/bin/uv:
	@sh .ci/venv $(PYTHON)
	@$(bin)/python -m pip install --quiet "$$(grep -o '^uv==[^ ]*' requirements.lock)"

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/uv
	$(uv) pip sync --quiet requirements.lock
	$(uv) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements-dev.lock requirements.lock pyproject.toml | .venv/bin/uv
	$(uv) pip sync --quiet requirements-dev.lock
	$(uv) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/run.stamp $@

clean:
	rm -rf .venv build *.egg-info
