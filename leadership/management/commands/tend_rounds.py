"""Closes rounds of self-assessment whose last day has passed, and reminds once near the end. Safe to run at any time, and twice."""

from django.conf import settings
from django.core.management.base import BaseCommand

from leadership.models import AssessmentRound
from leadership.reminding import remind


class Command(BaseCommand):
    help = "Close rounds that are over, and remind about those that end in two days. Run it once a day."

    def add_arguments(self, parser):
        host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        parser.add_argument("--site", default=f"https://{host}", help="the site's address, for the letters")

    def handle(self, *, site, **options):
        closed = sum(one.close() for one in AssessmentRound.objects.due().select_related("team"))
        reminded = [remind(one, site) for one in AssessmentRound.objects.to_remind().select_related("team")]
        sent = sum(sent for _asked, sent in reminded)
        self.stdout.write(f"{closed} rounds closed, {len(reminded)} reminded, {sent} letters sent.")
