# `make chat` and `make test` install what they need. Requirements: Python 3.11 or newer, git, make.

PYTHON ?= python3
SEEDS  ?= seeds
STORE  ?= vectorstore
PORT   ?= 8501

# The bot is installed in .venv, the development tools in .tools, which also sees the packages of .venv.
bin   := .venv/bin
tools := .tools/bin
# Use the machine's certificates if there are any: behind a company's proxy, uv's bundled ones do not suffice.
certificates := $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt)
uv := UV_LINK_MODE=copy $(if $(certificates),UV_SYSTEM_CERTS=1) $(bin)/uv
# uv does not read pip's configuration, which may name a mirror.
mirror := $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
export UV_DEFAULT_INDEX ?= $(or $(PIP_INDEX_URL),$(mirror))
ifeq ($(UV_DEFAULT_INDEX),)
unexport UV_DEFAULT_INDEX
endif

# Without bytecode files, every start compiles 4,000 modules: 7 s instead of 3.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: chat index install test coverage check format lock bench screenshots clean

chat: .venv/stamp
	@$(bin)/qa-bot chat --seeds "$(SEEDS)" --store "$(STORE)" --port $(PORT)

index: .venv/stamp
	@$(bin)/qa-bot index --seeds "$(SEEDS)" --store "$(STORE)"

install: .venv/stamp

test: .tools/stamp
	@sh .ci/browser
	@sh .ci/ocr
	@sh .ci/tests $(tools)/python $(also)

coverage: .tools/stamp
	$(tools)/python -m pytest -m "not faults and not browser" --cov --cov-report=term

check: .tools/stamp
	$(tools)/ruff format --check .
	$(tools)/ruff check .
	$(tools)/mypy
	$(tools)/lint-imports
	$(tools)/python .ci/duplicates.py qa_bot

format: .tools/stamp
	$(tools)/ruff format .
	$(tools)/ruff check --fix .

bench: .venv/stamp
	$(bin)/python -m benchmarks.speed

screenshots: .tools/stamp
	@sh .ci/browser
	$(tools)/python -m tests.browser.screenshots build/screenshots

lock: .venv/bin/uv
	$(uv) pip compile $(LOCKING) --group weights --group build --output-file requirements.lock pyproject.toml
	$(uv) pip compile $(LOCKING) --group dev --constraint requirements.lock --output-file requirements-dev.lock

LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	--no-header --quiet

.venv/bin/uv:
	@sh .ci/venv $(PYTHON)
	@$(bin)/python -m pip install --quiet "$$(grep -o '^uv==[^ ]*' requirements.lock)"

.venv/stamp: requirements.lock pyproject.toml | .venv/bin/uv
	$(uv) pip sync --quiet --python $(bin)/python requirements.lock
	$(uv) pip install --quiet --python $(bin)/python --no-deps --no-build-isolation --editable .
	@touch $@

.tools/stamp: requirements-dev.lock .venv/stamp
	$(uv) venv --quiet --clear --python $(bin)/python .tools
	$(uv) pip sync --quiet --python $(tools)/python requirements-dev.lock
	@$(bin)/python -c 'import sysconfig; print("import site; site.addsitedir(%r)" % sysconfig.get_path("purelib"))' \
		> "$$($(tools)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/the_bot.pth"
	@touch $@

clean:
	rm -rf .venv .tools build *.egg-info
