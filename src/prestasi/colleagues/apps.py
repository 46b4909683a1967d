from django.apps import AppConfig


class ColleaguesConfig(AppConfig):
    name = "prestasi.colleagues"
    label = "colleagues"
