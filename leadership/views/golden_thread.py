"""The golden thread: all of it, from one sentence down, from one pilot up, and what became of one's own words. And strands."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.access import for_team
from leadership.golden_thread import TIEABLE, GoldenThread
from leadership.knots import Kind
from leadership.pages import render_page
from pilots.strand_ends import strand_row, tie
from visioning.forms.strands import LOST, OWN, StrandForm, StrandWhyForm
from visioning.models import Gone, Passage, Stale, Statement, Weave
from visioning.models.strands import ToItsOwn
from visioning.own_thread import OwnThread, own_parts
from visioning.people_behind import Behind
from visioning.rules import may_mend_strand, may_tie_strand

FOLDER = "leadership/golden_threads"
SENTENCE = f"{Kind.SENTENCE}-"
LARGEST = len(str(2**62))  # digits of a key


def by_part(sentences):
    """Sentences under the titles of the parts of the text."""
    return [{"title": title, "sentences": list(rows)} for title, rows in groupby(sentences, lambda one: one.part)]


@require_safe
@for_team()
def golden_thread(request):
    """Every sentence with what serves it; `?show=unserved` only those that nothing serves. Then work that serves nothing."""
    thread = GoldenThread.for_team(request.team)
    only_unserved = request.GET.get("show") == "unserved"
    context = {
        "thread": thread,
        "parts": by_part(thread.unserved if only_unserved else thread.sentences),
        "only_unserved": only_unserved,
        "can_tie": may_tie_strand(request.membership),
    }
    return render_page(request, f"{FOLDER}/golden_thread.html", context, partials={"golden-thread"})


@require_safe
@for_team()
def thread_sentence(request, sentence_key):
    """One sentence: the people whose words it grew from, and everything that serves it, down to charts and tasks."""
    thread = GoldenThread.for_team(request.team)
    sentence = thread.sentence(sentence_key)
    if sentence is None:
        return elsewhere(request, sentence_key)
    weaves = list(Weave.objects.filter(passage__in=sentence.passages).in_full())
    context = {
        "thread": thread,
        "sentence": sentence,
        "steps": thread.down_from(sentence),
        "weaves": weaves,
        "behind": Behind.of_phrases([phrase for weave in weaves for phrase in weave.phrases]),
        "can_tie": may_tie_strand(request.membership),
        "mendable": mendable(thread, request.membership),
    }
    return render_page(request, f"{FOLDER}/thread_sentence.html", context, partials={"thread-sentence"})


def elsewhere(request, key):
    """A passage beside the parts that say what we want, or whose words were taken out: its own page tells of it."""
    if not key.isdecimal() or len(key) > LARGEST:
        raise Http404
    passage = get_object_or_404(Passage, pk=key, text__shared_vision__team=request.team)
    messages.info(
        request, _("No work is tied to these words. Here is what they grew from and what is said about them.")
    )
    return redirect("passage", request.team.slug, passage.pk)


@require_safe
@for_team()
def thread_pilot(request, pilot_number):
    """From one pilot up: what it tests, what that is for, the sentences it serves in the end, and whose words those are."""
    thread = GoldenThread.for_team(request.team)
    knot = thread.knot(Kind.PILOT, pilot_number)
    if knot is None:
        raise Http404
    sentences = thread.sentences_above(knot.key)
    context = {
        "thread": thread,
        "knot": knot,
        "steps": thread.web.up(knot.key),
        "follows": thread.web.down(knot.key),
        "sentences": sentences,
        "behind": Behind.of(frozenset().union(*(one.sources for one in sentences))),
        "can_tie": may_tie_strand(request.membership),
        "mendable": mendable(thread, request.membership),
    }
    return render_page(request, f"{FOLDER}/thread_pilot.html", context, partials={"thread-pilot"})


@require_safe
@for_team()
def thread_mine(request):
    """What whoever asks said here, and what became of each. Nobody else can open it."""
    thread = GoldenThread.for_team(request.team)
    own = OwnThread.of(request.team, request.user)
    sentences = (*thread.sentences, *thread.gone)
    by_passage = {passage: one for one in reversed(sentences) for passage in one.passages}  # the first that it covers
    context = {"own": own, "parts": list(own_parts(request.team, own, by_passage))}
    return render_page(request, f"{FOLDER}/thread_mine.html", context, partials={"thread-mine"})


def mendable(thread, place) -> set[str]:
    """The strands whose why this person may say anew, and which they may cut."""
    return {link.strand for link in thread.web.links if link.strand and may_mend_strand(place, link.by_id)}


# --- Strands ----------------------------------------------------------------------------------------------------------


@require_safe
@for_team()
def strand_list(request, kind, ref):
    """What one piece of work serves: a part of its own page, and a page of its own without script."""
    thread = GoldenThread.for_team(request.team)
    knot = thread.knot(kind, ref) if kind in TIEABLE else None
    if knot is None:
        raise Http404
    above = [(link, thread.web.knots[link.upper]) for link in thread.web.above(knot.key)]
    context = {
        "knot": knot,
        "strands": [(link, upper) for link, upper in above if link.strand],
        "follows": [(link, upper) for link, upper in above if not link.strand],
        "sentences": thread.sentences_above(knot.key),
        "can_tie": may_tie_strand(request.membership),
        "mendable": mendable(thread, request.membership),
    }
    return render_page(request, f"{FOLDER}/strand_list.html", context, partials={"strands"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_tie_strand)
def strand_tie(request):
    """Say that a piece of work serves a sentence or a strategy. `?work=goal-3` or `?serves=sentence-12` choose one end."""
    thread = GoldenThread.for_team(request.team)
    work, serves = (thread.end(request.GET.get(name, "")) for name in ("work", "serves"))
    form = StrandForm(
        request.POST if request.method == "POST" else None,
        work=[knot for knot in thread.web.knots.values() if knot.kind in TIEABLE],
        parts=by_part(thread.sentences),
        theories=thread.strategies,
        chosen_work=work.key if work else "",
        chosen_serves=serves.key if serves else "",
    )
    back = where_back(request, work or serves)
    if form.is_valid() and strand_tied(request, thread, form):
        return redirect(back)
    context = {"form": form, "thread": thread, "back": back, "work": work, "serves": serves}
    status = 422 if form.errors else 200
    return render_page(request, f"{FOLDER}/strand_tie.html", context, status=status)


def where_back(request, chosen):
    """Where whoever ties came from."""
    if chosen is None or request.GET.get("back") == "thread":
        return reverse("golden_thread", args=(request.team.slug,), fragment="orphans")
    return chosen.address


def strand_tied(request, thread, form) -> bool:
    """False with what is wrong in the form. A sentence gets its passage first."""
    kind, _dash, ref = form.cleaned_data["work"].partition("-")
    try:
        serves = upper_row(request.team, thread, form.cleaned_data["serves"])
        _made, new = tie(request.team, request.user, kind, ref, serves, form.cleaned_data["why"])
    except Gone:
        form.add_error(None, LOST)
        return False
    except ToItsOwn:
        form.add_error("serves", OWN)
        return False
    if new:
        messages.success(request, _("Tied. The thread shows it both ways."))
    else:
        messages.info(request, _("This was tied already; the first why stays."))
    return True


def upper_row(team, thread, key):
    """The passage of just this sentence, or the statement. Raises Gone."""
    if not key.startswith(SENTENCE):
        return get_object_or_404(Statement, theory__team=team, pk=key.rpartition("-")[2])
    picked = thread.sentence(key.removeprefix(SENTENCE)).place.picked(thread.reading)
    if picked is None:
        raise Gone
    return Passage.take(team.shared_vision.text, picked)


def strand_of(request, strand_key):
    """The strand, where whoever asks may mend it; None where it was cut."""
    found = strand_row(request.team, strand_key)
    if found and not may_mend_strand(request.membership, found.by_id):
        raise PermissionDenied
    if found is None and request.method != "POST":
        raise Http404
    return found


def cut_meanwhile(request):
    messages.info(request, _("Somebody cut this a moment ago."))
    return redirect("golden_thread", request.team.slug)


def ends_of(request, strand_key):
    """The knots at both ends of a strand."""
    web = GoldenThread.for_team(request.team).web
    link = next((link for link in web.links if link.strand == strand_key), None)
    return (web.knots[link.lower], web.knots[link.upper]) if link else (None, None)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_tie_strand)
def strand_edit(request, strand_key):
    """Say the why anew."""
    found = strand_of(request, strand_key)
    if found is None:
        return cut_meanwhile(request)
    form = StrandWhyForm(
        request.POST if request.method == "POST" else None, initial={"why": found.why, "edition": found.edition}
    )
    work, serves = ends_of(request, strand_key)
    context, status = {"form": form, "work": work, "serves": serves, "strand_key": strand_key}, 200
    if form.is_valid():
        try:
            found.mend(**form.cleaned_data)
        except Gone:
            return cut_meanwhile(request)
        except Stale as stale:
            data = request.POST.copy()
            data["edition"] = stale.stored.edition
            context |= {"form": StrandWhyForm(data), "other": [(form.fields["why"].label, stale.stored.why)]}
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect(work.address if work else reverse("golden_thread", args=(request.team.slug,)))
    elif form.errors:
        status = 422
    return render_page(request, f"{FOLDER}/strand_edit.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_tie_strand)
def strand_cut(request, strand_key):
    """The question before; then the two are no longer tied. Both stay."""
    found = strand_of(request, strand_key)
    work, serves = ends_of(request, strand_key)
    if request.method != "POST":
        context = {"strand": found, "work": work, "serves": serves, "strand_key": strand_key}
        return render_page(request, f"{FOLDER}/strand_cut.html", context)
    if found is None or not found.cut():
        return cut_meanwhile(request)
    messages.success(request, _("Cut. Both ends stay as they are."))
    return redirect(work.address if work else reverse("golden_thread", args=(request.team.slug,)))
