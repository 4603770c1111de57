"""Step 11. Briefings, actions, evidence of completion and of impact."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "irwell.learning"

    def ready(self) -> None:
        from irwell.core import sweeps
        from irwell.learning.tasks import remind

        sweeps.register("actions due", every_seconds=3600, run=remind)
