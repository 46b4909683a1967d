from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "prestasi.organization"
    label = "organization"
