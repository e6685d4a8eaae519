"""Comments on passages of the shared vision: reading them, saying something, answering, coming to an end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_vision
from visioning.conversations import SHOWN, TITLES, Talk, in_one_line
from visioning.forms.comments import AboutForm, CommentForm
from visioning.live.passages import locate, sentences
from visioning.models import SECTIONS, Comment, Passage, SharedVision
from visioning.models.comments import Gone
from visioning.models.passages import TooLong
from visioning.rules import may_comment, may_read_text

PART = "passage-talk"
ON_A_PAGE = 20


def vision_of(request):
    """The team's vision, or None while nobody has begun."""
    vision = SharedVision.objects.select_related("text").filter(team=request.team).first()
    if vision is not None:
        vision.team = vision.text.team = request.team
    return vision


def talk_of(request) -> Talk:
    """What this person sees of what is said; 404 while there is no text."""
    vision = vision_of(request) or get_object_or_404(SharedVision, team=request.team)
    return Talk(vision, request.membership, request.user)


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


def choose_page(request, talk, *, lost=False, typed=(), status=200):
    reading = talk.authors.now
    found = ((section, sentences(reading, section.key)) for section in SECTIONS)
    context = {
        "vision": talk.vision,
        "sections": [{"section": section, "sentences": rows} for section, rows in found if rows],
        "can_comment": talk.can_comment,
        "lost": lost,
        "typed": typed,
        "in_part": asked_part(request) == PART,
    }
    partials = {PART} if lost else ()
    return render_page(request, "visioning/comments/comment_new.html", context, partials=partials, status=status)


@require_safe
@for_vision(may_read_text)
def comment_about(request, passage_id):
    """Everything that is said about one passage."""
    found = Passage.objects.select_related("text__shared_vision").filter(text__shared_vision__team=request.team)
    passage = get_object_or_404(found, pk=passage_id)
    vision = passage.text.shared_vision
    vision.team = vision.text.team = request.team
    return talk_page(request, Talk(vision, request.membership, request.user), passage=passage)


def talk_page(request, talk, *, status=200, **about):
    context = {"vision": talk.vision, **talk_context(request, talk, **about)}
    return render_page(request, "visioning/comments/comment_about.html", context, partials={PART}, status=status)


def talk_context(request, talk, passage=None, picked=None, comment_form=None, suggestion_form=None):
    """For `comments/_talk.html`, on a page or in the panel beside the text: a passage that is kept, or newly picked letters."""
    chosen = passage or picked
    stands = locate(chosen, talk.authors.now, talk.authors.moved)
    says = stands.words if stands else chosen.quote
    context = {
        "talk": talk,
        "passage": passage,
        "picked": picked,
        "stands": stands,
        "says": says,
        "section": TITLES.get(chosen.fragment, ""),
        "items": talk.about(passage) if passage else [],
        "in_part": asked_part(request) == PART,
        "about": {"passage": passage.pk} if passage else letters_of(picked),
    }
    if talk.can_comment:
        context["comment_form"] = comment_form or talk.comment_form()
        if in_one_line(stands, says):
            context["suggestion_form"] = suggestion_form or talk.suggestion_form(says)
    return context


def letters_of(picked) -> dict:
    """The fields of an AboutForm for newly picked letters."""
    (client, clock, _length), (last, start, length) = picked.letters[0], picked.letters[-1]
    return {
        "fragment": picked.fragment,
        "start_client": client,
        "start_clock": clock,
        "end_client": last,
        "end_clock": start + length - 1,
    }


# --- Saying something -----------------------------------------------------------------------------------------------


@require_POST
@for_vision(may_comment)
def comment_add(request):
    """Begin a conversation about a passage."""
    talk = talk_of(request)
    about = chosen(request, talk)
    if about is None:
        return lost_page(request, talk)
    form = talk.comment_form(request.POST)
    passage = kept(talk, about, form) if form.is_valid() else None
    if passage is None:
        return talk_page(request, talk, **about, comment_form=form, status=422)
    Comment.begin(passage, request.user, form.cleaned_data["words"], form.cleaned_data["mentions"])
    messages.success(request, _("Your comment is there for everybody who reads the text."))
    return back(request, talk, passage)


def chosen(request, talk) -> dict | None:
    """Which words the form is about: {"passage": …} or {"picked": …}; None where they are not in the text any more."""
    about = AboutForm(request.POST)
    if not about.is_valid():
        return None
    if about.cleaned_data["passage"]:
        return {"passage": get_object_or_404(talk.vision.text.passages, pk=about.cleaned_data["passage"])}
    picked = about.picked(talk.authors.now)
    return picked and {"picked": picked}


def kept(talk, about, form) -> Passage | None:
    """The passage, kept from now on; None (and the form says why) where it is too long for one."""
    try:
        return about.get("passage") or Passage.take(talk.vision.text, about["picked"])
    except TooLong:
        form.add_error(None, _("These are many words at once. Choose a shorter passage."))
        return None


def lost_page(request, talk):
    """The words were changed while somebody wrote about them. What they typed comes back with the list to choose from."""
    messages.warning(request, _("These words have just changed in the text. Choose them again."))
    typed = [words for name in ("words", "why") if (words := request.POST.get(name, "").strip()[:5000])]
    return choose_page(request, talk, lost=True, typed=typed, status=409)


def back(request, talk, passage, anchor=""):
    """Where the form came from: the part beside the text, the list, or the page of the passage."""
    if asked_part(request) == PART:
        return talk_page(request, talk_of(request), passage=passage)
    shown = request.POST.get("back", "")
    if shown in SHOWN:
        return redirect(f"{reverse('comment_list', args=[request.team.slug])}?show={shown}{anchor}")
    return redirect(f"{reverse('comment_about', args=[request.team.slug, passage.pk])}{anchor}")


def went(request):
    """The conversation was taken back a moment ago."""
    messages.info(request, _("This was taken back a moment ago."))
    return redirect("comment_list", request.team.slug)


@require_POST
@for_vision(may_comment)
def comment_answer(request, comment_id):
    talk = talk_of(request)
    opening = comment_of(request, comment_id, answers=None)
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
    form = CommentForm(request.POST or None, people=talk.people, initial=first)
    if form.is_valid():
        try:
            comment.change(form.cleaned_data["words"], form.cleaned_data["mentions"])
        except Gone:
            return went(request)
        messages.success(request, _("Saved."))
        return back(request, talk, comment.passage)
    context = {"vision": talk.vision, "comment": comment, "form": form}
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
