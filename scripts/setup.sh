#!/usr/bin/env bash
# Makes .venv and installs exactly the packages of the given list (with hashes). Does nothing when that is done already.
set -euo pipefail
cd "$(dirname "$0")/.."
list=${1:-requirements.txt}
python=${PYTHON:-python3}

fail() { printf '\n%s\n  Yang perlu dilakukan: %s\n' "$1" "$2" >&2; exit 1; }

stamp=.venv/.installed
wanted=$(cat requirements.txt "$list" | sha256sum | cut -d' ' -f1)
have=$(cat "$stamp" 2>/dev/null || true)
# The developers' list contains the other one, so it satisfies both.
dev=$(cat requirements.txt requirements-dev.txt | sha256sum | cut -d' ' -f1)
if [ -x .venv/bin/prestasi ] && { [ "$have" = "$wanted" ] || [ "$have" = "$dev" ]; }; then exit 0; fi

command -v "$python" >/dev/null || fail "Python tidak ditemukan." "pasang Python 3.11 atau lebih baru (paket python3)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "Prestasi memerlukan Python 3.11 atau lebih baru; yang ada: $("$python" -V 2>&1)." \
          "pasang Python yang lebih baru, lalu jalankan: PYTHON=/jalur/ke/python3 make setup"
free=$(df -Pm . | awk 'NR==2 {print $4}')
if [ "$free" -lt 1500 ]; then
  fail "Ruang disk tinggal ${free} MB; paket memerlukan sekitar 1500 MB." "kosongkan disk, lalu ulangi."
fi

if [ ! -x .venv/bin/python ]; then
  echo "Membuat lingkungan Python di .venv"
  if ! problem=$("$python" -m venv .venv 2>&1); then
    rm -rf .venv
    case $problem in
      *ensurepip*|*"No module named venv"*) fail "Modul venv milik Python belum terpasang." "apt install python3-venv, lalu ulangi." ;;
      *) fail "Lingkungan Python tidak dapat dibuat: $problem" "periksa hak tulis di folder ini." ;;
    esac
  fi
fi

echo "Memasang paket dari $list (sekali saja)"
with_uv() { command -v uv >/dev/null && uv pip install --quiet --python .venv/bin/python --require-hashes -r "$list" 2>/dev/null; }
with_pip() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$list"; }
with_uv || with_pip || fail "Paket tidak dapat dipasang (pesan di atas)." "periksa sambungan ke gudang paket Python, lalu ulangi."

# The project itself: a path file and a command, so that nothing has to be built.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$PWD/src" > "$site/prestasi.pth"
printf '#!%s\nimport sys\n\nfrom prestasi.cli import main\n\nsys.exit(main())\n' "$PWD/.venv/bin/python" > .venv/bin/prestasi
chmod +x .venv/bin/prestasi
[ ! -d src/prestasi ] || .venv/bin/prestasi assets --build-only
echo "$wanted" > "$stamp"
