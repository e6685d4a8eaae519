"""A person's first page: what happened since they were here, what waits for their voice, where they are at home. Wiring: may look into every app."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.access import public
from leadership.demo_people import DEMO_PEOPLE
from leadership.models import District, Invitation, JoinRequest, LastHere, StaffMember
from leadership.pages import render_page
from leadership.since import AT_MOST, all_questions, hearer_of, told_to
from pilots.places import pilots_joined, pilots_to_join
from visioning.conversations import asked_of
from visioning.guests import teams_to_visit
from visioning.models import Openness


@require_safe
@public
def home(request):
    person = request.user
    if not person.is_authenticated:
        context = {"demo_people": DEMO_PEOPLE if settings.DEMO_MODE else ()}
        return render_page(request, "leadership/site/welcome.html", context)
    now = timezone.now()
    here = LastHere.look(person, now)
    memberships = list(person.memberships.select_related("team__school").order_by("team__name"))
    places = places_on_staff(person)
    hearer = hearer_of(person, memberships, places, here.told_from if here else now)
    told, by_name = told_to(hearer, AT_MOST, told_and_named)
    requests = (JoinRequest.objects.to_answer_by(person) | JoinRequest.objects.filter(person=person)).select_related(
        "team__school", "person"
    )
    context = {
        "told": told,
        "now": now,
        "is_first_time": here is None,
        "memberships": memberships,
        "places": places,
        **with_days(by_name),
        "join_requests": [asked for asked in requests if asked.person_id != person.pk],
        "my_requests": [asked for asked in requests if asked.person_id == person.pk],
        "invitations": Invitation.objects.open().for_person(person).select_related("team__school", "invited_by"),
        "mentions": asked_of(person, at_most=5),  # the next ones follow as these are answered
        "says_nothing_of_self": not person.positions,
    }
    return render_page(request, "leadership/home/home.html", context)


def told_and_named(hearer):
    """What is told, and districts and pilots: names, addresses and days are all that is shown of those."""
    person = hearer.person
    districts = District.objects.filter(district_members__person=person)
    names = {"team_name": "team__name", "team_slug": "team__slug"}
    of_pilot = JSONObject(title="title", number="number", ends_on="ends_on", means="joining_means", **names)
    return {
        **all_questions(hearer),
        "districts": ArraySubquery(districts.values(json=JSONObject(name="name", slug="slug"))),
        "pilots_to_join": ArraySubquery(pilots_to_join(person).values(json=of_pilot)),
        "pilots_joined": ArraySubquery(pilots_joined(person).values(json=of_pilot)),
    }


def with_days(told):
    """What came back, with the days of pilots as days."""
    for pilot in (*told["pilots_to_join"], *told["pilots_joined"]):
        pilot["ends_on"] = date.fromisoformat(pilot["ends_on"])
        pilot["is_past_its_end"] = pilot["ends_on"] < timezone.localdate()
    return told


def places_on_staff(person):
    """The schools, each with `to_visit`: teams whose work on the vision is open to this person as a guest."""
    places = list(
        StaffMember.objects.filter(person=person)
        .select_related("school__district")
        .annotate(
            open_calls=Count("school__teams", filter=Q(school__teams__open_call=True)), to_visit=teams_to_visit(person)
        )
        .order_by("school__name")
    )
    for team in (team for place in places for team in place.to_visit):
        team["asks"] = Openness(team["openness"]).label if team["openness"] else ""
    return places
