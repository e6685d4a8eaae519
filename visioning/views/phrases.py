"""Phrases on the weaving table: picking words, laying them under themes and taking them out."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from leadership.pages import asked_part, render_page
from visioning.access import for_gathering
from visioning.forms.weaving import LayForm, PickForm, TableForm
from visioning.models import Gone, Phrase, Theme
from visioning.rules import may_lay_phrases
from visioning.table import Card, source_at
from visioning.undo import Undo

from .weaving import done, on_open_table, refused, to_table


def source_of(request, handle):
    """The vision or voice, or 404: one that is closed does not exist for anybody else."""
    source = source_at(request.gathering, handle)
    if source is None:
        raise Http404
    return source


def phrase_of(request, phrase_id):
    phrase = Phrase.objects.on_table(request.gathering).filter(pk=phrase_id).first()
    if phrase is None:
        raise Gone
    return phrase


def theme_of(request, theme_id):
    key = str(theme_id)
    theme = request.gathering.themes.filter(pk=key).first() if key.isdecimal() and len(key) < 20 else None
    if theme is None:
        raise Gone
    return theme


@require_safe
@for_gathering(may_lay_phrases)
@on_open_table
def phrase_new(request, handle):
    """Choose words of one vision or voice, sentence by sentence."""
    source = source_of(request, handle)
    form = PickForm(source=source, themes=request.gathering.themes.all(), initial={"source": handle})
    return phrase_new_page(request, source, form)


def phrase_new_page(request, source, form):
    context = {
        "gathering": request.gathering,
        "form": form,
        "card": Card(source),
        "query": TableForm(request.GET).query(),
        "table_url": to_table(request),
    }
    return render_page(request, "visioning/weaving/phrase_new.html", context, status=422 if form.errors else 200)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def phrase_pick(request):
    """Take up some words, and lay them under a theme if one was said."""
    source = source_of(request, request.POST.get("source", ""))
    form = PickForm(request.POST, source=source, themes=request.gathering.themes.all())
    if not form.is_valid():
        if asked_part(request):
            return refused(request, first_error(form))
        return phrase_new_page(request, source, form)
    phrase = Phrase.pick(request.gathering, source, *form.cleaned_data["place"], request.user)
    theme = chosen_theme(request, form)
    if theme is None:
        return done(request, _("Picked. It waits among the phrases without a theme."))
    undo = theme.lay(phrase, request.user)
    return done(request, _("Picked and laid under “%(theme)s”.") % {"theme": theme}, undo)


def first_error(form):
    return next(iter(form.errors.values()))[0]


def chosen_theme(request, form):
    """A new name goes before a theme that was merely left chosen."""
    if form.cleaned_data.get("new_theme"):
        return Theme.begin(request.gathering, form.cleaned_data["new_theme"], request.user)
    return form.cleaned_data.get("theme")


@require_safe
@for_gathering(may_lay_phrases)
@on_open_table
def phrase_detail(request, phrase_id):
    """All that can be done with one phrase, without dragging."""
    return phrase_page(request, phrase_of(request, phrase_id))


def phrase_page(request, phrase, form=None):
    lies_under = list(phrase.themes.all())
    free = request.gathering.themes.exclude(pk__in=[theme.pk for theme in lies_under])
    context = {
        "gathering": request.gathering,
        "phrase": phrase,
        "lies_under": lies_under,
        "form": form or LayForm(themes=free),
        "can_put_back": not phrase.weaves.exists(),
        "query": TableForm(request.GET).query(),
        "table_url": to_table(request),
        "in_dialog": bool(asked_part(request)),
    }
    if not form:
        return render_page(request, "visioning/weaving/phrase_detail.html", context, partials={"phrase"})
    if not asked_part(request):
        return render_page(request, "visioning/weaving/phrase_detail.html", context, status=422)
    # A dialog hopes for the table; what is wrong is said in the dialog instead, beside what was typed.
    response = render(request, "visioning/weaving/phrase_detail.html#phrase", context, status=422)
    return retarget(reswap(response, "outerHTML"), "#phrase")


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def placing_add(request, phrase_id):
    """Lay a phrase under a theme: as well as where it lies, or instead of one of those."""
    phrase = phrase_of(request, phrase_id)
    form = LayForm(request.POST, themes=request.gathering.themes.all())
    if not form.is_valid():
        if asked_part(request) and "dialog" not in request.POST:  # dropped on the table
            return refused(request, first_error(form))
        return phrase_page(request, phrase, form)
    theme = chosen_theme(request, form)
    undo = theme.lay(phrase, request.user, instead_of=form.cleaned_data["instead_of"])
    if undo == Undo():
        return done(request, _("It lies under “%(theme)s” already.") % {"theme": theme})
    return done(request, _("Laid under “%(theme)s”.") % {"theme": theme}, undo)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def placing_remove(request, phrase_id):
    """Take a phrase out from under a theme. It stays picked."""
    theme = theme_of(request, request.POST.get("theme", ""))
    undo = theme.take_out(phrase_of(request, phrase_id))
    return done(request, _("Taken out of “%(theme)s”.") % {"theme": theme}, undo)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def phrase_remove(request, phrase_id):
    """Put words back that were picked by mistake."""
    if phrase_of(request, phrase_id).put_back():
        return done(request, _("Put back. The words stay where they stand."))
    return refused(request, _("The shared text grew from these words. Untie them there first."), status=409)
