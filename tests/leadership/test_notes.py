"""Groundwork: what a team notes for a guide, one mechanism for all kinds."""

import pytest
from django.urls import reverse

from leadership.models import BurningQuestion, Challenge, PilotIdea
from leadership.models.groundwork import NOTE_KINDS
from tests import factories
from tests.conftest import signed_in

from . import making

KINDS = list(NOTE_KINDS)


def url(name, team, *args, **query):
    return reverse(name, args=[team.slug, *args], query=query or None)


def part(kind):
    return {"HX-Request": "true", "HX-Target": f"section#{kind}s"}


def said(kind, /, **changes):
    return {"guide": "vision", **making.NOTED[kind], **changes}


def test_an_empty_page_explains_itself(as_ben, as_cleo, team):
    page = as_ben.get(url("groundwork", team, "vision")).text
    assert page.count('<summary class="button">') == len(KINDS)
    assert "Begin with yourselves" in page
    assert "<form" in page
    assert "Note a challenge" not in as_cleo.get(url("groundwork", team, "vision")).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_notes_one(as_ben, as_cleo, ben, team, kind):
    answer = as_ben.post(url("note_add", team, kind), said(kind, words="<b>This</b>"))
    assert answer["Location"] == url("groundwork", team, "vision") + f"#{kind}s"
    assert NOTE_KINDS[kind].objects.get().noted_by == ben
    page = as_cleo.get(url("groundwork", team, "vision")).text
    assert "&lt;b&gt;This&lt;/b&gt;" in page
    assert "noted by Ben Okafor" in page
    assert "Remove" not in page
    assert "&lt;b&gt;This" not in as_cleo.get(url("groundwork", team, "capacity")).text


@pytest.mark.parametrize("kind", KINDS)
def test_htmx_gets_the_part_alone(as_ben, team, kind):
    answer = as_ben.post(url("note_add", team, kind), said(kind, words="This one"), headers=part(kind))
    assert f'id="{kind}s"' in answer.text
    assert "This one" in answer.text
    assert "data-takes-focus" in answer.text
    assert "<html" not in answer.text
    wrong = as_ben.post(url("note_add", team, kind), said(kind, words=""), headers=part(kind))
    assert (wrong.status_code, "<html" in wrong.text) == (422, False)
    assert f'id="{kind}s"' in wrong.text
    assert "error-summary" in wrong.text
    assert NOTE_KINDS[kind].objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_fit_comes_back_on_a_page(as_ben, team, kind):
    for change in ({"words": ""}, {"words": "x" * 401}, {"guide": "harmony"}):
        answer = as_ben.post(url("note_add", team, kind), said(kind, **change))
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    htmx = as_ben.post(url("note_add", team, kind), said(kind, guide="harmony"), headers=part(kind))
    assert htmx.status_code == 422
    assert not NOTE_KINDS[kind].objects.exists()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("challenge", {"kind": "spiritual"}),
        ("shift", {"who": ""}),
        ("shift", {"who": "everybody"}),
        ("learning", {"by_on": "soon"}),
        ("learning", {"by_on": "0001-01-01"}),
        ("stop", {"from_on": "9999-01-01"}),
        ("pilot-idea", {"item": "vision.told"}),
        ("pilot-idea", {"round": "1", "item": "vision.told"}),
    ],
)
def test_fields_of_their_own_are_checked(as_ben, team, kind, change):
    assert as_ben.post(url("note_add", team, kind), said(kind, **change)).status_code == 422
    assert not NOTE_KINDS[kind].objects.exists()


def test_an_address_may_bring_words_along(as_ben, team):
    page = as_ben.get(url("note_add", team, "burning-question", words="Who is <left out>?", guide="influence")).text
    assert "Who is &lt;left out&gt;?" in page
    assert '<option value="influence" selected>' in page
    assert as_ben.get(url("note_add", team, "burning-question", words="x" * 9000, guide="harmony")).status_code == 200


def test_an_idea_may_come_out_of_a_result(as_ben, team, other_team):
    making.assessment_round(other_team)
    making.assessment_round(other_team)
    round = making.assessment_round(team)
    page = as_ben.get(url("note_add", team, "pilot-idea", round=1, item="vision.told")).text
    assert 'name="item" value="vision.told"' in page
    as_ben.post(url("note_add", team, "pilot-idea"), said("pilot-idea", round=1, item="vision.told"))
    assert PilotIdea.objects.get().round == round
    assert "Came out of the round" in as_ben.get(url("groundwork", team, "vision")).text
    wrong = as_ben.post(url("note_add", team, "pilot-idea"), said("pilot-idea", round=2, item="vision.told"))
    assert wrong.status_code == 422


def test_what_belongs_to_no_guide_lies_with_the_overview(as_ben, ana, team):
    making.note("stop", team, ana, guide="", words="Without a guide")
    assert "Without a guide" in as_ben.get(url("groundwork", team, "overview")).text
    assert "Without a guide" not in as_ben.get(url("groundwork", team, "vision")).text


