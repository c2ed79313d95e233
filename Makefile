# make run    the demonstration on http://localhost:8000 (another port: make run PORT=8123)
# make dev    the same with reload and tracebacks
# make check  the quick part of it: no browser, one database
# make test   everything that is tested
# make screenshots  the pictures of the guides, taken anew
# make tasks  measures ten tasks of editors by keyboard anew (docs/tasks.md)
# make messages  collects the sentences to translate into locale/fi (needs gettext)
# make lock   renews the pinned dependencies
# make audit  asks whether a weakness is known of a pinned dependency (needs the network; no part of make test)
# make sbom   writes what the site is made of into var/sbom.json (CycloneDX)
PORT ?= 8000
# Debian's Python, where it can be used: built with all optimisations, it takes a tenth less time than many others.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/)python3
# A tool that nothing else needs, in an environment that is thrown away: $(call once,package,command)
once = folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PYTHON) -m venv "$$folder" && "$$folder/bin/pip" install --quiet --disable-pip-version-check $(1) && "$$folder/bin/"$(2)
PIP = .venv/bin/python -m pip install --disable-pip-version-check --retries 1 --require-hashes --only-binary :all: --no-compile

.PHONY: run dev check test screenshots tasks messages lock audit sbom clean

run: .venv/.ok
	@exec env DEMO=1 PORT=$(PORT) .venv/bin/python manage.py demo

dev: .venv/.ok
	@exec env DEMO=1 DEBUG=1 PORT=$(PORT) .venv/bin/python manage.py demo --dev

check: .venv/.ok-dev
	@.venv/bin/python tests/run.py check

test:
	@$(PYTHON) tests/run.py

screenshots: .venv/.ok-dev
	@.venv/bin/python -m docs.screenshots.take

tasks: .venv/.ok-dev
	@TASKS_TABLE=docs/tasks.md .venv/bin/pytest -q tests/browser/test_tasks.py

messages: .venv/.ok-dev
	@DEMO=1 .venv/bin/python manage.py makemessages -l fi --ignore=.venv --no-location --no-obsolete -v0
	@.venv/bin/python locale/in_order.py

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --group dev -c requirements.txt -o requirements-dev.txt

audit:
	@$(call once,pip-audit==2.10.1,pip-audit --strict --require-hashes --disable-pip -r requirements.txt -r requirements-dev.txt)

sbom:
	@mkdir -p var
	@$(call once,cyclonedx-bom==7.5.0,cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o var/sbom.json requirements.txt)
	@echo "Written: var/sbom.json"

clean:
	rm -rf .venv var

.venv/.ok: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed. Name one: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12"; exit 1; }
	@echo "Installing the pinned dependencies into .venv (once, about half a minute) …"
	@$(PYTHON) -m venv .venv 2>/dev/null || { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@$(PIP) -r requirements.txt > .venv/install.log 2>&1 || { echo "The dependencies could not be installed: is there a network? What pip said: .venv/install.log"; exit 1; }
	@touch $@

.venv/.ok-dev: requirements-dev.txt .venv/.ok
	@$(PIP) -r requirements-dev.txt > .venv/install.log 2>&1 || { echo "The test tools could not be installed: is there a network? What pip said: .venv/install.log"; exit 1; }
	@touch $@
