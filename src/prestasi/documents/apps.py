from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "prestasi.documents"
    label = "documents"
