from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "irwell.accounts"

    def ready(self) -> None:
        from irwell.accounts import receivers  # noqa: F401  sign-ins become events
        from irwell.accounts.actions import drop_old_typing
        from irwell.core import sweeps

        sweeps.register("typing", every_seconds=3600, run=drop_old_typing)
