"""Why lead together: each answers privately, shows an answer when ready, and the team writes one answer together."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.access import for_team
from leadership.pages import asked_part, render_page
from visioning.forms.whys import WhyAnswersForm
from visioning.models import BELIEFS, BENEFITS, LEDGER, WHY_QUESTIONS, MyAnswers, Stale, Why, WhyAnswer
from visioning.rules import may_answer_why, may_read_text

from .shared_visions import editor_config

KEYS = {question.key for question in WHY_QUESTIONS}
GROUPS = (("beliefs", BELIEFS), ("benefits", BENEFITS), ("ledger", LEDGER))


@require_safe
@for_team(may_read_text)
def why(request):
    return why_page(request)


def why_page(request, form=None, *, mine=None, other=None, status=200):
    """The page. `form` is one that was not accepted; `other` is what another window saved meanwhile."""
    found = Why.objects.select_related("text").filter(team=request.team).first()
    mine = mine or MyAnswers.of(request.team, request.user)
    theirs = WhyAnswer.objects.shared().of_people_on(request.team).exclude(person=request.user)
    shown = list(theirs.select_related("person").order_by("person__name", "id"))
    reading = found and found.reading()
    refused = form is not None
    form = form or WhyAnswersForm(initial=mine.words | {"edition": mine.edition})
    titles = {"beliefs": _("What we believe"), "benefits": _("Who gains"), "ledger": _("Yes and no")}
    parts = {
        question.key: {
            "question": question,
            "field": form[question.key],
            "is_shown": question.key in mine.shown,
            "words": mine.words[question.key],
            "shown": [one for one in shown if one.question == question.key],
            "html": reading.html(question.key, 5) if reading else "",
        }
        for question in WHY_QUESTIONS
    }
    context = {
        "why": found,
        "groups": [
            {"key": key, "title": titles[key], "parts": [parts[question.key] for question in questions]}
            for key, questions in GROUPS
        ],
        "shown_parts": [part for part in parts.values() if part["shown"]],
        "form": form,
        "mine": mine,
        "other": other,
        "mine_open": refused or not found or not mine.said or request.GET.get("mine") == "open",
        "can_answer": may_answer_why(request.membership),
        "asks_start": asked_part(request) == "together-start",  # a page that was open before the team began
        "config": found and editor_config(request, found.text),
    }
    partials = {"shown-answers", "together-start"}
    return render_page(request, "visioning/whys/why.html", context, partials=partials, status=status)


@require_POST
@for_team(may_answer_why)
def why_start(request):
    """Open the common answers for everybody. Whoever comes second finds them open."""
    return redirect(f"{Why.start(request.team).get_absolute_url()}#together")


@require_POST
@for_team(may_answer_why)
def why_answers(request):
    """Save my words. `show=<question>` shows that answer to the team; `then=both` joins what two windows said."""
    return keep_answers(request)


def keep_answers(request):
    form = WhyAnswersForm(request.POST)
    if request.POST.get("then") == "both" and form.is_valid():
        form = together(request, form)
    show = request.POST.get("show")
    if form.is_valid() and show in KEYS and not form.words[show]:
        form.add_error(show, _("There is nothing to show yet. Write your answer first."))
    if not form.is_valid():
        return why_page(request, form, status=422)
    try:
        mine = WhyAnswer.keep(request.team, request.user, form.words, form.cleaned_data["edition"])
    except Stale as stale:
        # The form goes on from what is stored, so that the next press is a choice made with both in view.
        newer = WhyAnswersForm(form.words | {"edition": stale.stored.edition})
        return why_page(request, newer, mine=stale.stored, other=stale.stored, status=409)
    if asked_part(request) == "save-state":
        return render_page(request, "parts/_save_state.html", {"kept": mine, "just_saved": True})
    if show in KEYS:
        WhyAnswer.show(request.team, request.user, show)
    return back(request, show if show in KEYS else "")


@require_POST
@for_team(may_read_text)
def why_answer_hide(request, question):
    """Take an answer back, whatever else is on the page and whatever one's role is by now. Then save what was typed."""
    if question not in KEYS:
        raise Http404
    WhyAnswer.take_back(request.team, request.user, question)
    if may_answer_why(request.membership) and "edition" in request.POST:
        return keep_answers(request)
    return back(request, question)


def together(request, form):
    """The same form with what is stored put before what was typed."""
    stored, typed = MyAnswers.of(request.team, request.user).words, form.words
    words = {
        key: typed[key] if stored[key] in typed[key] else f"{stored[key]}\n\n{typed[key]}".strip() for key in typed
    }
    return WhyAnswersForm(words | {"edition": form.cleaned_data["edition"]})


def back(request, question=""):
    place = f"answer-{question}" if question else "alone"
    return redirect(f"{reverse('why', args=(request.team.slug,))}?mine=open#{place}")
