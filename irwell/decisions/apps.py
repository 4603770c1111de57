from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "irwell.decisions"

    def ready(self) -> None:
        from irwell.core import sweeps
        from irwell.decisions.tasks import escalate_late_splits

        sweeps.register("late-splits", every_seconds=300, run=escalate_late_splits)
