#!/usr/bin/env bash
# Collects the texts of pages and code into the English catalogue; new ones come out empty, to be translated by hand.
set -euo pipefail
cd "$(dirname "$0")/../src/prestasi"
command -v xgettext >/dev/null || { echo "xgettext tidak ada. Pasang paket gettext dahulu." >&2; exit 1; }
PYTHONPATH=.. DJANGO_SETTINGS_MODULE=config.settings ../../.venv/bin/python -P -m django makemessages \
  --locale en --extension html,txt,py --ignore 'demo/*' --ignore 'locale/*' --no-wrap --add-location file --no-obsolete
# The moment of collecting would make every run a change.
sed -i '/^"POT-Creation-Date:/d' locale/en/LC_MESSAGES/django.po
