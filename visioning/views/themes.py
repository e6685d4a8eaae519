"""Themes of the weaving table: naming, renaming, merging, splitting, removing."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.forms.lines import one_line
from leadership.pages import render_page
from visioning.access import for_gathering
from visioning.forms.weaving import MergeForm, SplitForm, TableForm, ThemeForm
from visioning.models import NameTaken, Phrase, Theme
from visioning.rules import may_lay_phrases

from .phrases import theme_of
from .weaving import done, on_open_table, refused, to_table


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def theme_add(request):
    """A theme of its own, still empty."""
    name = one_line(request.POST.get("name", ""))
    if not name:
        return refused(request, _("Give the theme a name first."))
    if len(name) > 120:
        return refused(request, _("The name is too long. A few words are enough; there is room for a note."))
    theme = Theme.begin(request.gathering, name, request.user)
    return done(request, _("“%(theme)s” is on the table.") % {"theme": theme})


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_lay_phrases)
@on_open_table
def theme_edit(request, theme_id):
    """Rename a theme or say what belongs to it; from here it is merged, split and removed too."""
    theme = theme_of(request, theme_id)
    if request.method != "POST":
        return theme_page(request, theme)
    form = ThemeForm(request.POST, instance=theme)
    if form.is_valid():
        try:
            theme.rename(form.cleaned_data["name"], form.cleaned_data["note"])
        except NameTaken:
            form.add_error("name", _("Another theme has this name. You can merge the two below."))
        else:
            return done(request, _("Saved."))
    return theme_page(request, theme_of(request, theme_id), form=form)


def theme_page(request, theme, form=None, merge_form=None, split_form=None):
    phrases = list(Phrase.objects.on_table(request.gathering).filter(themes=theme))
    context = {
        "gathering": request.gathering,
        "theme": theme,
        "phrases": phrases,
        "form": form or ThemeForm(instance=theme),
        "merge_form": merge_form or MergeForm(themes=other_themes(request, theme)),
        "split_form": split_form or SplitForm(phrases=phrases),
        "weave_count": theme.weaves.count(),
        "query": TableForm(request.GET).query(),
        "table_url": to_table(request),
    }
    status = 422 if form or merge_form or split_form else 200
    return render_page(request, "visioning/themes/theme_edit.html", context, status=status)


def other_themes(request, theme):
    return request.gathering.themes.exclude(pk=theme.pk)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def theme_merge(request, theme_id):
    """Put everything of one theme under another."""
    theme = theme_of(request, theme_id)
    form = MergeForm(request.POST, themes=other_themes(request, theme))
    if not form.is_valid():
        return theme_page(request, theme, merge_form=form)
    other = form.cleaned_data["into"]
    name = theme.name
    undo = theme.merge_into(other)
    return done(request, _("“%(theme)s” is part of “%(other)s” now.") % {"theme": name, "other": other}, undo)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def theme_split(request, theme_id):
    """Give some of the phrases a theme of their own."""
    theme = theme_of(request, theme_id)
    form = SplitForm(request.POST, phrases=Phrase.objects.on_table(request.gathering).filter(themes=theme))
    if form.is_valid():
        try:
            new, undo = theme.split(form.cleaned_data["name"], form.cleaned_data["phrases"], request.user)
        except NameTaken:
            form.add_error("name", _("Another theme has this name. Choose a new one."))
        else:
            return done(request, _("“%(theme)s” is a theme of its own now.") % {"theme": new}, undo)
    return theme_page(request, theme, split_form=form)


@require_POST
@for_gathering(may_lay_phrases)
@on_open_table
def theme_remove(request, theme_id):
    """The theme goes. What lay under it stays picked."""
    theme = theme_of(request, theme_id)
    name = theme.name
    undo = theme.remove()
    return done(request, _("“%(theme)s” is removed. Its phrases stay picked.") % {"theme": name}, undo)
