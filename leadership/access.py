"""Doors: each view wears exactly one. A door loads what the view may reach, through team or person.

Whoever has no place at something is told it does not exist (404); whoever has a place but not the role is
told so (403). Rules live in each app's rules.py and take a membership (or staff row), never a request.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from .invited import place_at
from .models import AssessmentRound, District, DistrictMember, Membership, StaffMember


def public(view):
    """Open to everybody, signed in or not."""
    view.door = "public"
    return login_not_required(view)


def signed_in(view):
    """Open to everybody who is signed in; the view reaches things through `request.user` alone."""
    view.door = "signed_in"
    return view


def check(rule, *args):
    if rule is not None and not rule(*args):
        raise PermissionDenied


def for_team(rule=None):
    """Open to the team's people; `rule(membership)` says which. Sets `request.team`, `request.membership`."""

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, **kwargs):
            request.membership = get_object_or_404(
                Membership.objects.select_related("team__school"),
                team__slug=team_slug,
                person=request.user,
            )
            request.team = request.membership.team
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_team"
        door.rule = rule
        return door

    return stamp


def for_round(rule=None):
    """Open to whom a round of self-assessment asks, and to the team. Sets `request.round`, `request.membership`, `request.team`."""

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, round_number, **kwargs):
            rounds = AssessmentRound.objects.select_related("team__school")
            request.round = get_object_or_404(rounds, team__slug=team_slug, number=round_number)
            request.membership = place_at(request.round, request.user)
            if request.membership is None:
                raise Http404
            request.team = request.round.team
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_round"
        door.rule = rule
        return door

    return stamp


def for_school(rule=None):
    """Open to the school's staff; `rule(staff_member)` says which. Sets `request.school`, `request.staff_member`."""

    def stamp(view):
        @wraps(view)
        def door(request, school_slug, **kwargs):
            request.staff_member = get_object_or_404(
                StaffMember.objects.select_related("school__district"),
                school__slug=school_slug,
                person=request.user,
            )
            request.school = request.staff_member.school
            check(rule, request.staff_member)
            return view(request, **kwargs)

        door.door = "for_school"
        door.rule = rule
        return door

    return stamp


def for_district(rule=None):
    """Open to the district's people and the staff of its schools. Sets `request.district`, `request.district_member`.

    `request.district_member` is None for school staff; `rule(district_member)` then sees None.
    """

    def stamp(view):
        @wraps(view)
        def door(request, district_slug, **kwargs):
            member = DistrictMember.objects.select_related("district").filter(
                district__slug=district_slug, person=request.user
            )
            request.district_member = member.first()
            if request.district_member:
                request.district = request.district_member.district
            else:
                request.district = get_object_or_404(District.objects.for_person(request.user), slug=district_slug)
            check(rule, request.district_member)
            return view(request, **kwargs)

        door.door = "for_district"
        door.rule = rule
        return door

    return stamp
