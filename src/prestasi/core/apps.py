from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "prestasi.core"
    label = "core"
