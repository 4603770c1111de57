from django.apps import AppConfig


class AnonymisationConfig(AppConfig):
    name = "irwell.anonymisation"
