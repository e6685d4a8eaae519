"""Two people in the same second: whoever comes second waits, and meets what the first one left. Never a fault, nothing half done."""

import threading
import time
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import timezone

from leadership.leaving import Leaving
from leadership.models import Person
from visioning.models import GatheredVision, PersonalVision, Phrase, Stale, Voice, Weave
from visioning.models.phrases import Gone
from visioning.undo import Undo

from . import making
from .writing import Hand, begin

pytestmark = pytest.mark.django_db(transaction=True)
OTHER_WORDS = {"learning": "Something else.", "bring": "", "hope": ""}


def meanwhile(first, second):
    """What `second` gives or raises while the transaction of `first` is still open."""
    under_way, given = threading.Event(), {}

    def hold():
        with transaction.atomic():
            given["first"] = first()
            under_way.set()
            time.sleep(0.3)
        connection.close()

    def come():
        under_way.wait(5)
        try:
            given["second"] = second()
        except Exception as fault:
            given["second"] = fault
        connection.close()

    threads = [threading.Thread(target=act) for act in (hold, come)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "first" in given, "the first act failed"
    return given["second"]


@pytest.fixture
def table(team, ana, ben):
    """Ben's vision and a voice on the table, a phrase of each; a passage of the text."""
    vision = begin(team)
    Hand(vision.text, ana).write("Children explain to each other.")
    gathering = making.gathering(team, revealed_at=timezone.now())
    bens = making.gathered_vision(gathering, ben, revealed=True)
    voice = making.voice(making.listening_round(gathering, ana), state="shown")
    return SimpleNamespace(
        gathering=gathering,
        bens=bens,
        voice=voice,
        phrase=making.phrase(bens, "each other"),
        heard=making.phrase(voice, "outside"),
        theme=making.theme(gathering),
        passage=making.passage(vision, "explain"),
    )


def again(row):
    """The row as another window has it."""
    return type(row).objects.get(pk=row.pk)


def test_withdrawing_waits_for_whoever_ties(table, ana):
    fault = meanwhile(lambda: Weave.tie(table.passage, ana, table.phrase), lambda: again(table.bens).withdraw())
    assert fault is None
    assert Weave.objects.get().is_withdrawn
    assert not GatheredVision.objects.exists()


def test_putting_back_waits_for_whoever_ties(table, ana):
    assert meanwhile(lambda: Weave.tie(table.passage, ana, table.phrase), again(table.phrase).put_back) is False
    assert Weave.objects.get().phrase == table.phrase


def test_tying_waits_for_whoever_puts_back(table, ana):
    fault = meanwhile(again(table.phrase).put_back, lambda: Weave.tie(table.passage, ana, table.phrase))
    assert isinstance(fault, Gone)
    assert not Weave.objects.exists()


def test_laying_and_putting_back_take_turns(table, ana):
    assert meanwhile(lambda: again(table.theme).lay(table.phrase, ana) and True, again(table.phrase).put_back)
    assert isinstance(meanwhile(again(table.heard).put_back, lambda: table.theme.lay(table.heard, ana)), Gone)
    assert not Phrase.objects.exists()


@pytest.mark.parametrize("withdrawn_first", [True, False])
def test_taking_back_an_act_never_brings_back_withdrawn_words(table, ana, withdrawn_first):
    acts = [again(table.voice).withdraw, lambda: undo.apply(table.gathering, ana)]
    undo = Undo(lay=[[table.theme.pk, str(table.heard.pk)]])
    assert meanwhile(*(acts if withdrawn_first else reversed(acts))) is None
    assert not Voice.objects.exists()
    assert not table.theme.placings.exists()


def test_an_account_goes_whole_or_not_at_all(table, ana, ben):
    """Somebody ties Ben's words while he deletes his account: he is asked once more, nothing of his is half gone."""
    gone = meanwhile(
        lambda: Weave.tie(table.passage, ana, table.phrase), lambda: Leaving.carry_out(ben, Leaving.of(ben).going)
    )
    assert gone in {True, False}  # no fault; on a busy machine he may come after the tie
    if not gone:
        assert GatheredVision.objects.get().person == ben
        assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert not Person.objects.filter(pk=ben.pk).exists()
    assert Weave.objects.get().is_withdrawn


def test_rewriting_waits_for_whoever_ties(table, ana):
    assert meanwhile(
        lambda: Weave.tie(table.passage, ana, table.phrase), lambda: again(table.bens).rewrite(OTHER_WORDS)
    )
    assert Weave.objects.get().is_withdrawn


def test_saving_meets_a_page_that_is_just_emptied(ben):
    """Sharing without a name empties the private page; another window that saves then is told, and brings nothing back."""
    PersonalVision.keep(ben, {**OTHER_WORDS}, 0)
    said = meanwhile(
        lambda: PersonalVision.empty(ben) is None, lambda: PersonalVision.keep(ben, {**OTHER_WORDS, "hope": "More."}, 1)
    )
    assert isinstance(said, Stale)
    assert PersonalVision.of(ben).is_empty
