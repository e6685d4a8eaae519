"""Whether the words of a shared vision changed since somebody looked. Knows when and how many words, never whose."""

from django.db.models import F, IntegerField, Max, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Greatest

from .models import Version, Visit


def with_reading(visions, person):
    """With `changed_at`, when the text last changed, and `seen_at`, when this person last read it."""
    visits = Visit.objects.filter(text=OuterRef("text"), person=person)
    return visions.annotate(
        changed_at=Greatest(Max("text__updates__at"), "text__snapshot__at"),
        seen_at=Subquery(visits.values("at")[:1]),
    )


def changed_since(visions, hearer):
    """Those that changed after the hearer read them, with how many words came and went in the versions kept since then."""
    since = Version.objects.filter(text=OuterRef("text"), kept_at__gt=hearer.since).order_by().values("text")

    def count(name):
        return Subquery(since.annotate(sum=Sum(name)).values("sum"), output_field=IntegerField())

    found = with_reading(visions, hearer.person).filter(seen_at__isnull=False)
    found = found.filter(changed_at__gt=Greatest(F("seen_at"), Value(hearer.since)))
    return found.annotate(added=count("words_added"), removed=count("words_removed"))


def unread(visions, hearer):
    """Those with words that this person has never read."""
    return with_reading(visions, hearer.person).filter(Q(changed_at__isnull=False), seen_at=None)
