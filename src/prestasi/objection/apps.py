from django.apps import AppConfig


class ObjectionConfig(AppConfig):
    name = "prestasi.objection"
    label = "objection"
