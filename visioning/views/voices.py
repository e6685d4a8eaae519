"""Voices: said by link without an account, noted in person, read before they show."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import public
from leadership.limits import Limit
from leadership.pages import asked_part, render_page
from visioning.access import for_gathering
from visioning.forms.voices import HeardForm, SetAsideForm, TranslationForm, VoiceForm
from visioning.languages import best_of
from visioning.models import ListeningRound, NotAsSeen, Voice, VoiceState
from visioning.outcomes import RoundOutcome
from visioning.rules import may_listen

from .listening_rounds import listening_round_of

# Per network address and round. A school evening sits behind one address.
LIMITS = (Limit("voice", 40, 600), Limit("voice-day", 300, 86_400))
PAGE = 20
PART = "voices"

# --- By link, without an account -------------------------------------------------------------------------------


@require_http_methods(("GET", "HEAD", "POST"))
@public
def voice_add(request, token):
    """Answer the question of a round. The visitor stays unknown: no account is looked at, nothing about them is kept."""
    listening = ListeningRound.for_link(token)
    if listening is None or not listening.is_open:
        return no_question(request, token)
    languages = listening.languages
    wanted = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    form = VoiceForm(
        request.POST if request.method == "POST" else None,
        languages=languages,
        initial={"language": best_of(wanted, languages)},
    )
    context = {"listening": listening, "form": form}
    if not form.is_valid():
        return voice_add_page(request, context, status=422 if form.errors else 200)
    if any(limit.is_reached(request, listening.pk) for limit in LIMITS):
        return voice_add_page(request, context | {"full": True}, status=429)
    for limit in LIMITS:
        limit.count(request, listening.pk)
    _voice, key = Voice.say(listening, once=form.cleaned_data["once"], **form.said)
    return voice_add_page(request, context | {"key": key})


def no_question(request, token):
    """What became of the answers, where the team shows it; else kind words and nothing about anybody."""
    closed = ListeningRound.for_outcome(token) if request.method != "POST" else None
    if closed is None:
        return voice_add_page(request, {}, status=404)
    return voice_add_page(request, {"listening": closed, "outcome": RoundOutcome.of(closed)})


def voice_add_page(request, context, *, status=200):
    """Neither browsers nor search engines keep it."""
    response = render_page(request, "visioning/voices/voice_add.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# --- Heard in person ---------------------------------------------------------------------------------------------


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_listen)
def voice_note(request, number):
    """Write down what somebody said and agreed to have written down."""
    listening = listening_round_of(request, number)
    if listening.closed_at:
        messages.info(request, _("This round is closed. Open it again to note more."))
        return redirect(listening)
    languages = listening.languages
    form = HeardForm(
        request.POST if request.method == "POST" else None, languages=languages, initial={"language": languages[0]}
    )
    if form.is_valid():
        Voice.note(listening, request.user, translation=form.cleaned_data["translation"], **form.said)
        messages.success(request, _("Noted, and on the table. Thank you for listening."))
        return redirect(
            "voice_note" if request.POST.get("then") == "another" else "listening_round", *where(request, number)
        )
    return render_page(
        request,
        "visioning/voices/voice_note.html",
        {"listening": listening, "form": form},
        status=422 if form.errors else 200,
    )


def where(request, number):
    return request.team.slug, request.gathering.number, number


# --- Reading before it shows ---------------------------------------------------------------------------------------


@require_safe
@for_gathering(may_listen)
def voice_list(request, number):
    return voice_list_page(request, listening_round_of(request, number))


def voice_list_page(request, listening, wrong=None):
    """The voices of one state, a page of them. `wrong` is a voice with the form that was not accepted.

    They come in the order of ids drawn at random: nobody can tell who spoke first.
    """
    show = request.GET.get("show", "")
    show = wrong.state if wrong else show if show in VoiceState.values else VoiceState.WAITING
    found = listening.voices.filter(state=show).select_related("heard_by", "read_by")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    back = f"{reverse('voice_list', args=where(request, listening.number))}?{urlencode({'show': show, 'page': page.number})}"
    in_part = asked_part(request) == PART
    if request.method == "POST" and not wrong and not in_part:
        return redirect(back)
    voices = list(page.object_list)
    if wrong:
        voices = [wrong, *(voice for voice in voices if voice.pk != wrong.pk)]
    for voice in voices:
        give_forms(voice)
    context = {
        "listening": listening_round_of(request, listening.number) if request.method == "POST" else listening,
        "voices": voices,
        "page": page,
        "show": show,
        "here": back,
        "query": urlencode({"show": show, "page": page.number}),
        "in_part": in_part,
        "acted": request.method == "POST" and not wrong,
    }
    return render_page(
        request, "visioning/voices/voice_list.html", context, partials={PART}, status=422 if wrong else 200
    )


def give_forms(voice):
    """An empty form for each thing to be done with it, where the one that was refused does not stand."""
    if not hasattr(voice, "set_aside_form"):
        voice.set_aside_form = SetAsideForm(auto_id=f"{voice.pk}_%s")
    if not hasattr(voice, "translation_form"):
        voice.translation_form = TranslationForm(auto_id=f"{voice.pk}_%s", initial={"translation": voice.translation})


def voice_of(request, listening, voice_id):
    voice = get_object_or_404(listening.voices, pk=voice_id)
    voice.round = listening
    return voice


def not_as_seen(request, listening):
    messages.info(
        request,
        _("Somebody was a moment quicker, or the words were changed. Here is how things are now; nothing was done."),
    )
    return voice_list_page(request, listening)


@require_POST
@for_gathering(may_listen)
def voice_let_through(request, number, voice_id):
    listening = listening_round_of(request, number)
    voice = voice_of(request, listening, voice_id)
    try:
        voice.let_through(request.user, request.POST.get("seen", ""))
    except NotAsSeen:
        return not_as_seen(request, listening)
    messages.success(request, _("It is on the weaving table now."))
    return voice_list_page(request, listening)


@require_POST
@for_gathering(may_listen)
def voice_set_aside(request, number, voice_id):
    listening = listening_round_of(request, number)
    voice = voice_of(request, listening, voice_id)
    form = SetAsideForm(request.POST, auto_id=f"{voice.pk}_%s")
    if not form.is_valid():
        voice.set_aside_form = form
        return voice_list_page(request, listening, wrong=voice)
    try:
        voice.set_aside(request.user, form.cleaned_data["because"], request.POST.get("seen", ""))
    except NotAsSeen:
        return not_as_seen(request, listening)
    messages.success(request, _("Set aside. Nothing is deleted: it can be let through at any time."))
    return voice_list_page(request, listening)


@require_POST
@for_gathering(may_listen)
def voice_translate(request, number, voice_id):
    listening = listening_round_of(request, number)
    voice = voice_of(request, listening, voice_id)
    form = TranslationForm(request.POST, auto_id=f"{voice.pk}_%s")
    if not form.is_valid():
        voice.translation_form = form
        return voice_list_page(request, listening, wrong=voice)
    try:
        voice.translate(form.cleaned_data["translation"], request.POST.get("seen", ""))
    except NotAsSeen:
        return not_as_seen(request, listening)
    messages.success(request, _("The translation stands beside the words."))
    return voice_list_page(request, listening)


@require_POST
@for_gathering(may_listen)
def voice_take_back(request, number, voice_id):
    """The person who was heard no longer wants it noted; whoever noted it takes it back for them."""
    listening = listening_round_of(request, number)
    voice = get_object_or_404(listening.voices.filter(heard_by=request.user), pk=voice_id)
    voice.round = listening
    voice.withdraw()
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return voice_list_page(request, listening)
