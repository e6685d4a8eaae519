"""Words that leave the house: names of those who were there are not among them. Knows who they are, not what is said."""

from django.db.models import Q
from django.utils.translation import gettext as _

from leadership.models import Person


def full_names(team, pilots=()) -> list[str]:
    """Of the team's people and of those who take part: whole names only, since “Grace” and “Will” are words as well."""
    who = Q(memberships__team=team) | Q(participations__pilot__in=[pilot.pk for pilot in pilots])
    names = Person.objects.filter(who).values_list("name", flat=True).distinct()
    return [" ".join(name.split()) for name in names if " " in name.strip()]


def refuse_names(form, fields, names) -> None:
    """Beside each of these fields that holds such a name."""
    for field in fields:
        said = " ".join(form.cleaned_data.get(field, "").split()).casefold()
        found = next((name for name in names if name.casefold() in said), None)
        if found:
            words = _("“%(name)s” stands here. Others will read this: say what happened without names.")
            form.add_error(field, words % {"name": found})
