"""The weaving table: what lies on it, what of it is shown, the map of it, and taking an act back."""

from functools import wraps

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from leadership.pages import asked_part, render_page
from visioning.access import for_gathering, for_vision
from visioning.forms.weaving import MORE, TableForm
from visioning.models import Gone, TooLong, TooMany
from visioning.rules import may_lay_phrases, may_read_text, may_run_gathering
from visioning.table import Table
from visioning.undo import Undo

SAID = "weaving_said"  # what was just done, until the next page says it
UNDO_DAYS = 1


@require_safe
@for_vision(may_read_text)
def weaving(request):
    """On to the latest table there is, or one sentence about what comes first."""
    gatherings = request.team.gatherings.for_place(request.membership)
    revealed = gatherings.exclude(revealed_at=None).first()
    if revealed:
        return redirect("weaving_table", request.team.slug, revealed.number)
    context = {"gathering": gatherings.first(), "can_run": may_run_gathering(request.membership)}
    return render_page(request, "visioning/weaving/weaving.html", context)


@require_safe
@for_gathering(may_read_text)
def weaving_table(request):
    if not request.gathering.is_revealed:
        context = {"gathering": request.gathering, "can_run": may_run_gathering(request.membership)}
        return render_page(request, "visioning/weaving/weaving.html", context)
    # Only a page somebody asked for says what was done; one fetched by news must not swallow it.
    said = None if request.htmx else request.session.pop(SAID, None)
    return table_page(request, said=said)


def table_page(request, *, said=None, status=200):
    """The table, whole or as its part, with what was just said about it."""
    form = TableForm(request.GET)
    table = Table(request.gathering, **form.narrows)
    base = reverse("weaving_table", args=(request.team.slug, request.gathering.number))
    part = asked_part(request)
    shown = table.cards[: form.show_count]
    left = len(table.cards) - len(shown)
    with_addresses(table.phrases, base, form.query())
    context = {
        "gathering": request.gathering,
        "gatherings": others(request),
        "form": form,
        "table": table,
        "cards": shown,
        "left": left,
        "more": form.query(show=form.show_count + MORE) if left else "",
        "query": form.query(),
        "words_query": form.query(side=""),
        "themes_query": form.query(side="themes"),
        "base": base,
        "said": said,
        "in_part": bool(part) and said is not None,
        "can_lay": may_lay_phrases(request.membership),
    }
    template = "visioning/weaving/weaving_table.html"
    response = render(request, f"{template}#weaving" if part else template, context, status=status)
    if part and part != "weaving":  # asked for by the dialog, which has nothing to show any more
        retarget(reswap(response, "outerMorph"), "#weaving")
    return response


def with_addresses(phrases, base, query):
    """Each phrase with where it is laid and taken out, ready for the page: made once here, not three times there."""
    start, end = escape(f"{base}phrases/"), escape(query)
    for phrase in phrases:
        phrase.url = start + escape(f"{phrase.pk}/") + end
        phrase.out_url = start + escape(f"{phrase.pk}/out/") + end


def others(request):
    """The tables of other gatherings, as far as this person may see them."""
    gatherings = request.team.gatherings.for_place(request.membership)
    return gatherings.exclude(revealed_at=None).exclude(pk=request.gathering.pk).only("number", "name", "team")


def done(request, words, undo=None):
    """Answer an act: the table's part anew, or the table's page, with what was done and a way to take it back."""
    said = {"words": words, "undo": undo and signed(request.gathering, undo)}
    if asked_part(request):
        return table_page(request, said=said)
    request.session[SAID] = said
    return redirect(to_table(request))


def refused(request, words, status=422):
    """An act that cannot be: the table as it is, with a kind word why."""
    return table_page(request, said={"words": words, "is_warning": True}, status=status)


def to_table(request):
    base = reverse("weaving_table", args=(request.team.slug, request.gathering.number))
    return base + TableForm(request.GET).query()


def on_open_table(view):
    """Beneath a door: acts need a table whose visions are revealed; what went meanwhile is said kindly."""

    @wraps(view)
    def act(request, **kwargs):
        if not request.gathering.is_revealed:
            raise Http404
        try:
            return view(request, **kwargs)
        except Gone:
            words = _(
                "This is no longer there: somebody moved or removed it a moment ago. Here is how the table is now."
            )
            return refused(request, words, status=404)
        except TooMany:
            return refused(request, _("Sixty themes are more than anybody can keep in view. Merge two of them first."))
        except TooLong:
            return refused(request, _("This is too long for one phrase. Choose fewer words."))

    return act


def signed(gathering, undo):
    return signing.dumps(undo.as_data(), salt=f"weaving-undo-{gathering.pk}", compress=True)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def weaving_undo(request):
    """Take back an act that this page offered to take back."""
    salt = f"weaving-undo-{request.gathering.pk}"
    try:
        data = signing.loads(request.POST.get("undo", ""), salt=salt, max_age=UNDO_DAYS * 86_400)
    except signing.BadSignature:
        return refused(request, _("This can no longer be taken back."))
    Undo(**data).apply(request.gathering, request.user)
    return done(request, _("Taken back."))


@require_safe
@for_gathering(may_read_text)
@on_open_table
def theme_map(request):
    """Which themes touch, which stand alone."""
    table = Table(request.gathering)
    found = table.map()
    names = {theme.pk: theme for theme in table.themes}
    people = {phrase.card.key: phrase.card.label for phrase in table.phrases}
    context = {
        "gathering": request.gathering,
        "map": found,
        "touches": [
            {
                "one": names[touch.one],
                "other": names[touch.other],
                "touch": touch,
                "people": [people[key] for key in touch.people],
            }
            for touch in found.touches
        ],
        "picture": found.picture(),
    }
    return render_page(request, "visioning/weaving/theme_map.html", context, partials={"theme-map"})
