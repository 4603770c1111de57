"""Step 5. Information requests and what agencies answer."""

from django.apps import AppConfig


class AgencyReturnsConfig(AppConfig):
    name = "irwell.agency_returns"

    def ready(self) -> None:
        from irwell.agency_returns.tasks import chase_the_late, late_requests
        from irwell.core import sweeps
        from irwell.deadlines.rules import Watch, watch

        sweeps.register("late-returns", every_seconds=300, run=chase_the_late)
        watch(Watch.REQUEST, late_requests)
