"""Alignment checks: opened with a rule, answered, closed, read. Nothing of the answers is shown before the close."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.models import Audience, people_asked
from leadership.pages import render_page
from leadership.privacy import FEWEST
from leadership.rules import may_take_part
from visioning.access import for_vision
from visioning.alignment_paragraphs import paragraphs_of
from visioning.alignment_result import Result, sentences_of
from visioning.alignment_words import rule_sentence
from visioning.forms.alignment_checks import NOW, AlignmentAnswerForm, AlignmentCheckForm, AlignmentReplyForm
from visioning.live.compare import Comparison
from visioning.models import CONTENT, AlignmentReply, AnsweredAlready, CheckClosed, CheckOpen, SharedVision
from visioning.rules import is_guest, may_adopt_version, may_answer_check, may_read_text, may_run_round

from .shared_visions import vision_of


def check_of(request, number):
    """One check of this team's that the reader may know of."""
    checks = vision_of(request).alignment_checks.for_place(request.membership)
    check = get_object_or_404(checks.select_related("version", "vision"), number=number)
    check.vision.team = request.team
    return check


def is_asked(check, place):
    """Whether the check asks whoever stands here."""
    return may_answer_check(place) and (check.audience == Audience.STAFF or not is_guest(place))


@require_safe
@for_vision(may_read_text)
def alignment_check_list(request):
    vision = SharedVision.objects.filter(team=request.team).first()
    checks = list(vision.alignment_checks.for_place(request.membership).select_related("version")) if vision else []
    said = sentences_of([check for check in checks if check.is_closed])
    for check in checks:
        check.sentence = said.get(check.pk, "")
    context = {
        "vision": vision,
        "checks": checks,
        "can_open": may_run_round(request.membership) and vision and all(check.is_closed for check in checks),
    }
    return render_page(request, "visioning/alignment_checks/alignment_check_list.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_run_round)
def alignment_check_new(request):
    vision = vision_of(request)
    versions = list(vision.text.versions.defer("words"))
    form = AlignmentCheckForm(
        request.POST or None,
        versions=versions,
        text_now=not vision.reading().is_empty(CONTENT.key),
        asked={audience: people_asked(request.team, audience).count() for audience in Audience},
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        number = said.pop("version")
        version = None if number == NOW else vision.text.versions.get(number=number)
        vision.team = request.team
        try:
            check = vision.alignment_checks.model.open(vision, request.user, version, **said)
        except CheckOpen:
            messages.info(request, _("A check is open already. One at a time is enough."))
            return redirect("alignment_check_list", request.team.slug)
        messages.success(request, _("The check is open. Everybody who is asked sees it on their first page."))
        return redirect(check)
    context = {"vision": vision, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "visioning/alignment_checks/alignment_check_new.html", context, status=status)


@require_safe
@for_vision(may_read_text)
def alignment_check(request, check_number):
    return alignment_check_page(request, check_of(request, check_number))


def alignment_check_page(request, check, *, answer_form=None, reply_form=None, reply_to=""):
    context = {"check": check, "can_close": may_run_round(request.membership) and not check.is_closed}
    if check.is_closed:
        context |= result_context(request, check, reply_form, reply_to)
    else:
        context |= open_context(request, check, answer_form)
    bad = (answer_form and answer_form.errors) or (reply_form and reply_form.errors)
    return render_page(
        request,
        "visioning/alignment_checks/alignment_check.html",
        context,
        partials={"alignment-state", "alignment-reasons"},
        status=422 if bad else 200,
    )


def open_context(request, check, form):
    """The words, the rule, the reader's own answer; of everybody else's only how many there are."""
    reading = check.version.reading
    people = list(check.turns.values_list("person", flat=True))
    asked = is_asked(check, request.membership)
    answered = request.user.pk in people
    own = check.answers.filter(person=request.user).first() if check.is_named and answered else None
    can_answer = asked and check.takes_answers and (check.is_named or not answered)
    paragraphs = paragraphs_of(reading)
    if can_answer and form is None:
        form = AlignmentAnswerForm(check=check, paragraphs=paragraphs, answer=own)
    return {
        "html": check.version.html(CONTENT.key, first_heading=3),
        "rule": rule_sentence(check),
        "answered_count": len(people),
        "asked_count": max(len(people), people_asked(request.team, check.audience).count()),
        "is_asked": asked,
        "has_answered": answered,
        "can_answer": can_answer,
        "form": form if can_answer else None,
        "changed": changed_since(check, reading),
        "nothing_new": check.by_paragraph and not check.asked_about,
    }


def changed_since(check, reading):
    """What changed since the check before, or None."""
    before = type(check).objects.before(check).select_related("version").first()
    if before is None or before.version_id == check.version_id:
        return None
    comparison = Comparison(before.version.reading, reading, None, [CONTENT.key])
    return {"before": before, "rows": comparison.changed_rows(CONTENT.key)}


def result_context(request, check, form, reply_to):
    result = Result.of(check)
    return {
        "result": result,
        "can_reply": may_take_part(request.membership),
        "form": form or AlignmentReplyForm(),
        "reply_to": reply_to,
        "can_differ": may_answer_check(request.membership),
        "can_open": may_run_round(request.membership),
        "can_adopt": result.enough
        and may_adopt_version(request.membership)
        and not is_adopted(check.version, check.vision),
    }


def is_adopted(version, vision):
    """Whether these are the words the team goes by already."""
    adoption = vision.adoption()
    return adoption is not None and adoption.version_id == version.pk


@require_POST
@for_vision(may_answer_check)
def alignment_check_answer(request, check_number):
    """Named: changed as often as somebody likes until the close. Unnamed: once."""
    check = check_of(request, check_number)
    if not is_asked(check, request.membership):
        raise PermissionDenied
    form = AlignmentAnswerForm(request.POST, check=check, paragraphs=paragraphs_of(check.version.reading))
    if not check.takes_answers:
        messages.info(request, _("This check takes no more answers."))
    elif not form.is_valid():
        return alignment_check_page(request, check, answer_form=form)
    else:
        try:
            check.answer(request.user, **form.said)
        except CheckClosed:
            messages.info(request, _("This check was closed a moment ago and takes no more answers."))
        except AnsweredAlready:
            messages.info(request, _("You have answered already. Without names an answer cannot be changed."))
        else:
            messages.success(request, _("Thank you. Your answer is in, and stays hidden until the check is closed."))
    return redirect(check)


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_run_round)
def alignment_check_close(request, check_number):
    check = check_of(request, check_number)
    if request.method == "POST":
        if not check.close():
            messages.info(request, _("Somebody closed this check a moment ago."))
        return redirect(check)
    if check.is_closed:
        return redirect(check)
    answered = check.turns.count()
    context = {
        "check": check,
        "answered_count": answered,
        "asked_count": max(answered, people_asked(request.team, check.audience).count()),
        "too_few": not check.is_named and answered < FEWEST,
    }
    return render_page(request, "visioning/alignment_checks/alignment_check_close.html", context)


@require_POST
@for_vision(may_take_part)
def alignment_reply_add(request, check_number, answer_id):
    """Answer a reason. Only reasons that the result shows exist here."""
    check = check_of(request, check_number)
    if not check.is_closed or str(answer_id) not in {reason.id for reason in Result.of(check).reasons}:
        raise Http404
    form = AlignmentReplyForm(request.POST)
    if not form.is_valid():
        return alignment_check_page(request, check, reply_form=form, reply_to=str(answer_id))
    check.answers.get(pk=answer_id).reply(form.cleaned_data["words"], request.user)
    return redirect(f"{check.get_absolute_url()}#reason-{answer_id}")


@require_POST
@for_vision(may_take_part)
def alignment_reply_remove(request, check_number, reply_id):
    """Take back a reply of one's own."""
    check = check_of(request, check_number)
    replies = AlignmentReply.objects.filter(answer__check_asked=check, by=request.user)
    get_object_or_404(replies, pk=reply_id).take_back()
    messages.success(request, _("Removed."))
    return redirect(f"{check.get_absolute_url()}#alignment-reasons")
