from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "irwell.access"
