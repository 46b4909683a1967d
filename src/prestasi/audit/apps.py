from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "prestasi.audit"
    label = "audit"
