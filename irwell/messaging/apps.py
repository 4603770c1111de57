from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "irwell.messaging"

    def ready(self) -> None:
        from irwell.core import sweeps
        from irwell.messaging.tasks import read_returned, send_due_notices

        sweeps.register("notices", every_seconds=5, run=send_due_notices)
        sweeps.register("returned mail", every_seconds=60, run=read_returned)
