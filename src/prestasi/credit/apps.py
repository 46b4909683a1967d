from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "prestasi.credit"
    label = "credit"
