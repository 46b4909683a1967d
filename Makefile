# Every command a person needs. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
HISTORIES ?= 2000
THREADS ?= 32
STATE := $(if $(PRESTASI_STATE),$(PRESTASI_STATE),var)
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help run setup setup-dev test check e2e bench lab docs messages clean

help: ## Daftar perintah
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Jalankan seluruh sistem (pertama kali: memasang paket dan memuat data contoh)
	@exec $(BIN)/prestasi run

setup: ## Siapkan lingkungan Python dan paketnya
	@scripts/setup.sh requirements.txt

setup-dev:
	@scripts/setup.sh requirements-dev.txt

test: setup-dev ## Semua pengujian tanpa peramban
	@$(BIN)/pytest -q -n 2 --ignore=tests/browser $(ARGS)

check: setup-dev ## Gaya, tipe, batas antarbagian, migrasi, templat, kemutakhiran dokumen
	@scripts/check.sh

e2e: setup-dev ## Pengujian di peramban sungguhan (perlu Chromium)
	@scripts/e2e.sh $(ARGS)

bench: setup-dev ## Ukur kecepatan; hasilnya ke docs/evidence
	@PYTHONPATH=src $(BIN)/python -m benchmarks $(ARGS)

lab: setup-dev ## Uji ketahanan: riwayat acak dan perlombaan, matikan proses dan basis data, pulihkan cadangan
	@PRESTASI_HISTORIES=$(HISTORIES) PRESTASI_THREADS=$(THREADS) PRESTASI_FIGURES=docs/evidence/histories.md \
		$(BIN)/pytest -q -n 0 tests/machines $(ARGS)
	@$(BIN)/pytest -q tests/unit/platform $(ARGS)

docs: setup-dev ## Buat halaman rujukan dari kode
	@$(BIN)/prestasi docs $(ARGS)

messages: setup-dev ## Kumpulkan kalimat untuk terjemahan Inggris (perlu paket gettext)
	@scripts/messages.sh

clean: ## Hapus hasil bangunan (basis data dan lampiran tetap)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage src/prestasi/ui/static/ui
	@rm -rf "$(STATE)/static" "$(STATE)/static.stamp" "$(STATE)/prepared.stamp" "$(STATE)/test"
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
