"""Addresses of the performance pages, one list per part so that each part can change alone."""

from __future__ import annotations

from django.urls import URLPattern

from prestasi.performance import urls_evaluation, urls_plan

app_name = "performance"
urlpatterns: list[URLPattern] = [*urls_plan.urlpatterns, *urls_evaluation.urlpatterns]
