from django.apps import AppConfig


class AgencyReturnsConfig(AppConfig):
    name = "irwell.agency_returns"
