from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "prestasi.api"
    label = "api"
