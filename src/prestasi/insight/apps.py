from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "prestasi.insight"
    label = "insight"