@pytest.mark.parametrize("kind", KINDS)
def test_its_author_and_a_facilitator_mend_it(as_ana, as_ben, ben, team, kind):
    note = making.note(kind, team, ben)
    for client, words in ((as_ben, "Mine"), (as_ana, "Ours")):
        edit = url("note_edit", team, kind, note.pk)
        assert note.words in client.get(edit).text
        assert client.post(edit, said(kind, words="")).status_code == 422
        client.post(edit, said(kind, words=words))
        note.refresh_from_db()
        assert note.words == words
    moved = as_ana.post(url("note_edit", team, kind, note.pk), said(kind, guide="capacity"))
    assert url("groundwork", team, "capacity") in moved["Location"]
    remove = url("note_remove", team, kind, note.pk)
    assert "It goes for good." in as_ben.get(remove).text
    as_ben.post(remove)
    assert not NOTE_KINDS[kind].objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_other_members_leave_the_words_alone(as_ben, ana, team, kind):
    note = making.note(kind, team, ana)
    for name in ("note_edit", "note_remove"):
        assert as_ben.get(url(name, team, kind, note.pk)).status_code == 403
        assert as_ben.post(url(name, team, kind, note.pk), said(kind)).status_code == 403
    assert NOTE_KINDS[kind].objects.filter(words=note.words).exists()


def test_challenges_are_sorted_together(as_ben, ana, team):
    time, trust = making.note("challenge", team, ana), making.note("challenge", team, ana, words="Trust is thin")
    page = as_ben.get(url("groundwork", team, "vision")).text
    assert page.index("Not sorted yet") < page.index("Time runs out")
    assert "Does anybody know how to do this already?" in page
    answer = as_ben.post(url("challenge_sort", team, trust.pk), {"kind": "adaptive"}, headers=part("challenge"))
    assert 'id="challenges"' in answer.text
    assert "<html" not in answer.text
    places = [
        answer.text.rindex(words) for words in ("Not sorted yet</h3>", "Adaptive: we have to learn and change</h3>")
    ]
    assert (
        places[0]
        < answer.text.index('<b dir="auto" tabindex="-1">Time runs out')
        < places[1]
        < answer.text.rindex("Trust")
    )
    assert Challenge.objects.get(pk=trust.pk).kind == "adaptive"
    as_ben.post(url("challenge_sort", team, time.pk), {"kind": "spiritual"})
    assert Challenge.objects.get(pk=time.pk).kind == ""


def test_anybody_writes_down_the_agreement(as_ben, ana, team):
    challenge = making.note("challenge", team, ana)
    agree = url("challenge_agree", team, challenge.pk)
    assert "Time runs out" in as_ben.get(agree).text
    assert as_ben.post(agree, {"agreement": "x" * 401}).status_code == 422
    as_ben.post(agree, {"agreement": "We finish one thing"})
    challenge.refresh_from_db()
    assert (challenge.agreement, challenge.words) == ("We finish one thing", "Time runs out")
    assert "We finish one thing" in as_ben.get(url("groundwork", team, "vision")).text


def test_anybody_writes_down_what_was_learned(as_ben, ana, team):
    question = making.note("burning-question", team, ana)
    learn = url("burning_question_learn", team, question.pk)
    assert as_ben.post(learn, {"learned": "x" * 2001}).status_code == 422
    as_ben.post(learn, {"learned": "Line one.\nLine two."})
    assert not BurningQuestion.objects.open().exists()
    assert "<p>Line one.<br>Line two.</p>" in as_ben.get(url("groundwork", team, "vision")).text
    as_ben.post(learn, {"learned": ""})
    assert BurningQuestion.objects.open().get().learned_at is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_press_makes_no_second_note(as_ben, team, kind):
    for change in ({}, {}, {"words": "Another"}):
        as_ben.post(url("note_add", team, kind), said(kind, **change))
    assert NOTE_KINDS[kind].objects.count() == 2


def test_a_guides_question_is_kept_once_and_leads_back_to_its_stage(as_ben, as_ana, team):
    for client in (as_ben, as_ana):
        kept = client.post(url("note_add", team, "burning-question"), said("burning-question", back="how"))
        assert kept["Location"] == url("condition_stage", team, "vision", "how") + "#burning-questions"
    assert BurningQuestion.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_removed_meanwhile_is_not_made_again(ana, team, kind):
    note = making.note(kind, team, ana)
    note.remove()
    assert not note.mend(words="Too late")
    assert not NOTE_KINDS[kind].objects.exists()


def test_the_words_of_who_left_stay(as_ben, ana, team):
    making.note("challenge", team, ana)
    ana.delete()
    page = as_ben.get(url("groundwork", team, "vision")).text
    assert "Time runs out" in page
    assert "noted by a former colleague" in page


