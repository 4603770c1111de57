from django.apps import AppConfig


class SavedSearchesConfig(AppConfig):
    name = "irwell.saved_searches"
