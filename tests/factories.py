"""Plain functions that make rows for tests. Each gives a valid thing; say only what the test is about."""

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from leadership.models import (
    District,
    JoinedBy,
    Person,
    Role,
    School,
    StaffMember,
    Team,
)
from leadership.models.schools import free_slug


def person(name, *, email=None, positions=(), verified=True, **fields):
    made = Person.objects.create_user(
        email or f"{slugify(name).replace('-', '.')}@northside.example",
        name=name,
        positions=list(positions),
        **fields,
    )
    if verified:
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def district(name):
    return District.objects.create(name=name, slug=free_slug(District, name))


def school(name, *, district=None, staff=()):
    made = School.objects.create(name=name, district=district, slug=free_slug(School, name))
    StaffMember.objects.bulk_create(StaffMember(school=made, person=one) for one in staff)
    return made


def team(name, *, school, people=None, by=JoinedBy.OPEN_CALL):
    """A team with `people`: a dict of person to role, or a list of people who become members."""
    made = Team.objects.create(name=name, school=school, slug=free_slug(Team, name))
    roles = people if isinstance(people, dict) else dict.fromkeys(people or (), Role.MEMBER)
    for one, role in roles.items():
        made.welcome(one, by, role=role)
    return made