@pytest.mark.parametrize("kind", KINDS)
def test_outsiders_find_nothing_and_observers_change_nothing(as_dov, as_cleo, dov, other_team, ana, team, kind):
    note = making.note(kind, team, ana)
    making.note(kind, other_team, dov, words="Theirs")
    addresses = [url("note_add", team, kind)]
    addresses += [url(name, team, kind, note.pk) for name in ("note_edit", "note_remove")]
    if kind == "challenge":
        addresses += [url("challenge_sort", team, note.pk), url("challenge_agree", team, note.pk)]
    if kind == "burning-question":
        addresses += [url("burning_question_learn", team, note.pk)]
    assert as_dov.get(url("groundwork", team, "vision")).status_code == 404
    for address in addresses:
        assert as_dov.post(address, said(kind, words="Spoiled")).status_code == 404
        assert as_cleo.post(address, said(kind, words="Spoiled")).status_code == 403
    assert as_dov.post(url("note_remove", other_team, kind, note.pk)).status_code == 404
    assert NOTE_KINDS[kind].objects.filter(pk=note.pk, words=note.words).exists()
    assert "Theirs" not in as_cleo.get(url("groundwork", team, "vision")).text


def test_who_is_only_asked_by_a_round_finds_nothing(northside, team):
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    making.assessment_round(team, closed=False)
    assert signed_in(eve).get(url("groundwork", team, "vision")).status_code == 404


def test_there_is_no_other_kind_and_no_other_guide(as_ben, ana, team):
    note = making.note("stop", team, ana)
    assert as_ben.get(url("note_add", team, "wish")).status_code == 404
    assert as_ben.get(url("note_edit", team, "challenge", note.pk + 1)).status_code == 404
    assert as_ben.get(url("groundwork", team, "harmony")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, team, rows, django_assert_num_queries):
    round = making.assessment_round(team)
    for number in range(rows):
        by = factories.person(f"Person {number}")
        for kind in KINDS:
            making.note(kind, team, by, **({"round": round} if kind == "pilot-idea" else {}))
    as_ana.get(url("groundwork", team, "vision"))
    with django_assert_num_queries(9):
        as_ana.get(url("groundwork", team, "vision"))


def many(kind, team, by, number):
    """So many of a kind, the first one the earliest."""
    rows = [NOTE_KINDS[kind](team=team, noted_by=by, **said(kind, words=f"Note {n} of many")) for n in range(number)]
    return NOTE_KINDS[kind].objects.bulk_create(rows)


@pytest.mark.parametrize("kind", KINDS)
def test_of_very_many_the_latest_are_shown_and_the_others_on_request(as_ben, ana, team, kind):
    many(kind, team, ana, 103)
    page = as_ben.get(url("groundwork", team, "vision"))
    assert "Show the other 3, noted earlier" in page.text
    assert not any(f"Note {n} of many" in page.text for n in (0, 1, 2))
    assert all(f"Note {n} of many" in page.text for n in (3, 50, 102))
    whole = url("groundwork", team, "vision", all=kind)
    assert f'href="{whole}#{kind}s"' in page.text
    page = as_ben.get(whole).text
    assert all(f"Note {n} of many" in page for n in (0, 1, 2, 102))
    assert "noted earlier" not in page
    assert f'hx-get="{whole}"' in page  # so that news do not shorten it again
    assert "Note 0 of" in as_ben.get(whole, headers=part(kind)).text
    other = next(one for one in KINDS if one != kind)
    assert "Note 0 of" not in as_ben.get(url("groundwork", team, "vision", all=other)).text


def test_a_hundred_are_all_shown_and_one_more_is_named(as_ben, ana, team):
    many("stop", team, ana, 100)
    assert "noted earlier" not in as_ben.get(url("groundwork", team, "vision")).text
    many("stop", team, ana, 1)
    assert "Show one earlier note as well" in as_ben.get(url("groundwork", team, "vision")).text


def test_several_kinds_can_be_shown_whole(as_ben, ana, team):
    for kind in ("stop", "shift"):
        many(kind, team, ana, 101)
    page = as_ben.get(url("groundwork", team, "vision", all="stop")).text
    assert f"{url('groundwork', team, 'vision')}?all=shift&amp;all=stop#shifts" in page
    page = as_ben.get(url("groundwork", team, "vision", all=["stop", "shift", "wish"])).text
    assert page.count("Note 0 of many") > 1


def test_an_early_one_that_is_changed_is_there_afterwards(as_ben, ana, team):
    first, second, *_others = many("challenge", team, ana, 101)
    whole, usual = url("groundwork", team, "vision", all="challenge"), url("groundwork", team, "vision")
    for note, address in ((first, whole), (second, usual)):
        answer = as_ben.post(url("challenge_sort", team, note.pk), {"kind": "both"})
        assert answer["Location"] == f"{address}#challenges"
        assert note.words in as_ben.get(address).text
    sort = url("challenge_sort", team, first.pk, all="challenge")
    assert f'hx-post="{sort}"' in as_ben.get(whole).text
    assert first.words in as_ben.post(sort, {"kind": "technical"}, headers=part("challenge")).text
    wrong = as_ben.post(
        url("note_add", team, "challenge", all="challenge"), said("challenge", words=""), headers=part("challenge")
    )
    assert (wrong.status_code, first.words in wrong.text) == (422, True)
