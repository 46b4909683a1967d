#!/usr/bin/env bash
# Journeys in a real browser. Says plainly when there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null; then
  echo "Chromium tidak ditemukan, jadi pengujian peramban tidak dijalankan." >&2
  echo "  Yang perlu dilakukan: apt install chromium" >&2
  exit 1
fi
exec pytest -q tests/browser "$@"
