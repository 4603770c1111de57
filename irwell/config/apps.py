from django.apps import AppConfig


class ConfigurationConfig(AppConfig):
    name = "irwell.config"
    label = "configuration"

    def ready(self) -> None:
        from irwell.config import checks  # noqa: F401  they register themselves
