from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "irwell.crypto"
