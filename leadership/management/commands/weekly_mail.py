"""`manage.py weekly_mail`: what somebody's weekly mail would say now, for operators and curious people. Sends only when asked to."""

from datetime import datetime, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from leadership.models import Person
from leadership.since import since
from leadership.weekly_mail import AT_MOST, compose, is_worth_it, send_weekly


class Command(BaseCommand):
    help = (
        "Print the weekly mail of one person (--person), or send this week's to everybody who has not had it (--send)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--person", help="whose: an e-mail address")
        parser.add_argument("--print", action="store_true", help="only print it; as without --send")
        parser.add_argument("--html", action="store_true", help="print the HTML part")
        parser.add_argument("--since", help="tell what happened since this day, as 2026-11-16; a week ago without it")
        parser.add_argument("--send", action="store_true", help="send what is due, in working hours")

    def handle(self, *, person, html, send, **options):
        if send:
            self.stdout.write(f"{send_weekly()} weekly mails sent.")
            return
        found = Person.objects.filter(email__iexact=person or "", is_active=True).first()
        if not found:
            raise CommandError("Say whose with --person; nobody here has that address.")
        told = since(found, self.day(options["since"]), AT_MOST)
        if not is_worth_it(told):
            self.stdout.write("Nothing happened and nothing new waits: no mail.")
            return
        made = compose(found, told)
        text = made.alternatives[0].content if html else made.body
        self.stdout.write(f"To: {found.email}\nSubject: {made.subject}\n\n{text}")

    def day(self, said):
        if not said:
            return timezone.now() - timedelta(days=7)
        try:
            return timezone.make_aware(datetime.fromisoformat(said))
        except ValueError:
            raise CommandError(f"{said} is no day; write it as 2026-11-16.") from None
