"""Closes rounds of self-assessment whose last day has passed, and reminds once near the end. Safe to run at any time, and twice."""

from django.conf import settings
from django.core.management.base import BaseCommand

from leadership.duties import tend_rounds


class Command(BaseCommand):
    help = "Close rounds that are over, and remind about those that end in two days. The worker does so by itself."

    def add_arguments(self, parser):
        parser.add_argument("--site", default=settings.SITE_URL, help="the site's address, for the letters")

    def handle(self, *, site, **options):
        closed, reminded, sent = tend_rounds(site)
        self.stdout.write(f"{closed} rounds closed, {reminded} reminded, {sent} letters sent.")
