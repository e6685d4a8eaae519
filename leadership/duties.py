"""What the site does by itself, again and again: each may run at any time, twice, and in two processes at once. Knows no queue.

What must not happen twice is recorded by whoever does it: rounds note that they reminded, `MailSent` what was mailed.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from .models import AssessmentRound, PlanPrint
from .reminding import remind
from .weekly_mail import send_reviews, send_weekly

logger = logging.getLogger(__name__)

PRINTS_KEPT = timedelta(days=30)  # a plan is made anew in seconds


def tend_rounds(site) -> tuple[int, int, int]:
    """Close rounds whose last day has passed, remind once near the end. How many closed, how many reminded, letters sent."""
    closed = sum(one.close() for one in AssessmentRound.objects.due().select_related("team"))
    reminded = [remind(one, site) for one in AssessmentRound.objects.to_remind().select_related("team")]
    return closed, len(reminded), sum(sent for _asked, sent in reminded)


def sweep() -> None:
    """Sessions that ended, and prints that nobody fetched for a month."""
    call_command("clearsessions")
    PlanPrint.objects.filter(asked_at__lt=timezone.now() - PRINTS_KEPT).delete()


def tend() -> None:
    """All that is due now. One duty that fails does not keep the others back."""
    for duty in (lambda: tend_rounds(settings.SITE_URL), send_weekly, send_reviews):
        try:
            duty()
        except Exception:
            logger.exception("A duty could not be done; it is tried again in a few minutes.")
