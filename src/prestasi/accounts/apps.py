from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "prestasi.accounts"
    label = "accounts"
