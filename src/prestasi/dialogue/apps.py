from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "prestasi.dialogue"
    label = "dialogue"
