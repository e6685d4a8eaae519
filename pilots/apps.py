"""Pilots: small opt-in tests of change. May know visioning and leadership; they never know it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotsConfig(AppConfig):
    name = "pilots"
    verbose_name = _("Pilots")

    def ready(self):
        # Only once the models are loaded.
        from visioning.guests import HEARERS  # noqa: PLC0415

        from .leaving import listen  # noqa: PLC0415
        from .places import colleagues_who_hear  # noqa: PLC0415

        listen()
        HEARERS.append(colleagues_who_hear)
