"""What a group writes down while it plans: each kind with its second half, by everybody who plans or takes part, on top of no one's words."""

from html import unescape

import pytest
from django.db import IntegrityError
from django.urls import reverse

from leadership.models import BurningQuestion, Challenge, LearningNeed, Shift, StopDoing
from pilots.models import NoteKind, PilotNote
from tests import factories
from tests.conftest import signed_in

from .piloting import closed, in_days, inviting, joined, pilot, running, url

pytestmark = pytest.mark.django_db

WORDS = "Two of us plan one lesson together"
PART = {"HX-Request": "true", "HX-Target": "section#shifts"}


def plain(answer):
    return " ".join(unescape(answer.text).split())


def note(pilot, by, kind="shift", **fields):
    return PilotNote.objects.create(pilot=pilot, noted_by=by, kind=kind, **{"words": WORDS, **fields})


def said(kind, **changes):
    extra = {"shift": {"for_whom": "teachers"}, "learning": {"on": ""}, "stop": {"on": ""}, "win": {"on": ""}}
    return {"words": WORDS, "more": "The second half", **extra.get(kind, {}), **changes}


@pytest.fixture
def eve(northside):
    made = factories.person("Eve Adeyemi")
    northside.welcome(made)
    return made


@pytest.mark.parametrize("kind", ["shift", "trouble", "learning", "stop", "question", "win"])
def test_each_kind_is_noted_read_changed_and_removed(as_ben, as_cleo, ben, team, kind):
    made = pilot(team, ben)
    page = plain(as_ben.get(url("pilot_note_list", made)))
    assert page.count("Nothing noted yet. For example:") == 6
    assert as_ben.get(url("pilot_note_add", made, kind)).status_code == 200
    as_ben.post(url("pilot_note_add", made, kind), said(kind))
    row = made.notes.get()
    assert (row.kind, row.words, row.more, row.noted_by) == (kind, WORDS, "The second half", ben)
    for client in (as_ben, as_cleo):
        page = plain(client.get(url("pilot_note_list", made)))
        assert WORDS in page
        assert "The second half" in page
    assert WORDS in plain(as_ben.get(url("pilot_note_edit", made, row.pk)))
    as_ben.post(url("pilot_note_edit", made, row.pk), said(kind, words="Said anew", edition=row.edition))
    row.refresh_from_db()
    assert row.words == "Said anew"
    assert "Said anew" in plain(as_ben.get(url("pilot_note_remove", made, row.pk)))
    as_ben.post(url("pilot_note_remove", made, row.pk), {"edition": row.edition})
    assert not made.notes.exists()


def test_a_win_has_its_day_and_a_change_its_people(as_ben, ben, team):
    made = pilot(team, ben)
    as_ben.post(url("pilot_note_add", made, "win"), said("win", on=str(in_days(-3))))
    as_ben.post(url("pilot_note_add", made, "shift"), said("shift", for_whom="families"))
    assert made.notes.get(kind="win").on == in_days(-3)
    assert "Families" in plain(as_ben.get(url("pilot_note_list", made)))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("shift", {"for_whom": ""}),
        ("shift", {"words": ""}),
        ("trouble", {"words": "word " * 400}),
        ("learning", {"on": "soon"}),
        ("win", {"on": "0026-01-01"}),
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, ben, team, kind, change):
    made = pilot(team, ben)
    add = url("pilot_note_add", made, kind)
    whole = as_ben.post(add, said(kind, more="Kept") | change)
    part = as_ben.post(add, said(kind, more="Kept") | change, headers=PART | {"HX-Target": f"section#{kind}s"})
    for answer in (whole, part):
        assert answer.status_code == 422
        assert "Kept" in answer.text
    assert f'id="{kind}s"' in part.text
    assert "<html" not in part.text
    assert not made.notes.exists()
    if len(change.get("words", "")) > 400:
        assert "At most 400 letters, please. These are 1999" in whole.text


def test_htmx_gets_the_part_of_the_kind(as_ben, ben, team):
    made = pilot(team, ben)
    answer = as_ben.post(url("pilot_note_add", made, "shift"), said("shift"), headers=PART)
    assert answer.status_code == 200
    assert 'id="shifts"' in answer.text
    assert WORDS in answer.text
    assert "<html" not in answer.text
    assert 'id="troubles"' not in answer.text


