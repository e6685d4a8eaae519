"""Why lead together: each answers privately, shows an answer when ready, and the team writes one answer together."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.access import for_team
from leadership.pages import asked_part, render_page
from visioning.forms.whys import WhyAnswerForm
from visioning.models import BELIEFS, BENEFITS, LEDGER, WHY_QUESTIONS, Stale, Why, WhyAnswer
from visioning.rules import may_answer_why, may_read_text

from .shared_visions import editor_config

KEYS = {question.key for question in WHY_QUESTIONS}


@require_safe
@for_team(may_read_text)
def why(request):
    return why_page(request)


def why_page(request, given=None, *, other=None, status=200):
    """The page. `given` is a form that was not accepted, with the key of its question; `other` what is stored instead."""
    found = Why.objects.select_related("text").filter(team=request.team).first()
    mine = {answer.question: answer for answer in request.user.why_answers.filter(team=request.team)}
    theirs = WhyAnswer.objects.shared().of_people_on(request.team).exclude(person=request.user)
    shown = list(theirs.select_related("person").order_by("person__name", "id"))
    reading = found and found.reading()
    parts = [part_of(question, mine, shown, reading, given, other) for question in WHY_QUESTIONS]
    by_key = {part["question"].key: part for part in parts}
    context = {
        "why": found,
        "groups": [
            {"key": key, "title": title, "parts": [by_key[question.key] for question in questions]}
            for key, title, questions in (
                ("beliefs", _("What we believe"), BELIEFS),
                ("benefits", _("Who gains"), BENEFITS),
                ("ledger", _("Yes and no"), LEDGER),
            )
        ],
        "shown_parts": [part for part in parts if part["shown"]],
        "mine_shown": [part for part in parts if part["answer"] and part["answer"].shared],
        "answered_count": sum(1 for part in parts if part["answer"] and part["answer"].words),
        "question_count": len(parts),
        "writing_now": bool(given),
        "can_answer": may_answer_why(request.membership),
        "config": found and editor_config(request, found.text),
    }
    return render_page(request, "visioning/whys/why.html", context, partials={"shown-answers"}, status=status)


def part_of(question, mine, shown, reading, given, other):
    """One question with my answer and its form, what colleagues show, and what the team says together."""
    answer = mine.get(question.key)
    refused, form = given or (None, None)
    return {
        "question": question,
        "answer": answer,
        "form": form if refused == question.key else answer_form(question.key, answer=answer),
        "other": other if refused == question.key else None,
        "shown": [one for one in shown if one.question == question.key],
        "html": reading.html(question.key, 4) if reading else "",
    }


def answer_form(key, data=None, answer=None):
    initial = {"words": answer.words if answer else "", "edition": answer.edition if answer else 0}
    return WhyAnswerForm(data, initial=initial, auto_id=f"{key}-%s")


@require_POST
@for_team(may_answer_why)
def why_start(request):
    """Open the common answers for everybody. Whoever comes second finds them open."""
    return redirect(f"{Why.start(request.team).get_absolute_url()}#together")


@require_POST
@for_team(may_answer_why)
def why_answer(request, question):
    """Save my words; with `then=show` show them to the team, with `then=both` join them with what another window saved."""
    if question not in KEYS:
        raise Http404
    return keep_answer(request, question)


@require_POST
@for_team(may_read_text)
def why_answer_hide(request, question):
    """Take an answer back, whatever else is on the page. Words typed meanwhile are kept for those who may answer."""
    if question not in KEYS:
        raise Http404
    WhyAnswer.take_back(request.team, request.user, question)
    if may_answer_why(request.membership) and "words" in request.POST:
        return keep_answer(request, question)
    return back(request, question)


def keep_answer(request, question):
    form = answer_form(question, request.POST)
    then = request.POST.get("then")
    if then == "both" and form.is_valid():
        form = together(request, question, form.cleaned_data)
    if form.is_valid() and then == "show" and not form.cleaned_data["words"]:
        form.add_error("words", _("There is nothing to show yet. Write your answer first."))
    if not form.is_valid():
        return why_page(request, (question, form), status=422)
    words, edition = form.cleaned_data["words"], form.cleaned_data["edition"]
    try:
        answer = WhyAnswer.keep(request.team, request.user, question, words, edition)
    except Stale as stale:
        # The form goes on from what is stored, so that the next press is a choice made with both in view.
        newer = answer_form(question, {"words": words, "edition": stale.stored.edition})
        return why_page(request, (question, newer), other=stale.stored, status=409)
    if then == "show":
        WhyAnswer.show(request.team, request.user, question)
    if asked_part(request) == f"saved-{question}":
        context = {"part": {"question": answer_question(question), "answer": answer}, "just_saved": True}
        return render_page(request, "visioning/whys/_saved.html", context)
    return back(request, question)


def together(request, question, typed):
    """The same form with what is stored put before what was typed."""
    stored = request.user.why_answers.filter(team=request.team, question=question).first()
    words = typed["words"]
    if stored and stored.words not in words:
        words = f"{stored.words}\n\n{words}".strip()
    return answer_form(question, {"words": words, "edition": typed["edition"]})


def answer_question(key):
    return next(question for question in WHY_QUESTIONS if question.key == key)


def back(request, question):
    return redirect(f"{reverse('why', args=(request.team.slug,))}#answer-{question}")
