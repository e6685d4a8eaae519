"""A person's first page, and all that is theirs in one file. Wiring: may look into every app."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, JSONObject
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.access import public, signed_in
from leadership.demo_people import DEMO_PEOPLE
from leadership.models import (
    AssessmentAnswer,
    AssessmentRound,
    AssessmentTurn,
    District,
    Invitation,
    JoinRequest,
    StaffMember,
    Task,
)
from leadership.models.groundwork import NOTE_KINDS
from leadership.pages import render_page
from visioning.conversations import asked_of
from visioning.guests import teams_to_visit
from visioning.live.authorship import own_words
from visioning.models import (
    AlignmentAnswer,
    AlignmentCheck,
    AlignmentReply,
    AlignmentTurn,
    Dissent,
    Gathering,
    Openness,
    PersonalVision,
    SharedText,
    SharedVision,
    Suggestion,
    Visit,
)

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
        "districts": District.objects.filter(district_members__person=person),
        "join_requests": [asked for asked in requests if asked.person_id != person.pk],
        "my_requests": [asked for asked in requests if asked.person_id == person.pk],
        "invitations": Invitation.objects.open().for_person(person).select_related("team__school", "invited_by"),
        "alignment_checks": AlignmentCheck.objects.waiting_for(person).select_related("vision__team", "version"),
        "assessment_rounds": AssessmentRound.objects.waiting_for(person).select_related("team"),
        # Some at a time; the next ones follow as these are done.
        "tasks": sorted((task for one in memberships for task in one.tasks_due), key=lambda task: task.due_on)[:5],
        "gatherings": Gathering.objects.closed()
        .inviting(person)
        .without_named_vision_of(person)
        .select_related("team__school"),
        "mentions": asked_of(person)[:5],  # the next ones follow as these are answered
        "says_nothing_of_self": not person.positions,
    }
    return render_page(request, "leadership/home/home.html", context)


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


def alignment_of(person):
    """Their named answers, replies and dissents. What they answered without their name cannot be found, by anybody."""
    team = "vision__team__name"
    return {
        "alignment_answers_with_my_name": list(
            AlignmentAnswer.objects.filter(person=person).values(
                f"check_asked__{team}", "check_asked__number", "level", "closer", "levels_by_paragraph"
            )
        ),
        "alignment_checks_answered_without_my_name": {
            "note": "Only that you answered is kept. What you answered is not stored with your name, so it is not here.",
            "checks": list(
                AlignmentTurn.objects.filter(person=person, check_asked__naming="unnamed").values(
                    f"check_asked__{team}", "check_asked__number"
                )
            ),
        },
        "alignment_replies": list(
            AlignmentReply.objects.filter(by=person).values(f"answer__check_asked__{team}", "words", "at")
        ),
        "dissents": list(Dissent.objects.filter(person=person).values(team, "words", "at")),
    }


def assessments_of(person):
    """Their answers with names, and those of a formal leader that only they see. Of the others, that they answered."""
    return {
        "self_assessments_with_my_name": list(
            AssessmentAnswer.objects.filter(person=person).values(
                "round__team__name", "round__name", "group", "levels", "notes", "private"
            )
        ),
        "self_assessments_answered_without_my_name": {
            "note": "Only that you answered is kept. What you answered is not stored with your name, so it is not here.",
            "rounds": list(
                AssessmentTurn.objects.filter(person=person, round__naming="unnamed")
                .exclude(round__answers__person=person)
                .values("round__team__name", "round__name")
            ),
        },
        "self_assessments_opened": list(
            person.assessment_rounds_opened.values("team__name", "name", "opened_at", "closed_at")
        ),
    }


def why_and_uses_of(person):
    """Their private answers to why and to the guides, shown or not; their dissents; what they noted; what they planned to be told."""
    return {
        "why_answers": list(person.why_answers.values("team__name", "question", "words", "shared", "saved_at")),
        "guide_answers": list(
            person.guide_answers.values("team__name", "guide", "question", "words", "shared", "saved_at")
        ),
        "decision_dissents": list(
            person.decision_dissents.values(
                "decision_point__team__name", "decision_point__guide", "decision_point__question", "words", "at"
            )
        ),
        "uses_noted": list(person.uses_noted.values("vision__team__name", "what", "outcome", "how", "on")),
        "tellings_planned": list(
            person.tellings_written.values("team__name", "audience", "message", "due_on", "done_on")
        ),
        "tellings_to_do": list(person.tellings.values("team__name", "due_on", "done_on")),
        "rounds_kept": list(person.rounds_kept.values("vision__team__name", "number", "starts_on", "ends_on")),
        "answers_about_the_process": list(
            person.process_answers.values("round__vision__team__name", "round__number", "sign", "answer", "note")
        ),
    }


def conditions_work_of(person):
    """Their tasks, and what they noted for the team's work on the conditions."""
    noted = {
        f"noted_{kind.replace('-', '_')}": list(
            rows.objects.filter(noted_by=person).values("team__name", "guide", "words", "noted_at")
        )
        for kind, rows in NOTE_KINDS.items()
    }
    return {
        "tasks": list(person.tasks.values("team__name", "words", "due_on", "done_at")),
        "tasks_noted": list(person.tasks_noted.values("team__name", "guide", "words", "noted_at")),
        **noted,
        "conditions_ranked": list(
            person.conditions_ranked.values("team__name", "condition", "reason", "begins_on", "ends_on")
        ),
        "times_reserved": list(
            person.times_reserved.values("team__name", "condition", "meeting", "first_at", "minutes", "rhythm", "times")
        ),
    }


