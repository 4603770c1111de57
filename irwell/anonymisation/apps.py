from django.apps import AppConfig


class AnonymisationConfig(AppConfig):
    name = "irwell.anonymisation"

    def ready(self) -> None:
        from irwell.anonymisation.tasks import look_through
        from irwell.core import sweeps

        sweeps.register("looks", every_seconds=1, run=look_through)
