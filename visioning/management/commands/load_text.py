"""Makes an empty text and as many writers as a load test asks for. Works in demo mode alone."""

import json
from io import StringIO
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from leadership.models import JoinedBy, Person, School, Team
from visioning.models import SharedText


class Command(BaseCommand):
    help = "Print, as JSON, an empty text's id and one set of request headers per writer."

    def add_arguments(self, parser):
        parser.add_argument("--writers", type=int, default=1)
        parser.add_argument("--text", type=UUID, help="the id the text shall have; what it held is deleted")
        parser.add_argument("--origin", default="http://127.0.0.1:8000")

    def handle(self, *, writers, text, origin, **options):
        if not settings.DEMO_MODE:
            raise CommandError("Load tests run in demo mode only (DEMO_MODE=1, never in production).")
        school, _ = School.objects.get_or_create(slug="load-test", defaults={"name": "Load test"})
        team, _ = Team.objects.get_or_create(school=school, slug="load-test", defaults={"name": "Load test"})
        if text is not None:
            SharedText.objects.filter(pk=text, team=team).delete()
        made = SharedText.objects.create(team=team, **({"pk": text} if text else {}))
        headers = []
        for number in range(writers):
            person, new = Person.objects.get_or_create(
                email=f"writer{number}@load.example", defaults={"name": f"Writer {number}"}
            )
            if new or not person.memberships.filter(team=team).exists():
                team.welcome(person, JoinedBy.LINK)
            headers.append({"Cookie": self.cookie(person), "Origin": origin})
        self.stdout.write(json.dumps({"text": str(made.pk), "headers": headers}))

    def cookie(self, person) -> str:
        out = StringIO()
        call_command("demo_session", person.email, stdout=out)
        return out.getvalue().strip()
