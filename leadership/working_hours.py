"""When the site writes to people by itself: in working hours, so that nobody's evening starts with a task. Knows no mail."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

WEEK = 5  # days, from Monday


def are_now(now=None) -> bool:
    """Monday to Friday between the two hours of WORKING_HOURS, in the site's time zone."""
    here = timezone.localtime(now or timezone.now())
    first, last = settings.WORKING_HOURS
    return here.weekday() < WEEK and first <= here.hour < last


def this_monday(now: datetime | None = None) -> date:
    """The day a week is named by."""
    today = timezone.localdate(now or timezone.now())
    return today - timedelta(days=today.weekday())
