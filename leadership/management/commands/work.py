"""`manage.py work`: do what the site does by itself, until asked to stop. Any number of these may run. Knows how, not what."""

import os
import signal
import sys
import threading

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

GRACE = 20  # seconds for the job in hand


class Command(BaseCommand):
    help = "Send the weekly mail, close rounds, remind and tidy up, each when it is time."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits, and end")
        parser.add_argument(
            "--until-input-ends", action="store_true", help="end with the process that started this one"
        )

    def handle(self, *, once, until_input_ends, **options):
        signal.signal(signal.SIGTERM, lambda *_how: sys.exit())  # until the queue listens to it itself
        if until_input_ends:
            threading.Thread(target=end_with_input, daemon=True).start()
        with app.replace_connector(app.connector.get_worker_connector()) as here:
            here.run_worker(wait=not once, delete_jobs="always", shutdown_graceful_timeout=GRACE)


def end_with_input():
    """However the other process ends, its end of the pipe is closed then."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
