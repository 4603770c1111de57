from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "irwell.deadlines"

    def ready(self) -> None:
        from irwell.core import sweeps
        from irwell.deadlines.tasks import escalate, morning_digest

        sweeps.register("escalations", every_seconds=300, run=escalate)
        sweeps.register("digest", every_seconds=300, run=morning_digest)
