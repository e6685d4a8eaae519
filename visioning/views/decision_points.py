"""A big question of a guide: answered alone, shown, and decided together with how, when, and who sees it differently."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team, signed_in
from leadership.guides import extras
from leadership.pages import asked_part, render_page
from leadership.rules import may_run_team, may_work_on_conditions
from visioning.forms.decision_points import DecisionDissentForm, DecisionPointForm, GuideAnswerForm
from visioning.models import (
    DecidedMeanwhile,
    DecisionDissent,
    DecisionPoint,
    GuideAnswer,
    NothingDecided,
    Stale,
)
from visioning.rules import may_read_text
from visioning.starter import starter_help

from .conditions import guide_or_404
from .shared_visions import editor_config


def question_of(guide_key, question_key):
    """The guide, the stage and the question, or 404."""
    guide = guide_or_404(guide_key)
    found = guide.question(question_key)
    if found is None:
        raise Http404
    return guide, *found


def point_of(request, guide_key, question_key):
    """What the team has begun to decide, or 404 while it has not begun."""
    point = get_object_or_404(DecisionPoint.objects.listed(), team=request.team, guide=guide_key, question=question_key)
    point.team = request.team
    return point


@require_safe
@for_team(may_read_text)
def guide_question(request, guide_key, question_key):
    return question_page(request, *question_of(guide_key, question_key))


def question_page(request, guide, stage, question, form=None, *, other=None, status=200):
    """The page. `form` is one that was not accepted; `other` is what another window saved meanwhile."""
    team = request.team
    found = team.decision_points.filter(guide=guide.key, question=question.key)
    point = found.listed().select_related("text").first()
    dissents = list(point.dissents.all()) if point else []
    mine = other or GuideAnswer.of(team, request.user, guide.key, question.key)
    theirs = GuideAnswer.objects.shared().of_people_on(team).filter(guide=guide.key, question=question.key)
    card = next((extras().protocol(part.protocol) for part in stage.agenda if part.protocol), None)
    context = {
        "guide": guide,
        "stage": stage,
        "question": question,
        "mine": mine,
        "form": form or GuideAnswerForm(initial={"words": mine.words, "edition": mine.edition}),
        "other": other,
        "shown": theirs.exclude(person=request.user).select_related("person").order_by("person__name", "id"),
        "point": point,
        "html": point.now.html(first_heading=3) if point else "",
        "has_words": point is not None and not point.now.is_empty(),
        "dissents": dissents,
        "my_dissent": next((one for one in dissents if one.person_id == request.user.pk), None),
        "help": starter_help(team, team.decision_points.settled().count()),
        "protocol": card,
        "can_work": may_work_on_conditions(request.membership),
        "can_run": may_run_team(request.membership),
        "asks_start": asked_part(request) == "together-start",  # a page that was open before the team began
        "address": reverse("guide_question", args=(team.slug, guide.key, question.key)),
        "config": point and editor_config(request, point.text),
    }
    partials = {"shown-answers", "together-start", "decision"}
    template = "visioning/decision_points/guide_question.html"
    return render_page(request, template, context, partials=partials, status=status)


# --- For myself -------------------------------------------------------------------------------------------------


@require_POST
@for_team(may_work_on_conditions)
def guide_answer(request, guide_key, question_key):
    """Save my words. `show` shows them to the team; `then=both` joins what two windows said."""
    return keep_answer(request, *question_of(guide_key, question_key))


def keep_answer(request, guide, stage, question):
    form = GuideAnswerForm(request.POST)
    if request.POST.get("then") == "both" and form.is_valid():
        form = together(request, guide, question, form)
    show = "show" in request.POST
    if form.is_valid() and show and not form.cleaned_data["words"]:
        form.add_error("words", _("There is nothing to show yet. Write your answer first."))
    if not form.is_valid():
        return question_page(request, guide, stage, question, form, status=422)
    words, edition = form.cleaned_data["words"], form.cleaned_data["edition"]
    key = guide.key, question.key
    try:
        mine = GuideAnswer.keep(request.team, request.user, *key, words, edition)
    except Stale as stale:
        # The form goes on from what is stored, so that the next press is a choice made with both in view.
        newer = GuideAnswerForm({"words": words, "edition": stale.stored.edition})
        return question_page(request, guide, stage, question, newer, other=stale.stored, status=409)
    if asked_part(request) == "save-state":
        return render_page(request, "parts/_save_state.html", {"kept": mine, "just_saved": True})
    if show:
        GuideAnswer.show(request.team, request.user, *key)
    return back(request, *key, "alone")


@require_POST
@for_team(may_read_text)
def guide_answer_hide(request, guide_key, question_key):
    """Take the answer back, whatever else is on the page and whatever one's role is by now. Then save what was typed."""
    guide, stage, question = question_of(guide_key, question_key)
    GuideAnswer.take_back(request.team, request.user, guide.key, question.key)
    if may_work_on_conditions(request.membership) and "edition" in request.POST:
        return keep_answer(request, guide, stage, question)
    return back(request, guide.key, question.key, "alone")


