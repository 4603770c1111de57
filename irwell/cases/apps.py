from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "irwell.cases"

    def ready(self) -> None:
        from irwell.cases.tasks import morning_digest
        from irwell.core import sweeps

        sweeps.register("digest", every_seconds=600, run=morning_digest)
