from django.apps import AppConfig


class WorklogConfig(AppConfig):
    name = "prestasi.worklog"
    label = "worklog"