@require_safe
@signed_in
def me_export(request):
    """Everything that is this person's, for them to keep. Nobody else's words are in it."""
    person = request.user
    answer = JsonResponse(
        {
            "made_at": timezone.now(),
            "site": settings.SITE_NAME,
            "person": {
                "name": person.name,
                "email": person.email,
                "addresses": list(person.emailaddress_set.values("email", "verified", "primary")),
                "positions": person.positions,
                "strengths": person.strengths,
                "joined_at": person.date_joined,
            },
            "districts": list(person.district_members.values("district__name", "role", "joined_at")),
            "schools": list(person.staff_members.values("school__name", "role", "joined_at")),
            "teams": list(
                person.memberships.values("team__name", "team__school__name", "role", "joined_by", "joined_at")
            ),
            "requests_to_join": list(person.join_requests.values("team__name", "note", "asked_at")),
            "invitations_sent": list(person.invitations_sent.values("team__name", "email", "role", "invited_at")),
            "agreements_written": list(person.agreements_written.values("team__name", "text", "written_at")),
            "personal_vision": PersonalVision.of(person).words,
            "visions_shared_with_my_name": [
                {
                    "gathering": vision.gathering.name,
                    "team": vision.gathering.team.name,
                    "positions": vision.positions,
                    "shared_at": vision.shared_at,
                    **vision.words,
                }
                for vision in person.gathered_visions.select_related("gathering__team")
            ],
            "comments": list(
                person.comments.filter(taken_back_at=None).values("passage__text__team__name", "words", "at")
            ),
            "suggestions": list(
                person.suggestions.values("passage__text__team__name", "words", "why", "at", "state", "answered_at")
            ),
            "voices_noted_for_others": list(
                person.voices_heard.values("round__gathering__team__name", "round__name", "words", "translation")
            ),
            "shared_texts": [
                {
                    "team": text.team.name,
                    "begun_at": text.created_at,
                    "my_words": own_words(text.pk, person.pk),
                }
                for text in SharedText.objects.filter(clients__person=person).select_related("team").distinct()
            ],
            **alignment_of(person),
            **assessments_of(person),
            **why_and_uses_of(person),
            **conditions_work_of(person),
        },
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    answer["Content-Disposition"] = 'attachment; filename="throughline-my-data.json"'
    return answer
