from django.apps import AppConfig


class CombinedChronologyConfig(AppConfig):
    name = "irwell.combined_chronology"
