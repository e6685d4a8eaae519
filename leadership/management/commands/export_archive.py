"""Write everything of a team, or of a whole district, into files: a district can take its data and leave. For operators."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from leadership.archive import file_name, write_archive
from leadership.models import District, DistrictMember, Membership, Person, School, StaffMember, Team


class Command(BaseCommand):
    help = "Writes the archive of a team; or of each team of a district, with its schools, people and roles."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--team", help="the team's short name, as in /teams/<team>/")
        which.add_argument("--district", help="the district's short name, as in /districts/<district>/")
        parser.add_argument("--out", required=True, help="the folder to write to; it is made where it is missing")
        parser.add_argument(
            "--with-addresses",
            action="store_true",
            help="with a district: e-mail addresses, to invite people anew elsewhere",
        )

    def handle(self, *, team, district, out, with_addresses, **options):
        folder = Path(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if team:
                self.write(folder, self.one(Team, team))
            else:
                self.write_district(folder, self.one(District, district), with_addresses)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from None

    def one(self, model, slug):
        found = model.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no {model._meta.model_name} {slug}.")
        return found

    def write(self, folder, team, name=""):
        path = folder / (name or file_name(team))
        with path.open("wb") as file:
            counts = write_archive(file, team)
        self.stdout.write(f"{path}: {sum(counts.values()):,} rows, {path.stat().st_size:,} bytes")

    def write_district(self, folder, district, with_addresses):
        """One file that names schools, people and their places; and an archive for each team, by its short name."""
        teams = Team.objects.filter(school__district=district).select_related("school__district").order_by("pk")
        about = about_district(district, with_addresses)
        path = folder / "district.json"
        path.write_text(json.dumps(about, default=str, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(f"{path}: {len(about['schools'])} schools, {len(about['people'])} people")
        (folder / "teams").mkdir(exist_ok=True)
        for team in teams.iterator(chunk_size=50):
            self.write(folder, team, f"teams/{team.slug}.zip")


def about_district(district, with_addresses) -> dict:
    """Schools, teams and people of a district with their roles. The keys of people are those of the archives."""
    of_schools = {"school__district": district}
    members = DistrictMember.objects.filter(district=district)
    staff = StaffMember.objects.filter(**of_schools)
    memberships = Membership.objects.filter(team__school__district=district)
    here = (
        Q(pk__in=members.values("person")) | Q(pk__in=staff.values("person")) | Q(pk__in=memberships.values("person"))
    )
    fields = ("id", "name", "positions", *(("email",) if with_addresses else ()))
    return {
        "district": {"id": district.pk, "name": district.name, "slug": district.slug},
        "schools": list(School.objects.filter(district=district).order_by("pk").values("id", "name", "slug")),
        "teams": list(
            Team.objects.filter(**of_schools).order_by("pk").values("id", "name", "slug", "school_id", "purpose")
        ),
        "people": list(Person.objects.filter(here).order_by("pk").values(*fields)),
        "district_members": list(members.order_by("pk").values("person_id", "role", "joined_at")),
        "staff_members": list(staff.order_by("pk").values("school_id", "person_id", "role", "joined_at")),
        "memberships": list(memberships.order_by("pk").values("team_id", "person_id", "role", "joined_at")),
    }
