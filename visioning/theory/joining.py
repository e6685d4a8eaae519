"""Puts people's sentences into ours: several in a row, a first letter made small where that is safe, long ones cut. Pure."""

from django.utils.translation import gettext as _


def in_a_row(items) -> str:
    """ "a", "a and b", "a, b, and c"."""
    items = list(items)
    if not items:
        return ""
    row = items[0]
    for item in items[1:-1]:
        row = _("%(row)s, %(next)s") % {"row": row, "next": item}
    if len(items) == 2:
        return _("%(first)s and %(second)s") % {"first": row, "second": items[1]}
    if len(items) > 2:
        return _("%(row)s, and %(last)s") % {"row": row, "last": items[-1]}
    return row
