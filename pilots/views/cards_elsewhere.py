"""Learning cards for their readers: lists of a team and a school, one card for whoever it reaches, one by its public link."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from leadership.access import for_school, for_team, public, signed_in
from leadership.models import Role
from leadership.pages import render_page
from pilots.cards_shown import lines_of, shown
from pilots.models import LearningCard, Reach, Replication
from pilots.rules import may_replicate

SHOWN = 100  # the latest; `?all=1` shows the others as well


def whose(card, school, team=None) -> str:
    """In which part of a list a card stands."""
    origin = card.pilot.team
    if team and origin.pk == team.pk:
        return "ours"
    if origin.school_id == school.pk:
        return "school"
    near = school.district_id and origin.school.district_id == school.district_id
    return "district" if near else "public"


def list_page(request, template, cards, school, team=None, **context):
    """Cards by where they come from, the latest first."""
    cards = cards.with_pilots()
    found = lines_of(cards if request.GET.get("all") == "1" else cards[: SHOWN + 1])
    more = len(found) > SHOWN and request.GET.get("all") != "1"
    parts = {"ours": [], "school": [], "district": [], "public": []}
    for card in found[:SHOWN] if more else found:
        parts[whose(card, school, team)].append(card)
    context |= {"cards": parts, "any": bool(found), "more": more}
    return render_page(request, template, context, partials={"cards"})


@require_safe
@for_team()
def card_list(request):
    """Our own, whatever their reach, and what reaches our whole school."""
    here = LearningCard.objects.readable_at(request.team.school) | LearningCard.objects.filter(pilot__team=request.team)
    tried = list(request.team.replications.select_related("card__pilot__team__school"))
    for one in tried:  # of a card that was narrowed since, only the team's own words are left to it
        one.readable = one.card.reaches(request.team.school)
    told = {
        "replication_news": Replication.objects.news_for(request.team),
        "tried": tried,
        "can_replicate": may_replicate(request.membership),
    }
    return list_page(request, "pilots/cards/card_list.html", here, request.team.school, request.team, **told)


@require_safe
@for_school()
def school_card_list(request):
    here = LearningCard.objects.readable_at(request.school)
    return list_page(request, "pilots/cards/school_card_list.html", here, request.school)


@require_safe
@signed_in
def shared_card(request, card_id):
    """For whoever it reaches. Those who were in the pilot have a page of their own with more to do."""
    card = get_object_or_404(LearningCard.objects.readable_by(request.user).with_pilots(), pk=card_id)
    memberships = list(request.user.memberships.select_related("team__school").order_by("team__name", "id"))
    if any(one.team_id == card.pilot.team_id for one in memberships):
        return redirect(card)
    trying = dict(Replication.objects.filter(card=card).values_list("team", "outcome"))
    places = [
        {"team": one.team, "tries": one.team_id in trying}
        for one in memberships
        if one.role != Role.OBSERVER and card.reaches(one.team.school)
    ]
    return render_page(request, "pilots/cards/shared_card.html", {"shown": shown(card), "places": places})


@require_safe
@public
def card_by_link(request, token):
    """Read by anybody who has the link, while the card is public. No search engine keeps it."""
    found = LearningCard.for_link(token)
    card = LearningCard.objects.with_pilots().filter(pk=found.pk, reach=Reach.PUBLIC).first() if found else None
    if card is None:
        raise Http404
    response = render_page(request, "pilots/cards/card_by_link.html", {"shown": shown(card)})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
