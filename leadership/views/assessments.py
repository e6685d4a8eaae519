"""Rounds of self-assessment: opened, answered, reminded about once, closed. Nothing of the answers shows here."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_round, for_team
from leadership.forms.assessments import TOO_FEW, AssessmentAnswerForm, AssessmentRoundForm
from leadership.guides import CONDITION_KEYS
from leadership.models import (
    AnsweredAlready,
    AssessmentRound,
    Audience,
    Naming,
    RoundClosed,
    RoundOpen,
    TooFew,
    is_formal_leader,
    people_asked,
    people_hidden_among_others,
)
from leadership.pages import render_page
from leadership.privacy import FEWEST
from leadership.reminding import remind
from leadership.results import warning_before
from leadership.rules import may_answer_round, may_read_result, may_run_assessment
from leadership.wording import PULSE, RUBRIC


@require_safe
@for_team()
def assessment_round_list(request):
    rounds = list(request.team.assessment_rounds.defer("wording").annotate(answered=Count("turns")).order_by("-number"))
    for one in rounds:
        one.team = request.team
    context = {
        "rounds": rounds,
        "can_open": may_run_assessment(request.membership) and all(one.is_closed for one in rounds),
    }
    return render_page(request, "leadership/assessments/assessment_round_list.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_run_assessment)
def assessment_round_new(request):
    hidden = {audience: people_hidden_among_others(request.team, audience).count() for audience in Audience}
    form = AssessmentRoundForm(
        request.POST if request.method == "POST" else None,
        asked={audience: people_asked(request.team, audience).count() for audience in Audience},
        hidden=hidden,
        initial={"naming": Naming.NAMED if hidden[Audience.TEAM] < FEWEST else None} | proposed(request.GET),
    )
    if form.is_valid():
        try:
            made = AssessmentRound.open(request.team, request.user, form.parts, **form.said)
        except RoundOpen:
            messages.info(request, _("A round is open already. One at a time is enough."))
            return redirect("assessment_round_list", request.team.slug)
        except TooFew:
            form.add_error("naming", TOO_FEW)
        else:
            messages.success(request, _("The round is open. Everybody who is asked sees it on their first page."))
            return redirect(made)
    context = {"form": form, "length": form.length, "warning": warning_before(request.team)}
    return render_page(
        request,
        "leadership/assessments/assessment_round_new.html",
        context,
        partials={"round-length"},
        status=422 if form.errors else 200,
    )


def proposed(asked) -> dict:
    """How the form begins: what the address asks for (`?condition=vision`), else the short form of all seven."""
    today = timezone.localdate()
    said = {"name": date_format(today, "YEAR_MONTH_FORMAT"), "closes_on": today + timedelta(days=7), "audience": "team"}
    if any(name.startswith(("condition_", "form_")) for name in asked):
        return said | {name: asked[name] for name in asked}
    if asked.get("condition") in CONDITION_KEYS:
        return said | {f"condition_{asked['condition']}": RUBRIC}
    return said | {f"condition_{key}": PULSE for key in CONDITION_KEYS}


def has_answered(request) -> bool:
    return request.round.turns.filter(person=request.user).exists()


@require_safe
@for_round(may_read_result)
def assessment_round(request):
    """How many have answered, and what the reader can do now. Of what was answered nothing."""
    found, place = request.round, request.membership
    answered, mine = found.turns.count(), has_answered(request)
    can_run = may_run_assessment(place) and not found.is_closed
    context = {
        "round": found,
        "answered_count": answered,
        "asked_count": max(answered, found.people_count or found.people_asked().count()),
        "has_answered": mine,
        "can_answer": may_answer_round(place) and found.takes_answers and (found.is_named or not mine),
        "is_asked": may_answer_round(place),
        "can_close": can_run,
        "can_remind": can_run and found.takes_answers and found.reminded_at is None,
        "forgets": mine and (not found.is_named or "sent" in request.GET),
        "is_invited": place.role == "invited",
    }
    return render_page(request, "leadership/assessments/assessment_round.html", context, partials={"round-state"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_round(may_answer_round)
def assessment_answer(request):
    """Named: changed as often as somebody likes until the close. Unnamed: once, and nothing is stored before."""
    found = request.round
    own = found.own_answer(request.user) if found.is_named else None
    form = AssessmentAnswerForm(
        request.POST if request.method == "POST" else None,
        round=found,
        groups=found.groups_of(request.user),
        leader=not found.is_named and is_formal_leader(request.user),
        answer=own,
    )
    if not found.takes_answers:
        return not_taken(request, form, "closed")
    if not found.is_named and has_answered(request):
        return not_taken(request, form, "answered")
    if form.is_valid():
        try:
            found.answer(request.user, **form.said)
        except RoundClosed:
            return not_taken(request, form, "closed")
        except AnsweredAlready:
            return not_taken(request, form, "answered")
        messages.success(request, _("Thank you. Your answers are in, and stay hidden until the round is closed."))
        return redirect(f"{found.get_absolute_url()}?sent=1")
    context = {"round": found, "form": form, "own": own}
    return render_page(
        request,
        "leadership/assessments/assessment_answer.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


def not_taken(request, form, why):
    """Nothing more is taken: who only looks is led to the round; who sent something gets their words back."""
    if request.method != "POST":
        words = _("You have answered already.") if why == "answered" else _("This round takes no more answers.")
        messages.info(request, words)
        return redirect(request.round)
    context = {"round": request.round, "why": why, "typed": form.typed()}
    return render_page(request, "leadership/assessments/assessment_answer.html", context, status=409)


@require_POST
@for_round(may_run_assessment)
def assessment_remind(request):
    people, sent = remind(request.round, request.build_absolute_uri("/"))
    if sent:
        words = ngettext("One mail is on its way.", "%(count)s mails are on their way.", sent) % {"count": sent}
        messages.success(request, words)
    elif people:
        messages.error(request, _("The mail server took no letter. Please try again later."))
    else:
        messages.info(request, _("There was nobody left to remind."))
    return redirect(request.round)


@require_http_methods(("GET", "HEAD", "POST"))
@for_round(may_run_assessment)
def assessment_close(request):
    found = request.round
    if request.method == "POST":
        if not found.close():
            messages.info(request, _("Somebody closed this round a moment ago."))
        return redirect(found)
    if found.is_closed:
        return redirect(found)
    answered = found.turns.count()
    context = {
        "round": found,
        "answered_count": answered,
        "asked_count": max(answered, found.people_asked().count()),
        "too_few": not found.is_named and answered < FEWEST,
    }
    return render_page(request, "leadership/assessments/assessment_close.html", context)
