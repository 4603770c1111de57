from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "irwell.messaging"

    def ready(self) -> None:
        from irwell.core import sweeps
        from irwell.messaging.tasks import send_due_notices

        sweeps.register("notices", every_seconds=5, run=send_due_notices)
