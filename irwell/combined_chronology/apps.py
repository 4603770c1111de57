from django.apps import AppConfig


class CombinedChronologyConfig(AppConfig):
    name = "irwell.combined_chronology"

    def ready(self) -> None:
        from irwell.combined_chronology.tasks import take_up_signed
        from irwell.core import sweeps

        sweeps.register("signed-returns", every_seconds=60, run=take_up_signed)
