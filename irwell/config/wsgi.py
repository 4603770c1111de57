"""WSGI entry point; DJANGO_SETTINGS_MODULE chooses casework or repository."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "irwell.config.settings")
application = get_wsgi_application()

from irwell.config.serving import settle  # noqa: E402  it reads what the line above made ready

settle()