def together(request, guide, question, form):
    """The same form with what is stored put before what was typed."""
    stored, typed = (
        GuideAnswer.of(request.team, request.user, guide.key, question.key).words,
        form.cleaned_data["words"],
    )
    words = typed if stored in typed else f"{stored}\n\n{typed}".strip()
    return GuideAnswerForm({"words": words, "edition": form.cleaned_data["edition"]})


def back(request, guide_key, question_key, place):
    return redirect(f"{reverse('guide_question', args=(request.team.slug, guide_key, question_key))}#{place}")


# --- Together ---------------------------------------------------------------------------------------------------


@require_POST
@for_team(may_work_on_conditions)
def decision_point_start(request, guide_key, question_key):
    """Open the common text for everybody. Whoever comes second finds it open."""
    guide, _stage, question = question_of(guide_key, question_key)
    DecisionPoint.start(request.team, guide.key, question.key)
    return back(request, guide.key, question.key, "together")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def decision_point_settle(request, guide_key, question_key):
    """How and when the team decided; noted anew as often as it likes."""
    guide, stage, question = question_of(guide_key, question_key)
    point = point_of(request, guide.key, question.key)
    form = DecisionPointForm(request.POST) if request.method == "POST" else DecisionPointForm.of(point)
    status = 422 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            point.settle(request.user, said["decided_by"], said["decided_on"], said["seen"])
        except DecidedMeanwhile as meanwhile:
            point, status = meanwhile.point, 409
            point.team = request.team
            form = DecisionPointForm({**said, "seen": point.state})
            form.add_error(None, changed_meanwhile(point))
        except NothingDecided:
            status = 422
            form.add_error(None, _("Nothing is written yet. Write together what you decide, then note it here."))
        else:
            messages.success(request, _("Noted. The text stays open; the page says so when words change."))
            return back(request, guide.key, question.key, "decision")
    context = {"guide": guide, "stage": stage, "question": question, "point": point, "form": form}
    context["html"] = point.now.html(first_heading=3)
    return render_page(request, "visioning/decision_points/decision_point_settle.html", context, status=status)


def changed_meanwhile(point):
    if point.is_settled:
        return _("A colleague noted a moment ago how and when you decided. Save again to put yours in its place.")
    return _("A colleague opened this decision again a moment ago. Save again if you have decided nevertheless.")


@require_POST
@for_team(may_work_on_conditions)
def decision_point_reopen(request, guide_key, question_key):
    """Not decided after all. Opened twice is opened once."""
    point = point_of(request, guide_key, question_key)
    if point.is_settled:
        point.reopen(request.user)
    messages.success(request, _("It is open again. The words are still there."))
    return back(request, guide_key, question_key, "decision")


# --- Seen differently -------------------------------------------------------------------------------------------


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def decision_dissent_edit(request, guide_key, question_key):
    """Say beside the decision how I see it, or say it anew."""
    guide, stage, question = question_of(guide_key, question_key)
    point = point_of(request, guide.key, question.key)
    said = DecisionDissent.objects.filter(decision_point=point, person=request.user).first()
    form = DecisionDissentForm(request.POST if request.method == "POST" else None, instance=said)
    if form.is_valid():
        DecisionDissent.say(point, request.user, form.cleaned_data["words"])
        messages.success(request, _("Your words stand beside the decision now."))
        return back(request, guide.key, question.key, "decision")
    context = {"guide": guide, "stage": stage, "question": question, "form": form, "said": said}
    template = "visioning/decision_points/decision_dissent_edit.html"
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_POST
@signed_in
def decision_dissent_remove(request, dissent_id):
    """Take it back, whatever one's place is by now: whoever left is not made to stand beside these words for ever."""
    mine = request.user.decision_dissents.select_related("decision_point__team")
    said = get_object_or_404(mine, pk=dissent_id)
    point = said.decision_point
    said.take_back()
    messages.success(request, _("Taken back. Nothing of it is kept."))
    if request.user.memberships.filter(team=point.team_id).exists():
        return redirect(f"{point.get_absolute_url()}#decision")
    return redirect("personal_vision")