def test_pressed_twice_it_is_one(as_ben, ben, team):
    made = pilot(team, ben)
    for _press in range(2):
        as_ben.post(url("pilot_note_add", made, "stop"), said("stop"))
    assert made.notes.count() == 1


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, ben, team):
    made = pilot(team, ben)
    row = note(made, ben)
    edit = url("pilot_note_edit", made, row.pk)
    as_ana.post(edit, said("shift", words="What Ana wrote", edition=0))
    answer = as_ben.post(edit, said("shift", words="What Ben wrote", edition=0))
    assert answer.status_code == 409
    assert "What Ana wrote" in answer.text
    assert "What Ben wrote" in answer.text
    assert as_ben.post(url("pilot_note_remove", made, row.pk), {"edition": 0}).status_code == 409
    row.refresh_from_db()
    assert row.words == "What Ana wrote"


def test_anybody_in_the_talk_sorts(as_ben, ben, team):
    made = pilot(team, ben)
    row = note(made, ben)
    answer = as_ben.post(url("pilot_note_sort", made, row.pk), {"sort": "adaptive"}, headers=PART)
    assert 'aria-pressed="true"' in answer.text
    row.refresh_from_db()
    assert row.sort == "adaptive"
    as_ben.post(url("pilot_note_sort", made, row.pk), {"sort": "nonsense"})
    row.refresh_from_db()
    assert row.sort == "adaptive"
    other = note(made, ben, "win")
    assert as_ben.post(url("pilot_note_sort", made, other.pk), {"sort": "both"}).status_code == 404


# --- From the groundwork ---------------------------------------------------------------------------------------------------


def test_the_groundwork_is_taken_over_once(as_ben, ben, team):
    made = pilot(team, ben, guide="structures")
    here = {"guide": "structures", "team": team, "noted_by": ben}
    Challenge.objects.create(words="Time runs out", agreement="Finish one thing", kind="both", **here)
    Challenge.objects.create(words="Elsewhere", team=team, guide="vision", noted_by=ben)
    Shift.objects.create(words="Plan in pairs", now="Plan alone", who="teachers", **here)
    LearningNeed.objects.create(words="To wait", who="All of us", how="In pairs", by_on=in_days(9), **here)
    StopDoing.objects.create(words="Worksheets", frees="Twenty minutes", **here)
    asked = BurningQuestion.objects.create(words="Who talks least?", **here)
    assert "Take over one note" in plain(as_ben.get(url("pilot_note_list", made)))
    for kind in ("trouble", "shift", "learning", "stop", "question"):
        for _press in range(2):
            assert as_ben.post(url("pilot_notes_take_over", made, kind)).status_code == 302
    assert list(made.notes.order_by("kind").values_list("kind", "words", "more")) == [
        ("learning", "To wait", "All of us, In pairs"),
        ("question", "Who talks least?", ""),
        ("shift", "Plan in pairs", "Plan alone"),
        ("stop", "Worksheets", "Twenty minutes"),
        ("trouble", "Time runs out", "Finish one thing"),
    ]
    assert made.notes.get(kind="question").burning_question == asked
    assert made.notes.get(kind="trouble").sort == "both"
    assert "Take over" not in plain(as_ben.get(url("pilot_note_list", made)))
    assert as_ben.post(url("pilot_notes_take_over", made, "win")).status_code == 404


def test_the_database_keeps_it_to_once(ben, team):
    made = pilot(team, ben)
    note(made, ben, taken_from="shift-1")
    with pytest.raises(IntegrityError):
        note(made, ben, taken_from="shift-1")


def test_the_groundwork_is_the_teams_own(ben, eve, team):
    made = running(team, ben, [eve], audience="staff", guide="vision")
    Challenge.objects.create(words="Only for the team", team=team, guide="vision")
    client = signed_in(eve)
    assert "Take over" not in client.get(url("pilot_note_list", made)).text
    assert client.post(url("pilot_notes_take_over", made, "trouble")).status_code == 404
    assert not made.notes.exists()


