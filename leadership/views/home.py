"""A person's first page. Wiring: may look into every app."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, JSONObject
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.access import public
from leadership.demo_people import DEMO_PEOPLE
from leadership.models import (
    AssessmentRound,
    District,
    Invitation,
    JoinRequest,
    Person,
    StaffMember,
    Task,
)
from leadership.pages import render_page
from pilots.places import pilots_joined, pilots_to_join
from visioning.conversations import asked_of
from visioning.guests import teams_to_visit
from visioning.models import AlignmentCheck, Gathering, Openness, SharedVision, Suggestion, Visit

TELLS_FOR = timedelta(days=14)  # an answer is no news any more after this, whether or not somebody read the text since


@require_safe
@public
def home(request):
    person = request.user
    if not person.is_authenticated:
        context = {"demo_people": DEMO_PEOPLE if settings.DEMO_MODE else ()}
        return render_page(request, "leadership/site/welcome.html", context)
    memberships = places_on_teams(person)
    places = places_on_staff(person)
    requests = (JoinRequest.objects.to_answer_by(person) | JoinRequest.objects.filter(person=person)).select_related(
        "team__school", "person"
    )
    context = {
        "memberships": memberships,
        "places": places,
        **told_by_name(person),
        "join_requests": [asked for asked in requests if asked.person_id != person.pk],
        "my_requests": [asked for asked in requests if asked.person_id == person.pk],
        "invitations": Invitation.objects.open().for_person(person).select_related("team__school", "invited_by"),
        "alignment_checks": AlignmentCheck.objects.waiting_for(person).select_related("vision__team", "version"),
        "assessment_rounds": AssessmentRound.objects.waiting_for(person).select_related("team"),
        # Some at a time; the next ones follow as these are done.
        "tasks": sorted((task for one in memberships for task in one.tasks_due), key=lambda task: task.due_on)[:5],
        "mentions": asked_of(person, at_most=5),  # the next ones follow as these are answered
        "says_nothing_of_self": not person.positions,
    }
    return render_page(request, "leadership/home/home.html", context)


def told_by_name(person):
    """Districts, gatherings that wait for their vision, pilots: names, addresses and days are all that is shown of them."""
    districts = District.objects.filter(district_members__person=person)
    gatherings = Gathering.objects.closed().inviting(person).without_named_vision_of(person)
    names = {"team_name": "team__name", "team_slug": "team__slug"}
    of_pilot = JSONObject(title="title", number="number", ends_on="ends_on", means="joining_means", **names)
    told = Person.objects.filter(pk=person.pk).values(
        districts=ArraySubquery(districts.values(json=JSONObject(name="name", slug="slug"))),
        gatherings=ArraySubquery(gatherings.values(json=JSONObject(name="name", number="number", **names))),
        pilots_to_join=ArraySubquery(pilots_to_join(person).values(json=of_pilot)),
        pilots_joined=ArraySubquery(pilots_joined(person).values(json=of_pilot)),
    )[0]
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


def places_on_teams(person):
    """The memberships, each with what is new since the person last read the shared vision.

    `vision_news`: "unread" or "changed" where it has words unseen so far; `has_answer` where somebody answered what they suggested;
    `tasks_due`: the tasks they took on there whose day is near or has come.
    """
    tasks = Task.objects.due_soon().filter(owner=person, team=OuterRef("team"))
    visions = SharedVision.objects.filter(team=OuterRef("team")).annotate(
        changed_at=Greatest(Max("text__updates__at"), "text__snapshot__at")
    )
    visits = Visit.objects.filter(text__shared_vision__team=OuterRef("team"), person=person)
    answers = Suggestion.objects.answered_for(person).filter(passage__text__shared_vision__team=OuterRef("team"))
    memberships = list(
        person.memberships.select_related("team__school")
        .annotate(
            changed_at=Subquery(visions.values("changed_at")[:1]),
            seen_at=Subquery(visits.values("at")[:1]),
            answer_at=Subquery(answers.order_by("-answered_at").values("answered_at")[:1]),
            tasks_due=ArraySubquery(tasks.values(json=JSONObject(id="id", words="words", due_on="due_on"))),
        )
        .order_by("team__name")
    )
    lately = timezone.now() - TELLS_FOR
    for one in memberships:
        one.has_answer = one.answer_at is not None and one.answer_at > max(one.seen_at or lately, lately)
        unseen = one.changed_at and (not one.seen_at or one.changed_at > one.seen_at)
        one.tasks_due = [
            Task(team=one.team, **{**task, "due_on": date.fromisoformat(task["due_on"])}) for task in one.tasks_due
        ]
        one.vision_news = ("changed" if one.seen_at else "unread") if unseen else ""
    return memberships
