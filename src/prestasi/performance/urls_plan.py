"""Plans, results, the goal tree and the role-by-result matrix."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
