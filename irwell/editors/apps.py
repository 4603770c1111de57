from django.apps import AppConfig


class EditorsConfig(AppConfig):
    name = "irwell.editors"
