"""Door to one open classroom: for the staff of its school and, where the host wants that, of its whole district."""

from dataclasses import dataclass
from functools import wraps

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from leadership.access import check
from leadership.models import School, StaffMember, StaffRole

from .models import OpenClassroom
from .rules import may_see_open_classroom


@dataclass(frozen=True)
class ClassroomPlace:
    """Where a person stands with an open classroom. `school` is theirs: the one whose list leads them here."""

    person_id: int
    school: School
    on_staff: bool
    invited: bool  # of another school of the district
    is_host: bool
    is_visitor: bool
    runs_school: bool


def place_at(found: OpenClassroom, person) -> ClassroomPlace | None:
    """The place, or None for somebody of neither the school nor its district."""
    here = Q(school=found.school_id)
    near = Q(school__district=found.school.district_id) if found.school.district_id else here
    rows = list(StaffMember.objects.select_related("school").filter(here | near, person=person).order_by("pk"))
    if not rows:
        return None
    own = next((row for row in rows if row.school_id == found.school_id), None)
    is_visitor = found.visits.filter(person=person).exists()
    return ClassroomPlace(
        person_id=person.pk,
        school=(own or rows[0]).school,
        on_staff=own is not None,
        invited=own is None and (found.whole_district or is_visitor),
        is_host=own is not None and found.host_id == person.pk,
        is_visitor=is_visitor,
        runs_school=own is not None and own.role == StaffRole.FACILITATOR,
    )


def for_open_classroom(rule=None):
    """Sets `request.open_classroom`, `request.school` (the host's) and `request.place`. 404 for whoever is not invited."""

    def stamp(view):
        @wraps(view)
        def door(request, school_slug, open_classroom_id, **kwargs):
            rows = OpenClassroom.objects.select_related("school__district", "host", "pilot__team")
            request.open_classroom = get_object_or_404(rows, school__slug=school_slug, pk=open_classroom_id)
            request.school = request.open_classroom.school
            request.place = place_at(request.open_classroom, request.user)
            if request.place is None or not may_see_open_classroom(request.place):
                raise Http404
            check(rule, request.place)
            return view(request, **kwargs)

        door.door = "for_open_classroom"
        door.rule = rule
        return door

    return stamp
