"""Comments on passages of the shared vision: reading them, saying something, answering, coming to an end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from visioning.access import for_vision
from visioning.conversations import SHOWN, Talk
from visioning.forms.comments import AboutForm, CommentForm
from visioning.models import Comment, Passage
from visioning.models.comments import Gone
from visioning.rules import may_comment, may_read_text

from .conversations import asking, back, choose_page, chosen, kept, lost_page, talk_of, talk_page, vision_of

ON_A_PAGE = 20


def comment_of(request, comment_id, **more):
    found = Comment.objects.select_related("passage__text")
    return get_object_or_404(found, passage__text__shared_vision__team=request.team, pk=comment_id, **more)


# --- Reading --------------------------------------------------------------------------------------------------------


@require_safe
@for_vision(may_read_text)
def comment_list(request):
    """Everything that is said, in the order of the text, what is open first."""
    vision = vision_of(request)
    if vision is None:
        return render_page(request, "visioning/comments/comment_list.html", {"vision": None})
    talk = Talk(vision, request.membership, request.user)
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "all"
    page = Paginator(talk.items(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "vision": vision,
        "talk": talk,
        "page": page,
        "items": talk.in_full(page.object_list),
        "shown": shown,
        "filters": SHOWN.items(),
        "has_words": not talk.authors.now.is_empty(),
    }
    return render_page(request, "visioning/comments/comment_list.html", context, partials={"conversations"})


@require_safe
@for_vision(may_read_text)
def comment_new(request):
    """Choose a sentence of the text; with the letters of some words, say something about them."""
    talk = talk_of(request)
    about = AboutForm(request.GET)
    if about.is_valid() and not about.cleaned_data["passage"] and (picked := about.picked(talk.authors.now)):
        return talk_page(request, talk, picked=picked)
    return choose_page(request, talk)


@require_safe
@for_vision(may_read_text)
def comment_about(request, passage_id):
    """Everything that is said about one passage."""
    found = Passage.objects.select_related("text__shared_vision").filter(text__shared_vision__team=request.team)
    passage = get_object_or_404(found, pk=passage_id)
    vision = passage.text.shared_vision
    vision.team = vision.text.team = request.team
    return talk_page(request, Talk(vision, request.membership, request.user), passage=passage)


# --- Saying something -----------------------------------------------------------------------------------------------


@require_POST
@for_vision(may_comment)
def comment_add(request):
    """Begin a conversation about a passage."""
    talk = talk_of(request)
    about = chosen(request, talk)
    if about is None:
        return lost_page(request, talk)
    if again := asking(request):
        return talk_page(request, talk, **about, comment_form=talk.comment_form(**again))
    form = talk.comment_form(request.POST)
    passage = kept(talk, about, form) if form.is_valid() else None
    if passage is None:
        return talk_page(request, talk, **about, comment_form=form, status=422)
    Comment.begin(passage, request.user, form.cleaned_data["words"], form.cleaned_data["mentions"])
    messages.success(request, _("Your comment is there for everybody who reads the text."))
    return back(request, talk, passage)


def went(request):
    """The conversation was taken back a moment ago."""
    messages.info(request, _("This was taken back a moment ago."))
    return redirect("comment_list", request.team.slug)


@require_POST
@for_vision(may_comment)
def comment_answer(request, comment_id):
    talk = talk_of(request)
    opening = comment_of(request, comment_id, answers=None)
    if again := asking(request):
        talk.bound["answer", opening.pk] = talk.answer_form(opening, **again)
        return talk_page(request, talk, passage=opening.passage)
    form = talk.answer_form(opening, request.POST)
    if not form.is_valid():
        talk.bound["answer", opening.pk] = form
        return talk_page(request, talk, passage=opening.passage, status=422)
    try:
        opening.answer(request.user, form.cleaned_data["words"], form.cleaned_data["mentions"])
    except Gone:
        return went(request)
    messages.success(request, _("Your answer is there."))
    return back(request, talk, opening.passage, f"#conversation-{opening.pk}")


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_comment)
def comment_edit(request, comment_id):
    """Better words for one's own comment."""
    comment = comment_of(request, comment_id, by=request.user, taken_back_at=None)
    talk = talk_of(request)
    asked = [] if request.method == "POST" else comment.mention_set.values_list("person", flat=True)
    first = {"words": comment.words, "mentions": [str(pk) for pk in asked]}
    if again := asking(request):
        form = CommentForm(people=talk.people, **again)
    else:
        form = CommentForm(request.POST or None, people=talk.people, initial=first)
    if form.is_valid():
        try:
            comment.change(form.cleaned_data["words"], form.cleaned_data["mentions"])
        except Gone:
            return went(request)
        messages.success(request, _("Saved."))
        return back(request, talk, comment.passage)
    context = {"vision": talk.vision, "talk": talk, "comment": comment, "form": form}
    return render_page(request, "visioning/comments/comment_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_read_text)
def comment_remove(request, comment_id):
    """Take one's own comment back. What others answered stays."""
    comment = comment_of(request, comment_id, by=request.user, taken_back_at=None)
    if request.method == "POST":
        try:
            comment.take_back()
        except Gone:
            return went(request)
        messages.success(request, _("Your comment is taken back."))
        return redirect("comment_list", request.team.slug)
    context = {"comment": comment, "answered": comment.replies.exists()}
    return render_page(request, "visioning/comments/comment_remove.html", context)


# --- Coming to an end -----------------------------------------------------------------------------------------------


@require_POST
@for_vision(may_comment)
def comment_resolve(request, comment_id):
    return settled(
        request, comment_id, lambda opening: opening.resolve(request.user), _("Resolved. It stays here to read.")
    )


@require_POST
@for_vision(may_comment)
def comment_reopen(request, comment_id):
    return settled(request, comment_id, lambda opening: opening.reopen(), _("Open again."))


def settled(request, comment_id, act, words):
    opening = comment_of(request, comment_id, answers=None)
    try:
        act(opening)
    except Gone:
        return went(request)
    messages.success(request, words)
    return back(request, talk_of(request), opening.passage, f"#conversation-{opening.pk}")


@require_POST
@for_vision(may_read_text)
def comment_see(request, comment_id):
    """This person knows what they were asked, and does not want to answer here."""
    opening = comment_of(request, comment_id, answers=None)
    opening.see(request.user)
    if request.POST.get("back") == "home":
        return redirect("home")
    return back(request, talk_of(request), opening.passage, f"#conversation-{opening.pk}")
