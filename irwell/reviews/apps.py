from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "irwell.reviews"

    def ready(self) -> None:
        from irwell.core import sweeps
        from irwell.reviews.tasks import ask_for_reasons, remind_checkers

        sweeps.register("reasons for delay", every_seconds=3600, run=ask_for_reasons)
        sweeps.register("fact check reminders", every_seconds=3600, run=remind_checkers)
