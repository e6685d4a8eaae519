"""Write a team's plan as a PDF file, for somebody who may read that plan."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from leadership.models import Person, Team
from leadership.plan import Plan
from leadership.printing import PrintingError, printer
from leadership.views.plan import plan_html


class Command(BaseCommand):
    help = "Writes the plan of a team to a PDF file, as one of the team's people would get it."

    def add_arguments(self, parser):
        parser.add_argument("team", help="the team's short name, as in /teams/<team>/")
        parser.add_argument("--as", dest="email", required=True, help="e-mail of the person who asks")
        parser.add_argument("--out", required=True, help="the file to write")

    def handle(self, team, email, out, **options):
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        found = person and Team.objects.for_person(person).select_related("school").filter(slug=team).first()
        if not found:
            # The same words whether the person, the team or the tie between them is missing.
            raise CommandError(f"{email} has no team {team}.")
        plan = Plan.for_team(found)
        try:
            pdf = printer.pdf(plan_html(plan))
        except PrintingError as error:
            raise CommandError(f"The plan could not be printed ({error.reason}).") from None
        try:
            Path(out).write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{out}: {len(pdf):,} bytes")
