from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "prestasi.exchange"
    label = "exchange"
