#!/usr/bin/env bash
# Journeys in a real browser. Says plainly when there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
browser=${PRESTASI_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ]; then
  echo "Chromium tidak ditemukan, jadi pengujian peramban tidak dijalankan." >&2
  echo "  Yang perlu dilakukan: apt install chromium, atau isi PRESTASI_CHROMIUM dengan jalur programnya." >&2
  exit 1
fi
PRESTASI_CHROMIUM=$browser exec pytest -q tests/browser "$@"
