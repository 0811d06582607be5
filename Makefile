# `make demo` starts the system with a demo municipality; `make test` checks everything. Both set up what they need.
.DEFAULT_GOAL := hjelp
.PHONY: hjelp demo test sjekk ytelse belastning formater krav miljo stopp
# The interpreter that makes .venv; everything else runs inside it.
OPPSTART = exec "$$(bin/finn-python || echo false)" -m kompetanse.oppstart

hjelp: ## vis denne oversikten
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

demo: ## start systemet med en demokommune (PORT=8000)
	@$(OPPSTART) demo

test: ## alle kontroller og tester, også i nettleser og på vanskelige dager
	@$(OPPSTART) test

sjekk: ## alle kontroller og de raske testene
	@$(OPPSTART) sjekk

ytelse: ## mål hastigheten på en stor kommune og skriv docs/ytelse.md
	@$(OPPSTART) ytelse

belastning: ## mål 200 brukere på en gang og skriv tabellen i docs/sikkerhet.md
	@$(OPPSTART) belastning

formater: miljo ## skriv om kode og maler til fast format
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format --quiet . ; .venv/bin/djade --target-version 5.2 $$(find templates -name '*.html')

krav: ## lås Python-pakkene på nytt fra requirements*.in
	@$(OPPSTART) krav

miljo: ## lag bare det virtuelle miljøet, med utviklingsverktøy
	@$(OPPSTART) miljo

stopp: ## stopp databasen hvis den går
	@.venv/bin/python -m kompetanse.embedded_postgres stop
