"""Rounds of drafting: opening, reading, changing, closing one, and the check of how the team went about it."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.models import Person
from leadership.pages import asked_part, render_page
from visioning.access import for_vision
from visioning.forms.drafting_rounds import DraftingRoundForm, ProcessAnswerForm, RoundCloseForm
from visioning.live.authorship import Authors
from visioning.live.compare import Comparison
from visioning.live.reading import Reading
from visioning.models import SECTIONS, DraftingRound, ProcessAnswer, RoundOpen, SharedVision, SuggestionState
from visioning.process import BY_KEY, SIGNS, Facts, evidence, how_to_take_part
from visioning.rules import may_note_use, may_read_text, may_run_round

from .shared_visions import vision_of

KEYS = [section.key for section in SECTIONS]


def round_of(request, number):
    rounds = DraftingRound.objects.select_related("steward", "vision__text")
    found = get_object_or_404(rounds, vision__team=request.team, number=number)
    found.vision.team = request.team
    return found


@require_safe
@for_vision(may_read_text)
def drafting_round_list(request):
    vision = SharedVision.objects.filter(team=request.team).first()
    rounds = list(DraftingRound.objects.for_place(request.membership).listed().filter(vision=vision)) if vision else []
    context = {
        "vision": vision,
        "rounds": rounds,
        "can_run": may_run_round(request.membership),
        "can_open": vision and may_run_round(request.membership) and not any(one.is_open for one in rounds),
    }
    return render_page(request, "visioning/drafting_rounds/drafting_round_list.html", context, partials={"rounds"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_run_round)
def drafting_round_new(request):
    vision = vision_of(request)
    vision.team = request.team
    form = DraftingRoundForm(request.POST or None, team=request.team)
    if request.method == "POST" and form.is_valid():
        try:
            made = DraftingRound.start(vision, request.user, **form.cleaned_data)
        except RoundOpen:
            messages.info(request, _("A round is open already. Close it before you begin the next."))
            return redirect("drafting_round_list", request.team.slug)
        messages.success(request, _("Round %(number)s is open.") % {"number": made.number})
        return redirect(made)
    return form_page(request, "visioning/drafting_rounds/drafting_round_new.html", {"form": form})


def form_page(request, template, context):
    status = 422 if request.method == "POST" else 200
    return render_page(request, template, context, status=status)


@require_safe
@for_vision(may_read_text)
def drafting_round(request, round_number):
    return drafting_round_page(request, round_number)


def drafting_round_page(request, round_number, given=None, answered=None):
    """The page of one round. `given` is a form about a sign (key, form) that was not accepted."""
    rounds = DraftingRound.objects.for_place(request.membership).with_events()
    rounds = rounds.select_related("steward", "vision__text", "before", "after")
    found = get_object_or_404(rounds, vision__team=request.team, number=round_number)
    found.vision.team = request.team
    authors = Authors.of(found.vision.text_id)
    old = found.before.reading if found.before else Reading.EMPTY
    new = authors.now if found.is_open else found.after.reading if found.after else Reading.EMPTY
    comparison = Comparison(old, new, authors, KEYS)
    hands = [tally.author for tally in comparison.tallies]
    versions = found.vision.text.versions.listed().filter(kept_at__gte=found.opened_at)
    if not found.is_open:
        versions = versions.filter(kept_at__lte=found.closed_at)
    context = {
        "round": found,
        "how": found.is_open and how_to_take_part(request.membership.role, found.openness, found.audience),
        "comparison": comparison,
        "hands": hands,
        "versions": versions,
        "suggestion_count": sum(suggestions_by_state(found).values()),
        "signs": signs(found, evidence(facts_of(request.team, found, hands)), given, request.membership),
        "answered": answered,
        "can_run": may_run_round(request.membership),
        "can_answer": may_note_use(request.membership),
    }
    status = 422 if given else 200
    template = "visioning/drafting_rounds/drafting_round.html"
    return render_page(request, template, context, partials={"round", "process"}, status=status)


def suggestions_by_state(found):
    return {state: getattr(found, f"suggested_{state}") for state in SuggestionState}


def facts_of(team, found, hands):
    """What is on record about a round: positions of whoever wrote, ways onto the team, suggestions by what became of them."""
    writers = {author.id for author in hands if author.id}
    people = list(team.memberships.values_list("person", "person__positions", "joined_by"))
    positions = {position for person, held, _way in people if person in writers for position in held}
    if guests := writers - {person for person, *_rest in people}:
        rows = Person.objects.filter(pk__in=guests).values_list("positions", flat=True)
        positions |= {position for held in rows for position in held}
    return Facts(
        openness=found.openness,
        audience=found.audience,
        writers=len(hands),
        positions=frozenset(positions),
        revealed=found.leaders_after is not None,
        leaders_after=bool(found.leaders_after),
        open_call=team.open_call,
        joined=Counter(way for *_rest, way in people),
        dissents=found.differing,
        suggestions=suggestions_by_state(found),
    )


def signs(found, known, given, membership):
    """Each sign with its evidence, the team's answer and, for those who may, the form to answer it."""
    answers = {answer.sign: answer for answer in found.process_answers.select_related("by")}
    refused, form = given or (None, None)
    return [
        {
            "sign": sign,
            "evidence": known[sign.key],
            "answer": answers.get(sign.key),
            "form": form if sign.key == refused else sign_form(sign.key, None, answers.get(sign.key)),
        }
        for sign in SIGNS
    ]


def sign_form(key, data, answer=None):
    return ProcessAnswerForm(data, instance=answer, auto_id=f"{key}-%s")


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_run_round)
def drafting_round_edit(request, round_number):
    found = round_of(request, round_number)
    form = DraftingRoundForm(request.POST or None, team=request.team, instance=found)
    if found.is_open and not (request.method == "POST" and form.is_valid()):
        return form_page(request, "visioning/drafting_rounds/drafting_round_edit.html", {"form": form, "round": found})
    if found.is_open and found.revise(**form.cleaned_data):
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("This round is closed. It stays as it was."))
    return redirect(found)


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_run_round)
def drafting_round_close(request, round_number):
    """Ask what came of the round, keep the text under a name, and close."""
    found = round_of(request, round_number)
    name = _("After round %(number)s") % {"number": found.number}
    form = RoundCloseForm(request.POST or None, initial={"name": name})
    if found.is_open and not (request.method == "POST" and form.is_valid()):
        return form_page(request, "visioning/drafting_rounds/drafting_round_close.html", {"form": form, "round": found})
    if found.is_open and found.close(request.user, form.cleaned_data["outcome"], form.cleaned_data["name"]):
        messages.success(request, _("Round %(number)s is closed.") % {"number": found.number})
    else:
        messages.info(request, _("Somebody closed this round a moment ago."))
    return redirect(found)


@require_POST
@for_vision(may_note_use)
def process_answer(request, round_number, sign):
    """The team's answer to one sign. Whoever answers later mends it."""
    if sign not in BY_KEY:
        raise Http404
    found = round_of(request, round_number)
    form = sign_form(sign, request.POST)
    if not form.is_valid():
        return drafting_round_page(request, round_number, given=(sign, form))
    ProcessAnswer.give(found, request.user, sign, form.cleaned_data["answer"], form.cleaned_data["note"])
    if asked_part(request) == "process":
        return drafting_round_page(request, round_number, answered=sign)
    messages.success(request, _("Saved."))
    return redirect(f"{found.get_absolute_url()}#sign-{sign}")
