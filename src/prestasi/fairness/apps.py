from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "prestasi.fairness"
    label = "fairness"
