from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "prestasi.people"
    label = "people"
