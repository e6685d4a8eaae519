"""Visions: shared texts that people write together live. Knows leadership, never pilots."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisioningConfig(AppConfig):
    name = "visioning"
    verbose_name = _("Visioning")

    def ready(self):
        # Only once the models are loaded.
        from .decision_access import staff_who_hear  # noqa: PLC0415
        from .guests import HEARERS  # noqa: PLC0415

        HEARERS.append(staff_who_hear)
