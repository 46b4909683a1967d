"""The live stream process: `/langsung/<topic>` as server-sent events, beside the pages."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from prestasi.insight.live.server import build  # noqa: E402  settings first

application = build()
