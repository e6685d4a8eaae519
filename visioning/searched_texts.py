"""The words of shared texts, brought up to date before somebody searches. Knows texts and their log, nothing of who searches.

Asked is only how far each log goes. What went on since is read again, so many texts a search; the others wait for the next one and are
found by what they said before.
"""

from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from visioning.live import store
from visioning.live.reading import read
from visioning.models import SharedText, TextUpdate, TextWords

A_SEARCH = 12  # texts that are read again in one search
MOST_LETTERS = 150_000  # Postgres keeps no more than a megabyte of different words of one text


def behind(teams):
    """Texts of these teams whose log went on since their words were noted, the longest behind first."""
    updates = TextUpdate.objects.filter(text=OuterRef("pk")).order_by().values("text")
    newest = Coalesce(Greatest(Subquery(updates.annotate(last=Max("id")).values("last")), F("snapshot__upto")), 0)
    texts = SharedText.objects.filter(team__in=teams).annotate(newest=newest, noted=Coalesce("search_words__upto", 0))
    return texts.filter(newest__gt=F("noted")).order_by("noted", "pk").values_list("pk", "newest")


def refresh(teams) -> None:
    """Note the words of texts that went on. Two at once note the same; whoever has read further stays."""
    waiting = list(behind(teams)[:A_SEARCH])
    if not waiting:
        return
    # The log may have gone on since: then the words are newer than the number says, and are read once more next time.
    states = store.read_states([pk for pk, _newest in waiting])
    TextWords.objects.bulk_create([TextWords(text_id=pk) for pk, _newest in waiting], ignore_conflicts=True)
    for pk, newest in waiting:
        TextWords.objects.filter(text=pk, upto__lt=newest).update(words=words_of(states[pk]), upto=newest)


def words_of(state) -> str:
    """Everything a text says, a line for each block."""
    reading = read(state)
    said = "\n".join(filter(None, (reading.plain(fragment) for fragment in reading.fragments)))
    return said.replace("\0", "")[:MOST_LETTERS]
