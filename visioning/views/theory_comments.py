"""Comments on the statements and arrows of a theory: reading them, saying something, answering, coming to an end."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_theory
from visioning.forms.comments import CommentForm
from visioning.models import Comment
from visioning.models.comments import Gone
from visioning.rules import may_comment
from visioning.theory_conversations import TheoryTalk

from .conversations import asking

PART, LIST = "conversations", "theory-conversations"
SPOT = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
ON_A_PAGE = 20


def talk_of(request) -> TheoryTalk:
    return TheoryTalk(request.theory, request.membership, request.user)


def thing_at(request, spot):
    """The statement or arrow of an address, also where it was taken out: what was said about it is still there to read."""
    found = SPOT.fullmatch(spot)
    if not found:
        raise Http404
    source, target = found.groups()
    if target is None:
        return get_object_or_404(request.theory.statements, number=source)
    arrows = request.theory.arrows.with_ends().filter(source__number=source, target__number=target)
    arrow = arrows.order_by(F("removed_at").desc(nulls_first=True), "-id").first()
    if arrow is None:
        raise Http404
    return arrow


def comment_of(request, comment_id, **more):
    found = Comment.objects.of_theory(request.theory).select_related("statement", "arrow__source", "arrow__target")
    comment = get_object_or_404(found, pk=comment_id, **more)
    (comment.statement or comment.arrow).theory = request.theory
    return comment


# --- Reading --------------------------------------------------------------------------------------------------------


def conversations_context(request, about, *, talk=None, comment_form=None):
    """For `theory_comments/_conversations.html`: all that is said about a statement or an arrow, and the forms to say more.

    The arrow comes with its ends. The part of the page is brought up to date by itself; the page needs `parts/_news.html`.
    """
    talk = talk or talk_of(request)
    spot = talk.spot(about)
    context = {
        "talk": talk,
        "conversations": talk.about(about),
        "spot": spot,
        "in_conversations": asked_part(request) == PART,
    }
    if talk.can_comment and not spot.is_gone:
        context["comment_form"] = comment_form or talk.comment_form()
    return context


def about_page(request, about, *, status=200, **more):
    context = conversations_context(request, about, **more)
    template = "visioning/theory_comments/theory_comment_about.html"
    return render_page(request, template, context, partials={PART}, status=status)


@require_safe
@for_theory()
def theory_comment_list(request):
    """Everything that is said about the theory, open conversations first, each with the way to its spot."""
    talk = talk_of(request)
    page = Paginator(talk.items(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"talk": talk, "page": page, "conversations": talk.in_full(page.object_list)}
    template = "visioning/theory_comments/theory_comment_list.html"
    return render_page(request, template, context, partials={LIST})


@require_safe
@for_theory()
def theory_comment_about(request, spot):
    """Everything that is said about one statement ("3") or one arrow ("3-5"), by their numbers."""
    return about_page(request, thing_at(request, spot))


# --- Saying something -----------------------------------------------------------------------------------------------


def back(request, comment, about=None):
    """Where the form came from: the part of a page, the list, or the page of this statement or arrow."""
    opening = comment.answers_id or comment.pk
    if asked_part(request) == PART:
        return about_page(request, about or thing_at(request, comment.spot))
    if request.POST.get("back") == "list":
        address = reverse("theory_comment_list", args=[request.team.slug, request.theory.number])
    else:
        address = comment.get_absolute_url().partition("#")[0]
    return redirect(f"{address}#conversation-{opening}")


def went(request, about):
    """The conversation was taken back, or what it is about was taken out, a moment ago."""
    messages.info(request, _("This was taken back a moment ago."))
    if asked_part(request) == PART:
        return about_page(request, about)
    return redirect("theory_comment_list", request.team.slug, request.theory.number)


@require_POST
@for_theory(may_comment)
def theory_comment_add(request, spot):
    """Begin a conversation about a statement or an arrow."""
    about, talk = thing_at(request, spot), talk_of(request)
    if again := asking(request):
        return about_page(request, about, talk=talk, comment_form=talk.comment_form(**again))
    form = talk.comment_form(request.POST)
    if not form.is_valid():
        return about_page(request, about, talk=talk, comment_form=form, status=422)
    # What was taken out while somebody wrote can be put back, and their words are with it then.
    comment = Comment.begin(about, request.user, form.cleaned_data["words"], form.cleaned_data["mentions"])
    messages.success(request, _("Your comment is there for everybody on the team."))
    return back(request, comment, about)


@require_POST
@for_theory(may_comment)
def theory_comment_answer(request, comment_id):
    opening, talk = comment_of(request, comment_id, answers=None), talk_of(request)
    about = opening.statement or opening.arrow
    if again := asking(request):
        talk.bound["answer", opening.pk] = talk.answer_form(opening, **again)
        return about_page(request, about, talk=talk)
    form = talk.answer_form(opening, request.POST)
    if not form.is_valid():
        talk.bound["answer", opening.pk] = form
        return about_page(request, about, talk=talk, status=422)
    try:
        opening.answer(request.user, form.cleaned_data["words"], form.cleaned_data["mentions"])
    except Gone:
        return went(request, about)
    messages.success(request, _("Your answer is there."))
    return back(request, opening)


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_comment)
def theory_comment_edit(request, comment_id):
    """Better words for one's own comment."""
    comment, talk = comment_of(request, comment_id, by=request.user, taken_back_at=None), talk_of(request)
    asked = [] if request.method == "POST" else comment.mention_set.values_list("person", flat=True)
    first = {"words": comment.words, "mentions": [str(pk) for pk in asked]}
    if again := asking(request):
        form = CommentForm(people=talk.people, **again)
    else:
        data = request.POST if request.method == "POST" else None
        form = CommentForm(data, people=talk.people, initial=first)
    if form.is_valid():
        try:
            comment.change(form.cleaned_data["words"], form.cleaned_data["mentions"])
        except Gone:
            return went(request, comment.statement or comment.arrow)
        messages.success(request, _("Saved."))
        return redirect(comment)
    context = {"talk": talk, "comment": comment, "form": form}
    template = "visioning/theory_comments/theory_comment_edit.html"
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory()
def theory_comment_remove(request, comment_id):
    """Take one's own comment back. What others answered stays."""
    comment = comment_of(request, comment_id, by=request.user, taken_back_at=None)
    if request.method == "POST":
        try:
            comment.take_back()
        except Gone:
            return went(request, comment.statement or comment.arrow)
        messages.success(request, _("Your comment is taken back."))
        return redirect("theory_comment_list", request.team.slug, request.theory.number)
    context = {"comment": comment, "answered": comment.replies.exists()}
    return render_page(request, "visioning/theory_comments/theory_comment_remove.html", context)


# --- Coming to an end -----------------------------------------------------------------------------------------------


@require_POST
@for_theory(may_comment)
def theory_comment_resolve(request, comment_id):
    return settled(
        request, comment_id, lambda opening: opening.resolve(request.user), _("Resolved. It stays here to read.")
    )


@require_POST
@for_theory(may_comment)
def theory_comment_reopen(request, comment_id):
    return settled(request, comment_id, lambda opening: opening.reopen(), _("Open again."))


def settled(request, comment_id, act, words):
    opening = comment_of(request, comment_id, answers=None)
    try:
        act(opening)
    except Gone:
        return went(request, opening.statement or opening.arrow)
    messages.success(request, words)
    return back(request, opening)


@require_POST
@for_theory()
def theory_comment_see(request, comment_id):
    """This person knows what they were asked, and does not want to answer here."""
    opening = comment_of(request, comment_id, answers=None)
    opening.see(request.user)
    if request.POST.get("back") == "home":
        return redirect("home")
    return back(request, opening)
