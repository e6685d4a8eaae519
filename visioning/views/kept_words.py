"""Words that no name is stored with, for whoever holds their key: read, change, withdraw, see where they went.

The key comes in the body of a POST and nowhere else. Nothing here asks who is signed in.
"""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import public
from leadership.limits import Limit
from leadership.pages import render_page
from visioning.forms.kept_words import KeyForm, VoiceWordsForm
from visioning.forms.personal_visions import SharedAnswersForm
from visioning.models import GatheredVision, Voice
from visioning.models.voices import NotAsSeen
from visioning.traces import trace_of

WRONG_KEYS = Limit("kept-words", most=60, seconds=600)


@require_http_methods(("GET", "HEAD", "POST"))
@public
def kept_words(request):
    if request.method != "POST":
        return kept_words_page(request, {"form": KeyForm()})
    form = KeyForm(request.POST)
    if not form.is_valid():
        return kept_words_page(request, {"form": form}, status=422)
    if WRONG_KEYS.is_reached(request):
        form.add_error(None, _("Too many wrong keys came from your network. Please try again in ten minutes."))
        return kept_words_page(request, {"form": form}, status=429)
    key = form.cleaned_data["key"]
    source = found(key)
    if source is None:
        WRONG_KEYS.count(request)
        form.add_error("key", _("Nothing lies under this key. It may be mistyped, or the words were withdrawn."))
        return kept_words_page(request, {"form": form}, status=422)
    return opened(request, source, key)


def found(key):
    """The vision or voice this key opens, or None."""
    visions = GatheredVision.objects.by_key(key).select_related("gathering__team__school")
    return visions.first() or Voice.objects.for_key(key)


def opened(request, source, key):
    """What to do with the words: `do` says read (nothing), save, withdraw (ask first) or withdraw-now."""
    act = request.POST.get("do", "")
    if act == "withdraw-now":
        source.withdraw()
        return kept_words_page(request, {"form": KeyForm(), "gone": True})
    form = words_form(source, request.POST if act == "save" else None)
    saved = form.is_valid() and rewrite(source, form)
    if act == "save" and form.is_valid() and not saved:
        return kept_words_page(request, {"form": KeyForm(), "gone": True})
    context = {
        "source": source,
        "gathering": gathering_of(source),
        "key": key,
        "words_form": form,
        "saved": saved,
        "asks_to_withdraw": act == "withdraw",
        # Voices come from beyond the team and the school: no draft leaves by them.
        "traces": trace_of(source, reads_text=isinstance(source, GatheredVision)),
    }
    return kept_words_page(request, context, status=422 if form.errors else 200)


def gathering_of(source):
    return source.gathering if isinstance(source, GatheredVision) else source.round.gathering


def words_form(source, data):
    if isinstance(source, GatheredVision):
        return SharedAnswersForm(data, initial=source.words)
    return VoiceWordsForm(data, initial={"words": source.words})


def rewrite(source, form):
    """Say it in these words. False where it was withdrawn in another window meanwhile."""
    if isinstance(source, GatheredVision):
        return source.rewrite(form.words)
    try:
        source.rewrite(form.cleaned_data["words"])
    except NotAsSeen:
        return False
    return True


def kept_words_page(request, context, *, status=200):
    answer = render_page(request, "visioning/kept_words/kept_words.html", context, status=status)
    answer["Cache-Control"] = "no-store"  # signed out too: the key is on this page
    return answer
