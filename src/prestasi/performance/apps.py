from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "prestasi.performance"
    label = "performance"
