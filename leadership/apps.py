"""The base app: people, schools, teams and the site's wiring."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.translation import gettext_lazy as _


class LeadershipConfig(AppConfig):
    name = "leadership"
    verbose_name = _("Leadership")
    default = True

    def ready(self):
        # A staff meeting signs in within the same few seconds from one address. allauth counts them one at a time
        # and turns away whoever has waited a second for a turn; a test holds that sixty get theirs.
        from allauth.core.internal import ratelimit  # noqa: PLC0415 - only once the apps are loaded

        ratelimit.CACHE_LOCK_WAIT_TIMEOUT = 20


class StaticFiles(StaticFilesConfig):
    """Collects what browsers load; the bundle's packages and build scripts stay behind, and whoever collects compresses anew."""

    ignore_patterns = (*StaticFilesConfig.ignore_patterns, "node_modules", "*.mjs", "*.gz", "*.br")