# --- Who may ----------------------------------------------------------------------------------------------------------------


def test_a_colleague_who_joined_writes_notes(ben, eve, team):
    made = inviting(team, ben, audience="staff")
    client = signed_in(eve)
    assert client.get(url("pilot_note_list", made)).status_code == 403
    assert client.post(url("pilot_note_add", made, "win"), said("win")).status_code == 403
    joined(made, eve)
    assert client.get(url("pilot_note_list", made)).status_code == 200
    client.post(url("pilot_note_add", made, "win"), said("win"))
    assert made.notes.get().noted_by == eve


def test_observers_and_outsiders_write_nothing(as_cleo, as_dov, ben, team):
    made = running(team, ben)
    row = note(made, ben)
    for name, args, data in (
        ("pilot_note_add", ("shift",), said("shift")),
        ("pilot_note_edit", (row.pk,), said("shift", edition=0)),
        ("pilot_note_remove", (row.pk,), {"edition": 0}),
        ("pilot_note_sort", (row.pk,), {"sort": "both"}),
        ("pilot_notes_take_over", ("shift",), {}),
    ):
        assert as_cleo.post(url(name, made, *args), data).status_code == 403
        assert as_dov.post(url(name, made, *args), data).status_code == 404
    assert list(PilotNote.objects.values_list("words", "sort")) == [(WORDS, "")]


def test_a_note_is_reached_through_its_pilot_and_challenges_are_elsewhere(as_ben, ben, team):
    made, other = pilot(team, ben), pilot(team, ben)
    row, challenge = note(other, ben), note(made, ben, NoteKind.CHALLENGE)
    for one in (row.pk, challenge.pk, 10**6):
        assert as_ben.get(url("pilot_note_edit", made, one)).status_code == 404
        assert as_ben.post(url("pilot_note_remove", made, one), {"edition": 0}).status_code == 404
    for kind in ("challenge", "nonsense"):
        assert as_ben.get(url("pilot_note_add", made, kind)).status_code == 404


def test_what_was_learned_stays_once_it_is_closed(as_ben, ben, team):
    made = closed(team, ben, [ben])
    row = note(made, ben)
    assert "Note a change" not in as_ben.get(url("pilot_note_list", made)).text
    for name, args, data in (
        ("pilot_note_add", ("shift",), said("shift", words="Too late")),
        ("pilot_note_edit", (row.pk,), said("shift", words="Too late", edition=0)),
    ):
        assert as_ben.get(url(name, made, *args)).status_code == 302
        answer = as_ben.post(url(name, made, *args), data)
        assert answer.status_code == 409
        assert "Too late" in answer.text
    for name, args in (
        ("pilot_note_remove", (row.pk,)),
        ("pilot_note_sort", (row.pk,)),
        ("pilot_notes_take_over", ("shift",)),
    ):
        assert as_ben.post(url(name, made, *args), {"edition": 0, "sort": "both"}).status_code == 302
    assert PilotNote.objects.get().sort == ""


# --- The log of wins --------------------------------------------------------------------------------------------------------


def test_wins_of_all_pilots_stand_by_their_day(as_ben, as_cleo, ben, team):
    wins, add = (reverse(name, args=[team.slug]) for name in ("win_list", "win_add"))
    assert "None is noted yet." in as_ben.get(wins).text
    first, second = pilot(team, ben, title="First"), closed(team, ben, title="Second")
    note(first, ben, "win", words="Earlier", on=in_days(-9))
    note(second, ben, "win", words="Later", on=in_days(-2))
    note(second, ben, "trouble", words="No win")
    page = plain(as_cleo.get(wins))
    assert page.index("Later") < page.index("Earlier")
    assert "No win" not in page
    data = {"words": "Asked for more", "more": "", "on": str(in_days(0)), "pilot": first.number}
    assert as_ben.get(add).status_code == 200
    assert as_ben.post(add, data | {"pilot": second.number}).status_code == 422
    assert as_ben.post(add, data | {"words": ""}).status_code == 422
    as_ben.post(add, data)
    assert first.notes.filter(words="Asked for more", kind="win").exists()
    page = plain(as_ben.get(wins))
    assert page.index("Asked for more") < page.index("Later")
