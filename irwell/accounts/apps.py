from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "irwell.accounts"

    def ready(self) -> None:
        from irwell.accounts import receivers  # noqa: F401  sign-ins become events
