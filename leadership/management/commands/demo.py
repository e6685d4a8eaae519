"""Loads the demo school, as it was on the first day. Wiring: makes its people, then the demo packages of all apps play their work.

Who is there is in demo_school.toml; here is only how it becomes rows. Never runs in production.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

import leadership
from leadership.demo import play as play_conditions
from leadership.demo import play_plan
from leadership.models import (
    Agreement,
    District,
    Invitation,
    Membership,
    Person,
    School,
    StaffMember,
    StaffRole,
    Team,
)
from leadership.plan import Plan
from pilots.demo import play as play_pilots
from visioning.demo import play as play_visioning

SCRIPT = Path(leadership.__file__).parent / "demo_school.toml"


class Command(BaseCommand):
    help = "Load the demo school Northside (again). Refused outside demo mode."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Only where nobody has an account yet.")

    @transaction.atomic
    def handle(self, *args, if_empty=False, **options):
        if not settings.DEMO_MODE:
            raise CommandError("The demo school is for demo mode only (DEMO_MODE=1, never in production).")
        if if_empty and Person.objects.exists():
            return
        script = tomllib.loads(SCRIPT.read_text())
        tear_down(script)
        people = build(script)
        self.stdout.write(f"The demo school is ready: {len(people)} people, {len(script['teams'])} teams.")


def tear_down(script):
    """Away with the demo people and all that only they have built since."""
    domains = [one["domain"] for one in script["schools"]]
    domains += [one["email"].partition("@")[2] for one in script["district_people"]]
    demo_people = Person.objects.filter(email__regex=f"@({'|'.join(domains)})$")
    School.objects.filter(staff_members__person__in=demo_people).delete()
    District.objects.filter(district_members__person__in=demo_people).delete()
    demo_people.delete()


def ago(days):
    return timezone.now() - timedelta(days=days)


def build(script):
    district = District.objects.create(name=script["district"], slug=slugify(script["district"]))
    people = {}
    for one in script["district_people"]:
        people[one["name"]] = Person(email=one["email"], name=one["name"], positions=one["positions"])
    for school in script["schools"]:
        for line in school["staff"]:
            name, positions = divided(line)
            people[name] = Person(
                email=f"{slugify(name).replace('-', '.')}@{school['domain']}",
                name=name,
                positions=positions,
                strengths=script["strengths"].get(name, ""),
            )
    for person in people.values():
        person.set_unusable_password()
    Person.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people.values()
    )
    for one in script["district_people"]:
        district.district_members.create(person=people[one["name"]], role=one["role"])
    for school in script["schools"]:
        build_school(school, district, people)
    for team in script["teams"]:
        build_team(team, people)
    teams = Team.objects.filter(school__district=district).select_related("school")
    teams = {team.school.name: team for team in teams}
    play_conditions(teams, people)
    play_visioning(teams, people)
    play_pilots(teams, people)
    play_plan(teams["Northside"], people, Plan.for_team(teams["Northside"]).kept)
    return people


def divided(line):
    """ "Name: one, two" → ("Name", ["one", "two"])"""
    name, _colon, rest = line.partition(": ")
    return name, rest.split(", ")


def build_school(school, district, people):
    made = School.objects.create(name=school["name"], slug=slugify(school["name"]), district=district)
    staff = [people[divided(line)[0]] for line in school["staff"]]
    StaffMember.objects.bulk_create(
        StaffMember(
            school=made,
            person=person,
            role=StaffRole.FACILITATOR if "administrator" in person.positions else StaffRole.STAFF,
        )
        for person in staff
    )


def build_team(team, people):
    made = Team.objects.create(
        school=School.objects.get(name=team["school"]),
        name=team["name"],
        slug=slugify(team["name"]),
        purpose=team["purpose"],
    )
    for line in team["people"]:
        name, (role, joined_by, days) = divided(line)
        member = made.memberships.create(person=people[name], role=role, joined_by=joined_by)
        Membership.objects.filter(pk=member.pk).update(joined_at=ago(int(days)))
    first = people[divided(team["people"][0])[0]]
    for text in team["agreements"]:
        Agreement.write(made, first, text)
    for one in team.get("asking", ()):
        made.join_requests.create(person=people[one["name"]], note=one["note"])
    for one in team.get("invited", ()):
        Invitation.send_to(made, one["email"], people[one["by"]])
