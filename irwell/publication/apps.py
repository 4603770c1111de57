from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "irwell.publication"

    def ready(self) -> None:
        from irwell.anonymisation.queries import tell_published
        from irwell.core import sweeps
        from irwell.publication.queries import published_beside
        from irwell.publication.tasks import release_due, send_due_bundles

        tell_published(published_beside)
        sweeps.register("releases", every_seconds=15, run=release_due)
        sweeps.register("bundles", every_seconds=10, run=send_due_bundles)
