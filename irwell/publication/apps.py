from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "irwell.publication"

    def ready(self) -> None:
        from irwell.anonymisation.queries import tell_published
        from irwell.core import sweeps
        from irwell.publication.queries import published_beside
        from irwell.publication.tasks import ask_to_look_again, release_due, send_due_bundles

        tell_published(published_beside)
        sweeps.register("checks-again", every_seconds=3600, run=ask_to_look_again)
        sweeps.register("releases", every_seconds=15, run=release_due)
        sweeps.register("bundles", every_seconds=10, run=send_due_bundles)
