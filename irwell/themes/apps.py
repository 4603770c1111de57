from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "irwell.themes"

    def ready(self) -> None:
        """The interface for programs is one, and described in one place."""
        from irwell.repository.api import api

        from .api import router

        api.add_router("", router)
