"""The visual language of Prestasi as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "prestasi.ui"
    label = "ui"
    verbose_name = "Prestasi: bahasa rupa"
