from django.apps import AppConfig


class ReviewersConfig(AppConfig):
    name = "irwell.reviewers"
