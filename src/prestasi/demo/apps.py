from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo data; holds no models."""

    name = "prestasi.demo"
    label = "demo"
