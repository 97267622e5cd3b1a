# The two commands that matter are `make demo` and `make test`; `make` alone lists all.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -q
export PORT

.PHONY: help
help:  ## Diese Liste
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-22s %s\n", $$1, $$2}'

.PHONY: demo
demo: setup  ## Eine erfundene Stadt mit echter Aufzeichnung, bereit zum Ansehen (PORT=8000, Strg-C beendet alles)
	@exec $(PYTHON) manage.py run_demo --port $(PORT)

.PHONY: test
test: needs-python  ## Alles: Einrichten, statische Prüfungen, Tests auf SQLite und PostgreSQL, im Browser, Sprache
	@exec python3 .ci/test_all.py

.PHONY: check
check: setup-test  ## Alle statischen Prüfungen in unter einer Minute
	@exec $(PYTHON) .ci/check.py

.PHONY: setup setup-test needs-python
setup:  ## Einrichten, was zum Laufen nötig ist
	@.ci/set_up demo
setup-test:  ## Einrichten, was zum Prüfen nötig ist
	@.ci/set_up test
needs-python:
	@command -v python3 >/dev/null || .ci/set_up test

.PHONY: test-unit test-postgres test-server test-e2e test-speech
test-unit: setup-test  ## Nur die Tests auf SQLite
	@exec $(PYTEST) -m "not e2e and not speech and not slow and not server and not openai_whisper"
test-postgres: setup-test  ## Nur die Datenbanktests, auf einem eigenen PostgreSQL
	@exec .ci/with_postgres $(PYTEST) -m postgres
test-server: setup-test  ## Nur der Server mit nginx und PostgreSQL, durch die Startskripte, ohne Container
	@exec .ci/with_postgres $(PYTEST) -m server
test-e2e: setup-test  ## Nur die Tests im Browser
	@exec $(PYTEST) -m e2e
test-speech: setup-test  ## Nur die Tests mit echter Spracherkennung
	@exec $(PYTEST) -m "(speech or slow) and not e2e and not openai_whisper"

.PHONY: test-openai-whisper
test-openai-whisper: setup-test  ## Spracherkennung mit openai-whisper, in einer eigenen Umgebung
	@exec .ci/test_openai_whisper

.PHONY: bench-speech bench-search-speech bench-load bench-pages bench-import bench-oparl
bench-import: setup-test  ## Messen: das Archiv einer Stadt über OParl einlesen (ARCHIVE=Datei.tar.zst JSON=Datei)
	@exec $(PYTHON) -m tests.oparl.taking.bench $(if $(ARCHIVE),--archive "$(ARCHIVE)") $(if $(JSON),--json "$(JSON)")
bench-oparl: setup-test  ## Messen: die OParl-Schnittstelle, Beispielstadt und große Stadt (PAPERS=30000 JSON=Datei)
	@exec $(PYTHON) -m tests.oparl.server.bench $(if $(PAPERS),--papers $(PAPERS)) $(if $(JSON),--json "$(JSON)")
bench-load: setup-test  ## Messen: 100 Anfragen je Sekunde durch nginx, nach make demo (DURATION=300 RATE=100 JSON=Datei)
	@exec $(PYTHON) -m tests.server.load --seconds $(or $(DURATION),300) --rate $(or $(RATE),100) $(if $(JSON),--json "$(JSON)")
bench-pages: setup-test  ## Messen: jede Art Seite an einer erfundenen Großstadt und an ihrem zehnfachen Archiv (JSON=Datei)
	@exec $(PYTHON) -m tests.city.bench $(if $(JSON),--json "$(JSON)")
bench-speech: setup-test  ## Messen: Spracherkennung (RECORDING=Ordner JSON=Datei)
	@exec $(PYTHON) manage.py bench_speech $(if $(RECORDING),--recording "$(RECORDING)") $(if $(JSON),--json "$(JSON)")
bench-search-speech: setup-test  ## Messen: Suche über gesprochene Worte (JSON=Datei)
	@exec $(PYTHON) manage.py bench_search_speech $(if $(JSON),--json "$(JSON)")

.PHONY: bench-documents
bench-documents: setup-test  ## Messen: Text aus Dokumenten lesen, Scans erkennen (FILES=Ordner JSON=Datei)
	@exec env OMP_THREAD_LIMIT=1 $(PYTHON) -m tests.meetings.bench_documents $(if $(FILES),--files "$(FILES)") $(if $(JSON),--json "$(JSON)")

.PHONY: screenshots lighthouse check-links check-german
screenshots: setup-test  ## Bilder aller Seiten der Beispielstadt: Telefon, Tablet, Rechner, hell, dunkel (OUT=Ordner)
	@exec $(PYTHON) .ci/screenshots.py $(PAGES)
lighthouse: setup-test  ## Lighthouse auf den wichtigsten Seiten der Beispielstadt (JSON=Datei)
	@PATH="$$PWD/.venv/bin:$$PATH" exec $(PYTHON) .ci/lighthouse.py $(PAGES)
check-links: setup-test  ## Allen Verweisen der Beispielstadt folgen
	@PATH="$$PWD/.venv/bin:$$PATH" exec $(PYTHON) .ci/links.py
check-german: setup-test  ## Alle deutschen Texte mit LanguageTool prüfen
	@.ci/set_up german
	@exec $(PYTHON) .ci/check_german.py

.PHONY: messages
messages: setup-test  ## Texte einsammeln und das Deutsche aus locale/de/pairs/ eintragen
	@exec $(PYTHON) manage.py merge_german
