"""Visions: shared texts that people write together live. Knows leadership, never pilots."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisioningConfig(AppConfig):
    name = "visioning"
    verbose_name = _("Visioning")
