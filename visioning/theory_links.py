"""Where each statement and each arrow of a theory can be opened, for outline, drawing and holes. Knows addresses, asks nothing."""

from django.urls import reverse


def links_of(theory):
    """A function: the number of a statement, or the two numbers of an arrow → its address."""
    place = theory.team.slug, theory.number

    def link(what) -> str:
        if isinstance(what, tuple):
            return reverse("arrow", args=(*place, *what))
        return reverse("statement", args=(*place, what))

    return link
