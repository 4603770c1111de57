from django.apps import AppConfig


class PublicPagesConfig(AppConfig):
    name = "irwell.public_pages"
