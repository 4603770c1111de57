from django.apps import AppConfig


class RepositoryConfig(AppConfig):
    name = "irwell.repository"
