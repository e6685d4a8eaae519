"""What is said about a passage, as pages and the panel beside the text show it, and the ways back to them.

For the views of comments, suggestions and passages; holds no view of its own.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from leadership.pages import asked_part, render_page
from visioning.conversations import SHOWN, TITLES, Talk, in_one_line
from visioning.forms.comments import AboutForm
from visioning.live.passages import locate, sentences
from visioning.models import SECTIONS, Passage
from visioning.models.passages import TooLong

PART, WORDS = "passage-talk", "passage-words"


def vision_of(request):
    """The team's vision, which came with it through the door, or None while nobody has begun."""
    vision = getattr(request.team, "shared_vision", None)
    if vision is not None:
        vision.team = vision.text.team = request.team
    return vision


def talk_of(request) -> Talk:
    """What this person sees of what is said; 404 while there is no text."""
    vision = vision_of(request)
    if vision is None:
        raise Http404
    return Talk(vision, request.membership, request.user)


def talk_page(request, talk, *, status=200, **about):
    context = {"vision": talk.vision, **talk_context(request, talk, **about)}
    return render_page(request, "visioning/comments/comment_about.html", context, partials={PART, WORDS}, status=status)


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


def chosen(request, talk) -> dict | None:
    """Which words the form is about: {"passage": …} or {"picked": …}; None where they are not in the text any more."""
    about = AboutForm(request.POST)
    if not about.is_valid():
        return None
    if about.cleaned_data["passage"]:
        return {"passage": get_object_or_404(talk.vision.text.passages, pk=about.cleaned_data["passage"])}
    picked = about.picked(talk.authors.now)
    return picked and {"picked": picked}


def asking(request) -> dict:
    """Without script: the same form again with the names to choose from and what was typed; {} where it is to be sent."""
    if "ask" not in request.POST or request.htmx:
        return {}
    return {"names": True, "initial": {"words": request.POST.get("words", "")}}


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
