from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "prestasi.notices"
    label = "notices"
