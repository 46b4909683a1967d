from django.apps import AppConfig


class CalibrationConfig(AppConfig):
    name = "prestasi.calibration"
    label = "calibration"
