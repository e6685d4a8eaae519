"""Prints the cookie of a session for somebody, so that load tests can open sockets. Works in demo mode alone."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.base import BaseCommand, CommandError

from leadership.models import Person


class Command(BaseCommand):
    help = "Print a session cookie for a person. Refused outside demo mode."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="+")

    def handle(self, *, email, **options):
        if not settings.DEMO_MODE:
            raise CommandError("Sessions are handed out in demo mode only (DEMO_MODE=1, never in production).")
        sessions = import_module(settings.SESSION_ENGINE)
        for one in email:
            try:
                person = Person.objects.get(email__iexact=one, is_active=True)
            except Person.DoesNotExist:
                raise CommandError(f"Nobody here has the address {one}.") from None
            session = sessions.SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.create()
            self.stdout.write(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
