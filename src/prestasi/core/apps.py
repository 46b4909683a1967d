from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "prestasi.core"
    label = "core"

    def ready(self) -> None:
        from prestasi.core.form_words import speak_plainly

        speak_plainly()
