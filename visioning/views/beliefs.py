"""How sure the team is: rounds in which everybody says so alone, and which are revealed at once; every arrow with how it fared."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.models import (
    AnsweredAlready,
    Audience,
    Naming,
    NotNow,
    RoundClosed,
    RoundOpen,
    TooFew,
    is_formal_leader,
    people_hidden_among_others,
)
from leadership.pages import render_page
from leadership.privacy import FEWEST
from visioning.access import for_theory
from visioning.belief_arrows import STANDS, standing_of
from visioning.belief_overview import overview_of
from visioning.belief_results import Result
from visioning.belief_words import marks_in
from visioning.forms.beliefs import TOO_FEW, BeliefForm, BeliefRoundForm
from visioning.models import BeliefRound, Gone, NothingToAsk
from visioning.rules import may_run_beliefs, may_say_belief
from visioning.theory.drawing import draw


def round_of(request, number):
    """The round with how many have spoken, and whether the reader has. 404 where there is none, or it was stopped."""
    found = request.theory.belief_rounds.for_person(request.user).filter(number=number).first()
    if found is None:
        raise Http404
    found.theory = request.theory
    return found


def is_another(request, round) -> bool:
    """Whether a form comes from a round that was stopped since: its number is given again, perhaps with another promise."""
    return request.POST.get("round", str(round.pk)) != str(round.pk)


def asked_count(round) -> int:
    return max(round.turn_count, round.people_count or round.team_count)


@require_safe
@for_theory()
def belief_round_list(request):
    """How sure we are: what is asked now, every arrow with what is believed and known of it, and earlier rounds."""
    of_team = list(BeliefRound.objects.filter(theory__team=request.team).for_person(request.user))
    rounds = [one for one in of_team if one.theory_id == request.theory.pk]
    for one in rounds:
        one.theory = request.theory
    waiting = next((one for one in rounds if not one.is_revealed), None)
    revealed = [one for one in of_team if one.is_revealed]
    context = {
        "overview": overview_of(request.theory, request.theory.shape(), revealed),
        "waiting": waiting,
        "asked_count": asked_count(waiting) if waiting else 0,
        "rounds": [one for one in rounds if one.is_revealed],
        "can_say": may_say_belief(request.membership),
        "can_run": may_run_beliefs(request.membership),
    }
    return render_page(request, "visioning/beliefs/belief_round_list.html", context, partials={"how-sure"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_run_beliefs)
def belief_round_new(request):
    """With names or without; then everybody is asked."""
    hidden = people_hidden_among_others(request.team, Audience.TEAM).count()
    form = BeliefRoundForm(request.POST if request.method == "POST" else None, hidden=hidden)
    if form.is_valid():
        try:
            made = BeliefRound.open(request.theory, request.user, form.cleaned_data["naming"])
        except RoundOpen:
            messages.info(request, _("Everybody is asked already. One round at a time is enough."))
            return redirect("belief_round_list", request.team.slug, request.theory.number)
        except NothingToAsk:
            messages.info(request, _("There is no arrow to be sure of yet. Write first what leads to what."))
            return redirect("theory_write", request.team.slug, request.theory.number)
        except TooFew:
            form.add_error("naming", TOO_FEW)
        else:
            messages.success(request, _("Everybody on the team is asked now. Say yours too."))
            return redirect(made)
    before = set(request.theory.belief_rounds.revealed().values_list("naming", flat=True))
    context = {
        "form": form,
        "arrow_count": request.theory.arrows.standing().count(),
        "was_named": Naming.NAMED in before,
        "was_unnamed": Naming.UNNAMED in before,
    }
    return render_page(request, "visioning/beliefs/belief_round_new.html", context, status=422 if form.errors else 200)


@require_safe
@for_theory()
def belief_round(request, round_number):
    """While it is open: how many have spoken, and nothing else. Then what came of it."""
    found = round_of(request, round_number)
    context = {
        "round": found,
        "asked_count": asked_count(found),
        "can_say": may_say_belief(request.membership) and not found.is_revealed and (found.is_named or not found.mine),
        "is_asked": may_say_belief(request.membership),
        "can_run": may_run_beliefs(request.membership),
        "too_few": not found.is_named and found.turn_count < FEWEST,
        "forgets": found.mine and (not found.is_named or "sent" in request.GET),
    }
    if found.is_revealed:
        shape = request.theory.shape()
        result = Result.of(found, shape, request.user)
        context |= {"result": result, **drawn(request.theory, result, shape)}
    return render_page(request, "visioning/beliefs/belief_round.html", context, partials={"belief-round"})


def drawn(theory, result, shape) -> dict:
    """The theory with its marks, for wide and narrow pages; an arrow leads to what is said of it above."""
    where = (theory.team.slug, theory.number)
    places = {one.number: reverse("statement", args=(*where, one.number)) for one in shape.statements}
    places |= {one.ends: f"#{one.id}" for one in result.arrows}
    asked = {"links": lambda spot: places.get(spot, ""), "marks": marks_in(result)}
    return {
        "diagram_wide": draw(shape, name="beliefs-wide", form="wide", **asked),
        "diagram_narrow": draw(shape, name="beliefs-narrow", form="narrow", **asked),
    }


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_say_belief)
def belief_say(request, round_number):
    """Named: changed as often as somebody likes until the reveal. Unnamed: once, and nothing is stored before."""
    if request.method == "POST" and not request.theory.belief_rounds.filter(number=round_number).exists():
        return stopped(request)
    found = round_of(request, round_number)
    if is_another(request, found):
        return stopped(request)
    own = list(found.own_beliefs(request.user)) if found.is_named else []
    form = BeliefForm(
        request.POST if request.method == "POST" else None,
        round=found,
        groups=found.groups_of(request.user),
        leader=not found.is_named and is_formal_leader(request.user),
        beliefs=own,
        changed=changed_since(found),
    )
    if found.is_revealed:
        return not_taken(request, found, form, "revealed")
    if found.mine and not found.is_named:
        return not_taken(request, found, form, "said")
    if form.is_valid():
        try:
            found.say(request.user, **form.said)
        except RoundClosed:
            return not_taken(request, found, form, "revealed")
        except Gone:
            return stopped(request)
        except AnsweredAlready:
            return not_taken(request, found, form, "said")
        messages.success(request, _("Thank you. What you said stays hidden until all of it is revealed."))
        return redirect(f"{found.get_absolute_url()}?sent=1")
    context = {"round": found, "form": form, "own": own}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "visioning/beliefs/belief_say.html", context, status=status)


def changed_since(round) -> frozenset:
    """The ends of the arrows that no longer stand in the words the round asks about."""
    shape = round.theory.shape()
    return frozenset((item["source"], item["target"]) for item in round.wording if standing_of(item, shape) != STANDS)


def not_taken(request, round, form, why):
    """Nothing more is taken: who only looks is led to the round; who sent something gets their words back."""
    if request.method != "POST":
        messages.info(
            request,
            _("You have said it already.") if why == "said" else _("All is revealed, so no more is taken."),
        )
        return redirect(round)
    context = {"round": round, "why": why, "typed": form.typed()}
    return render_page(request, "visioning/beliefs/belief_say.html", context, status=409)


def stopped(request):
    """The round is no more: what somebody sent is given back, as far as it is words."""
    typed = [{"why": words} for name, words in request.POST.items() if name.startswith("why-") and words.strip()]
    context = {"round": None, "why": "stopped", "typed": typed}
    return render_page(request, "visioning/beliefs/belief_say.html", context, status=409)


@require_POST
@for_theory(may_run_beliefs)
def belief_round_reveal(request, round_number):
    found = round_of(request, round_number)
    try:
        if is_another(request, found):
            raise Gone
        first = found.reveal()
    except NotNow:
        messages.info(request, _("Wait until at least two people have said how sure they are."))
    except Gone:
        messages.info(request, _("Somebody stopped this round a moment ago."))
        return redirect("belief_round_list", request.team.slug, request.theory.number)
    else:
        words = _("All is revealed.") if first else _("Somebody revealed it a moment ago. Here it is.")
        messages.success(request, words)
    return redirect(found)


@require_POST
@for_theory(may_run_beliefs)
def belief_round_stop(request, round_number):
    """Asked by mistake, or nobody came: what was said is deleted unread."""
    found = round_of(request, round_number)
    if is_another(request, found) or not found.stop():
        messages.info(request, _("It was revealed or stopped a moment ago, so nothing was changed."))
    else:
        messages.success(request, _("Nobody is asked any longer. What was said is deleted, unread."))
    return redirect("belief_round_list", request.team.slug, request.theory.number)
