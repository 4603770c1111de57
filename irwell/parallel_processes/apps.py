from django.apps import AppConfig


class ParallelProcessesConfig(AppConfig):
    name = "irwell.parallel_processes"
