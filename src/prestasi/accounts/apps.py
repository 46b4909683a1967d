from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "prestasi.accounts"
    label = "accounts"

    def ready(self) -> None:
        from prestasi.accounts import signals  # noqa: F401
