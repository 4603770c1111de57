from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "irwell.ui"
