"""A learning card on paper: one page for whoever the card reaches, made when somebody asks and kept while nothing changes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leadership.access import signed_in
from leadership.models import PlanPrint
from leadership.views.plan import WAIT, fingerprint_of, printed_file
from pilots.cards_shown import shown
from pilots.models import LearningCard


def card_html(card) -> str:
    """The card as it goes to the press. Needs no request; the same for everybody."""
    return render_to_string("pilots/cards/card_pdf.html", {"shown": shown(card)})


@require_POST
@signed_in
def card_pdf(request, card_id):
    """Makes the PDF, or finds it, and answers it. An address alone makes nothing."""
    card = get_object_or_404(LearningCard.objects.readable_by(request.user).with_pilots(), pk=card_id)
    html, name = card_html(card), f"{slugify(card.pilot.title) or 'learning-card'}.pdf"
    printed, mine = PlanPrint.ask(card.pilot.team, fingerprint_of(html), name)
    if mine:
        printed.make(html)
    else:  # somebody else asked a moment ago
        printed.wait(WAIT)
    if printed.state == "made":
        return printed_file(printed)
    if printed.state == "failed":
        messages.error(request, _("The PDF could not be made. Try again in a minute; the page shows everything."))
    else:
        messages.info(request, _("The PDF is being made just now. Try again in a few seconds."))
    return redirect("shared_card", card_id)
