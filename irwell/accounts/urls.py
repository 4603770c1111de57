from django.urls import path

from irwell.accounts.views import typing

app_name = "accounts"
urlpatterns = [
    path("typing/<uuid:kept_id>/", typing.typing, name="typing"),
    path("typing/<uuid:kept_id>/drop/", typing.drop, name="drop_typing"),
]
