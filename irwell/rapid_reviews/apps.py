from django.apps import AppConfig


class RapidReviewsConfig(AppConfig):
    name = "irwell.rapid_reviews"
