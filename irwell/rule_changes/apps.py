from django.apps import AppConfig


class RuleChangesConfig(AppConfig):
    name = "irwell.rule_changes"
