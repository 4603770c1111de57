"""An OpenID Connect identity provider of one person, for tests: python identity_provider.py PORT FOLDER REDIRECT_URI.

It is django-allauth's own provider in a process of its own, so that single sign-on is tested over real HTTP.
"""

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from identity_provider_words import CLIENT, EMAIL, PASSWORD, SECRET

PORT, FOLDER, REDIRECT = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def configure() -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="only for this test", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "idp.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_LOGIN_METHODS={"email"}, ACCOUNT_EMAIL_VERIFICATION="none",
        ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"], IDP_OIDC_PRIVATE_KEY=pem.decode(),
        SESSION_COOKIE_NAME="idp_session", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )  # fmt: skip


def main() -> None:
    configure()
    import django

    django.setup()
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    globals()["urlpatterns"] = [
        path("", include("allauth.idp.urls")),
        path("accounts/", include("allauth.urls")),
    ]
    call_command("migrate", verbosity=0)
    user = User.objects.create_user("maya", EMAIL, PASSWORD)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    client = Client(id=CLIENT, name="Irwell", skip_consent=True)
    client.set_secret(SECRET)
    client.set_redirect_uris([REDIRECT])
    client.set_scopes(["openid", "profile", "email"])
    client.save()

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return None

    print("ready", user.pk, flush=True)
    make_server("127.0.0.1", PORT, get_wsgi_application(), handler_class=Quiet).serve_forever()


if __name__ == "__main__":
    sys.modules["identity_provider"] = sys.modules[__name__]
    main()
