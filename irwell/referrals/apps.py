from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "irwell.referrals"
