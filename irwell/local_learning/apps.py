from django.apps import AppConfig


class LocalLearningConfig(AppConfig):
    name = "irwell.local_learning"
