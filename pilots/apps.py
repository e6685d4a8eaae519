"""Pilots: small opt-in tests of change. May know visioning and leadership; they never know it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotsConfig(AppConfig):
    name = "pilots"
    verbose_name = _("Pilots")

    def ready(self):
        from .leaving import listen  # noqa: PLC0415 - only once the models are loaded

        listen()
