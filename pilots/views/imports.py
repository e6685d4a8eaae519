"""Many observations at once, from a paste or a file. First one sees each row as it would be; only a yes to exactly that saves them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.imports import ColumnsForm, ImportForm, ImportYesForm
from pilots.models import Closed, ImportDraft
from pilots.observation_rows import dry_run, guess, names_of
from pilots.rules import may_work_in_pilot
from pilots.tables import packed, unpacked
from visioning.models import Gone, Stale

from .measures import closed_meanwhile, measure_of, removed_meanwhile

MOST_SHOWN = 100  # rows of each sort in a report


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def observation_import(request, measure_number):
    """Rows are pasted or chosen, read, and laid aside to look at."""
    measure = measure_of(request, measure_number)
    if request.pilot.closed_at:
        return closed_meanwhile(request, measure)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                ImportDraft.lay(measure, request.user, form.source, packed(form.table), form.file_name)
            except Closed:
                return closed_meanwhile(request, measure)
            except Gone:
                return removed_meanwhile(request)
            if form.table.told:
                messages.info(request, form.table.told)
            return redirect("import_draft", request.team.slug, request.pilot.number, measure.number)
    else:
        form = ImportForm()
    context = {"measure": measure, "form": form, "draft": ImportDraft.of(measure, request.user)}
    status = 422 if form.errors else 200
    return render_page(request, "pilots/imports/observation_import.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def import_draft(request, measure_number):
    """The dry run, by the columns that the address says; sent, the yes to it. Only one's own rows can be reached."""
    measure = measure_of(request, measure_number)
    if request.pilot.closed_at:
        return closed_meanwhile(request, measure)
    draft = ImportDraft.of(measure, request.user)
    if draft is None:
        return nothing_there(request, measure)
    draft.measure = measure
    table = unpacked(draft.rows)
    form = columns_form(table, request.POST if request.method == "POST" else request.GET, request.pilot)
    if request.method != "POST" or not form.is_valid():
        return look(request, draft, table, form, status=422 if form.errors and request.method == "POST" else 200)
    yes = ImportYesForm(request.POST)
    if not yes.is_valid() or yes.cleaned_data["draft"] != draft.made_at.isoformat():
        return look(request, draft, table, form, meanwhile=True, status=409)
    report = read(draft, form.columns)
    if not report.fine:
        return look(request, draft, table, form, status=422)
    return taking_in(request, draft, form, yes.cleaned_data["counted"])


def taking_in(request, draft, form, counted):
    measure = draft.measure
    try:
        count = draft.take_in(lambda held: read(held, form.columns), counted, form.chosen_cycle)
    except Stale:
        return look(request, draft, unpacked(draft.rows), form, meanwhile=True, status=409)
    except Gone:
        return nothing_there(request, measure)
    except Closed:
        return closed_meanwhile(request, measure)
    words = ngettext("%(count)s observation is taken in.", "%(count)s observations are taken in.", count)
    messages.success(request, words % {"count": count})
    return redirect(measure)


def columns_form(table, said, pilot):
    """As the address or the press says; as we guess where it says nothing."""
    asked = said if "day" in said else None
    return ColumnsForm(asked, names=names_of(table), guessed=guess(table), cycles=pilot.cycles.all())


def read(draft, columns):
    """Each row as it would be beside what is there now."""
    standing = set(draft.measure.observations.standing().values_list("on", "value", "group"))
    return dry_run(unpacked(draft.rows), columns, standing, timezone.localdate())


def look(request, draft, table, form, meanwhile=False, status=200):
    """The page. A form that does not fit shows no report, since nobody knows which columns are meant."""
    columns = (form.columns if form.is_valid() else None) if form.is_bound else guess(table)
    report = read(draft, columns) if columns else None
    for name, asks in (("order", "asks_order"), ("mark", "asks_mark")):
        if report and not getattr(report, asks):
            del form.fields[name]
    context = {
        "measure": draft.measure,
        "draft": draft,
        "form": form,
        "report": report,
        "columns": columns,
        "wrong": report.wrong[:MOST_SHOWN] if report else [],
        "twins": report.twins[:MOST_SHOWN] if report else [],
        "fine": report.fine[:MOST_SHOWN] if report else [],
        "meanwhile": meanwhile,
    }
    return render_page(request, "pilots/imports/import_draft.html", context, status=status)


def nothing_there(request, measure):
    messages.info(request, _("No rows wait here any more: they were taken in, put away, or older than a day."))
    return redirect(measure)


@require_POST
@for_pilot(may_work_in_pilot)
def import_draft_drop(request, measure_number):
    """Put the rows away without taking them in. One's own, whatever became of the pilot."""
    measure = measure_of(request, measure_number)
    ImportDraft.objects.filter(measure=measure, by=request.user).delete()
    messages.info(request, _("Put away. Nothing of it is kept."))
    return redirect(measure)
