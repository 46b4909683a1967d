#!/usr/bin/env bash
# Everything a machine can say about the code without running it. All checks run; the exit code is 1 if any failed.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=()

check() { # title, command...
  local title=$1 output; shift
  if output=$("$@" 2>&1); then
    printf '  ✓ %s\n' "$title"
  else
    printf '  ✗ %s\n%s\n' "$title" "$(printf '%s\n' "$output" | tail -n 60)"
    failed+=("$title")
  fi
}

check "ruff: aturan" ruff check .
check "ruff: bentuk" ruff format --check .
check "mypy" mypy
check "batas antarbagian (import-linter)" lint-imports
check "migrasi lengkap" python -W ignore manage.py makemigrations --check --dry-run
check "setelan (django check)" python manage.py check --fail-level WARNING
check "templat (djlint)" djlint src --lint --quiet
check "dokumen rujukan mutakhir" prestasi docs --check
check "halaman aturan mutakhir" env PYTHONPATH=src python -m prestasi_rules.docs --check

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nGagal: %s\n' "$(IFS=';'; echo "${failed[*]}")" >&2
  exit 1
fi
