"""Sharing with a name or without, changing and withdrawing for ever, and where words went."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from leadership.keys import hash_of, new_key
from leadership.leaving import Leaving
from tests import factories
from tests.conftest import signed_in
from tests.xss import PAYLOADS, dangers
from visioning.models import (
    GatheredVision,
    LateRule,
    Passage,
    PersonalVision,
    Phrase,
    SharedText,
    Theme,
    VoiceState,
    Weave,
)
from visioning.traces import trace_of

from . import making
from .sharing import KEPT, key_on, shared, url

# --- With a name ----------------------------------------------------------------------------------------------


def test_what_is_shared_is_a_copy_of_what_was_seen(as_ben, team, gathering, ben):
    PersonalVision.keep(ben, {"learning": "Mine", "bring": "", "hope": ""}, 0)
    assert "Mine" in as_ben.get(url("vision_share", team, 1)).text
    page = as_ben.post(url("vision_share", team, 1), shared(), follow=True).text
    assert "Your vision is in" in page
    one = ben.gathered_visions.get()
    assert (one.learning, one.positions, one.revealed, one.key_hash) == (
        "Children explain.",
        ["administrator"],
        False,
        "",
    )
    assert PersonalVision.of(ben).learning == "Mine"


def test_one_with_a_name_is_enough(as_ben, team, gathering, ben):
    as_ben.post(url("vision_share", team, 1), shared())
    again = as_ben.post(url("vision_share", team, 1), shared(learning="Other"))
    assert again["Location"] == url("gathered_vision_edit", team, 1)
    assert ben.gathered_visions.get().learning == "Children explain."


@pytest.mark.parametrize(
    "data",
    [
        {},
        shared(way=""),
        shared(way="loud"),
        shared(learning=" ", hope="\n"),
        shared(learning="x" * 5001),
        shared(position="x"),
    ],
)
def test_what_cannot_be_shared_comes_back_whole(as_ben, team, gathering, data):
    answer = as_ben.post(url("vision_share", team, 1), data)
    assert (answer.status_code, "error-summary" in answer.text) == (422, True)
    assert data.get("learning", "").strip() in answer.text
    assert not GatheredVision.objects.exists()


def test_after_the_reveal_a_closed_gathering_says_so_kindly(as_ben, as_ana, team, ana):
    one = making.gathering(team, late_rule=LateRule.CLOSED)
    one.reveal(ana)
    assert "This gathering is closed" in as_ben.get(url("vision_share", team, 1)).text
    for way in ("named", "unnamed"):
        answer = as_ben.post(url("vision_share", team, 1), shared(way))
        assert answer.status_code == 422
        assert "takes in no more visions" in answer.text
        assert "Children explain." in answer.text
    assert not one.visions.exists()


def test_outside_there_is_nothing_to_share_into(as_dov, as_cleo, team, gathering):
    assert as_dov.get(url("vision_share", team, 1)).status_code == 404
    assert as_dov.post(url("vision_share", team, 1), shared()).status_code == 404
    assert as_cleo.post(url("vision_share", team, 1), shared()).status_code == 403
    assert not GatheredVision.objects.exists()


def test_the_staff_brings_theirs_where_it_is_invited(team, northside):
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    as_eve = signed_in(eve)
    making.gathering(team)
    assert as_eve.post(url("vision_share", team, 1), shared()).status_code == 404
    team.gatherings.update(audience="staff")
    assert "Visions are gathered: bring yours." in as_eve.get("/").text
    as_eve.post(url("vision_share", team, 1), shared())
    assert eve.gathered_visions.count() == 1
    assert "Visions are gathered" not in as_eve.get("/").text


# --- Without a name -------------------------------------------------------------------------------------------


def test_without_a_name_nothing_leads_back(as_ben, ben, team, gathering):
    """Nothing in any table holds both the person and the vision, and no key is stored."""
    answer = as_ben.post(url("vision_share", team, 1), shared("unnamed"))
    key = key_on(answer.text)
    one = GatheredVision.objects.get()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert (one.person, one.positions, one.shared_at, one.key_hash) == (None, [], None, hash_of(key))
    for model in _tables():
        for row in model.objects.values():
            said = " ".join(str(value) for value in row.values())
            assert key not in said
            assert str(one.pk) not in said or model is GatheredVision
            if model is not GatheredVision:
                assert one.key_hash not in said
    session = Session.objects.get(pk=as_ben.session.session_key).get_decoded()
    assert "messages" not in str(session).lower()
    assert set(session) <= {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    assert "messages" not in answer.cookies


def _tables():
    from django.apps import apps  # noqa: PLC0415

    return [one for one in apps.get_models(include_auto_created=True) if one._meta.db_table != "django_session"]


def test_no_column_of_an_unnamed_vision_can_hold_a_time_or_an_order(team, gathering):
    one = making.gathered_vision(gathering, key=new_key())
    for field in GatheredVision._meta.concrete_fields:
        value = getattr(one, field.attname)
        if isinstance(field, models.DateTimeField | models.ForeignKey) and field.name != "gathering":
            assert value is None, field.name
        assert not isinstance(field, models.AutoField), field.name


def test_the_private_page_is_emptied_unless_one_wants_it_kept(as_ben, as_ana, ana, ben, team, gathering):
    for person in (ana, ben):
        PersonalVision.keep(person, {"learning": "Mine", "bring": "", "hope": ""}, 0)
    kept = as_ana.post(url("vision_share", team, 1), shared("unnamed", keep_private="on")).text
    assert "Your private page was kept" in kept
    assert "Your private page is empty now." in as_ben.post(url("vision_share", team, 1), shared("unnamed")).text
    assert PersonalVision.of(ana).learning == "Mine"
    assert not PersonalVision.objects.filter(person=ben).exists()


def test_the_same_page_sent_twice_is_one_vision_and_one_key(as_ben, team, gathering):
    page = as_ben.get(url("vision_share", team, 1)).text
    signed = re.search(r'name="key" value="([^"]+)"', page)[1]
    first = as_ben.post(url("vision_share", team, 1), shared("unnamed", key=signed)).text
    second = as_ben.post(url("vision_share", team, 1), shared("unnamed", key=signed)).text
    assert key_on(first) == key_on(second)
    assert GatheredVision.objects.count() == 1


def test_nobody_brings_a_key_of_their_own(as_ben, team, gathering):
    page = as_ben.post(url("vision_share", team, 1), shared("unnamed", key="aaaa")).text
    assert key_on(page) != "aaaa"
    assert not GatheredVision.objects.by_key("aaaa").exists()


def test_a_position_is_offered_where_five_hold_it(as_ben, as_ana, ben, team, gathering):
    offered = "Without my name, but as"
    for number in range(4):
        team.welcome(factories.person(f"Head {number}", positions=["administrator"]), "link")
        if number < 3:
            assert offered not in as_ben.get(url("vision_share", team, 1)).text
            assert (
                as_ben.post(url("vision_share", team, 1), shared("unnamed", position="administrator")).status_code
                == 422
            )
    assert offered in as_ben.get(url("vision_share", team, 1)).text
    assert offered not in as_ana.get(url("vision_share", team, 1)).text  # one of one teacher
    as_ben.post(url("vision_share", team, 1), shared("unnamed", position="administrator"))
    assert GatheredVision.objects.get().positions == ["administrator"]


def test_sent_again_after_going_back_it_says_the_newer_words(as_ben, team, gathering):
    page = as_ben.get(url("vision_share", team, 1)).text
    signed = re.search(r'name="key" value="([^"]+)"', page)[1]
    as_ben.post(url("vision_share", team, 1), shared("unnamed", key=signed))
    as_ben.post(url("vision_share", team, 1), shared("unnamed", key=signed, learning="Better words."))
    assert GatheredVision.objects.get().learning == "Better words."


def test_a_page_of_another_gathering_brings_no_key(as_ben, team, revealed):
    page = as_ben.get(url("vision_share", team, 1)).text
    signed = re.search(r'name="key" value="([^"]+)"', page)[1]
    as_ben.post(url("vision_share", team, 1), shared("unnamed", key=signed))
    making.gathering(team)
    assert as_ben.post(url("vision_share", team, 2), shared("unnamed", key=signed)).status_code == 422
    assert GatheredVision.objects.count() == 1


def test_a_position_goes_where_the_others_gave_their_names(team, gathering, ana):
    """Five heads, four of them with their names: the one without a name would be the fifth."""
    heads = [factories.person(f"Head {number}", positions=["administrator"]) for number in range(6)]
    for head in heads:
        team.welcome(head, "link")
    gathering.share_unnamed({"learning": "Quiet."}, "administrator", new_key())
    gathering.share(heads[0], {"learning": "Loud."})
    gathering.reveal(ana)
    assert gathering.visions.get(person=None).positions == ["administrator"]  # six of seven gave no name
    for head in heads[1:3]:
        gathering.share(head, {"learning": "Loud."})
    gathering.share_unnamed({"learning": "Late."}, "administrator", new_key())
    assert gathering.visions.get(learning="Late.").positions == []


def test_before_the_reveal_nothing_tells_who_gave_a_name(as_ben, team, gathering, ana, ben):
    heads = [factories.person(f"Head {number}", positions=["administrator"]) for number in range(4)]
    for head in heads:
        team.welcome(head, "link")
    gathering.share(heads[0], {"learning": "Loud."})
    as_ben.post(url("vision_share", team, 1), shared("unnamed", position="administrator"))
    assert gathering.visions.get(person=None).positions == ["administrator"]
    gathering.reveal(ana)
    assert gathering.visions.get(person=None).positions == []


def test_a_flood_is_held_off(as_ben, team, gathering):
    for _number in range(9):
        as_ben.post(url("vision_share", team, 1), shared("unnamed"))
    assert GatheredVision.objects.count() == 9
    assert as_ben.post(url("vision_share", team, 1), shared("unnamed")).status_code == 422


# --- For ever one's own -----------------------------------------------------------------------------------------


def test_changing_it_later(as_ben, as_ana, team, revealed, ben):
    making.gathered_vision(revealed, ben, revealed=True)
    as_ben.post(url("gathered_vision_edit", team, 1), shared(learning="Clearer words"))
    assert "Clearer words" in as_ana.get(url("gathering", team, 1)).text
    bad = as_ben.post(url("gathered_vision_edit", team, 1), {"learning": ""})
    assert bad.status_code == 422
    assert as_ana.get(url("gathered_vision_edit", team, 1)).status_code == 404
    assert as_ana.post(url("gathered_vision_edit", team, 1), shared()).status_code == 404


def test_phrases_stay_where_their_words_still_stand(revealed, ben, ana):
    one = making.gathered_vision(revealed, ben, revealed=True, learning="We listen. We laugh.")
    stays = Phrase.pick(revealed, one, "learning", 0, 10, ana)
    goes = Phrase.pick(revealed, one, "learning", 11, 20, ana)
    one.rewrite({"learning": "Every day we begin well. We listen.", "bring": "", "hope": ""})
    stays.refresh_from_db()
    assert (stays.start, stays.end) == (25, 35)
    assert not Phrase.objects.filter(pk=goes.pk).exists()


@pytest.fixture
def woven(team, revealed, ben, ana):
    """Ben's words: picked, under a theme, in the shared vision, and so told to him alone."""
    one = making.gathered_vision(revealed, ben, revealed=True, learning="CANARY children. CANARY quiet.")
    phrase = Phrase.pick(revealed, one, "learning", 0, 16, ana)
    Phrase.pick(revealed, one, "learning", 17, 30, ana)
    Theme.begin(revealed, "Being heard", ana).lay(phrase, ana)
    text = SharedText.objects.create(team=team)
    passage = Passage.objects.create(text=text, fragment="content", quote="Every child is heard.")
    return Weave.objects.create(passage=passage, phrase=phrase, by=ana)


def test_the_author_sees_where_the_words_went(as_ben, as_ana, team, ben, woven):
    first, second = trace_of(ben.gathered_visions.get())
    assert (first.words, first.themes, first.passages) == (
        "CANARY children.",
        ["Being heard"],
        ["Every child is heard."],
    )
    assert (second.themes, second.passages) == ([], [])
    page = as_ben.get(url("gathered_vision_edit", team, 1)).text
    assert "Every child is heard." in page
    assert "Picked, and not under a theme yet." in page


def test_a_theme_woven_in_carries_its_phrases(team, revealed, ben, woven):
    Weave.objects.all().delete()
    Weave.objects.create(passage=Passage.objects.get(), theme=Theme.objects.get())
    assert trace_of(ben.gathered_visions.get())[0].passages == ["Every child is heard."]


def test_withdrawing_leaves_nothing_but_a_thread_that_says_so(as_ben, as_ana, as_cleo, team, woven):
    assert "Withdraw my vision?" in as_ben.get(url("gathered_vision_withdraw", team, 1)).text
    assert as_ana.post(url("gathered_vision_withdraw", team, 1)).status_code == 404
    as_ben.post(url("gathered_vision_withdraw", team, 1))
    assert not Phrase.objects.exists()
    woven.refresh_from_db()
    assert woven.is_withdrawn
    for client in (as_ana, as_cleo, as_ben):
        for name, args in (("gathering", [1]), ("gathering_list", []), ("team_plan", []), ("shared_vision", [])):
            assert "CANARY" not in client.get(url(name, team, *args), follow=True).text
    assert as_ben.get(url("gathered_vision_edit", team, 1)).status_code == 404


def test_it_stays_ones_own_after_leaving_the_team_and_the_school(as_ben, team, revealed, ben):
    making.gathered_vision(revealed, ben, revealed=True)
    ben.memberships.all().delete()
    ben.staff_members.all().delete()
    assert as_ben.get(url("gathering", team, 1)).status_code == 404
    assert "Children who explain" in as_ben.get(url("gathered_vision_edit", team, 1)).text
    assert as_ben.get("/me/vision/").text.count(url("gathered_vision_edit", team, 1)) == 1
    as_ben.post(url("gathered_vision_withdraw", team, 1))
    assert not GatheredVision.objects.exists()


def test_whoever_left_hears_that_it_is_woven_in_and_reads_no_draft(as_ben, team, ben, woven):
    assert "Every child is heard." in as_ben.get(url("gathered_vision_edit", team, 1)).text
    ben.memberships.all().delete()
    left = as_ben.get(url("gathered_vision_edit", team, 1)).text
    assert "Every child is heard." not in left
    assert "Woven into the shared vision." in left


def test_no_draft_leaves_by_a_voice(as_nobody, team, revealed, woven, ana):
    key = new_key()
    listening = making.listening_round(revealed, ana)
    voice = making.voice(listening, "More music.", key_hash=hash_of(key), state=VoiceState.SHOWN)
    Weave.tie(woven.passage, ana, making.phrase(voice, "music"))
    opened = as_nobody.post(KEPT, {"key": key}).text
    assert "Woven into the shared vision." in opened
    assert "Every child is heard." not in opened


def test_deleting_the_account_withdraws_it(team, ben, woven):
    assert Leaving.carry_out(ben, "")
    assert not GatheredVision.objects.exists()
    assert not Phrase.objects.exists()
    woven.refresh_from_db()
    assert woven.is_withdrawn


def test_pages_ask_as_much_for_one_phrase_as_for_three(as_ben, as_nobody, team, revealed, ana, ben):
    key = new_key()
    sources = [
        making.gathered_vision(revealed, ben, revealed=True, learning="one two three"),
        making.gathered_vision(revealed, key=key, revealed=True, learning="one two three"),
    ]
    counts = []
    text = SharedText.objects.create(team=team)
    for start, end in ((0, 3), (4, 7), (8, 13)):
        for source in sources:
            phrase = Phrase.pick(revealed, source, "learning", start, end, ana)
            Theme.begin(revealed, f"Theme {start}", ana).lay(phrase, ana)
            passage = Passage.objects.create(text=text, fragment="content", quote=f"Quote {start}")
            Weave.objects.create(passage=passage, phrase=phrase)
        found = []
        for ask in (
            lambda: as_ben.get(url("gathered_vision_edit", team, 1)),
            lambda: as_nobody.post(KEPT, {"key": key}),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert f"Quote {start}" in ask().text
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[2]
    assert max(counts[0]) <= 10


def places(gathering):
    """In which order the unnamed rows lie in the table, and how many transactions wrote them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, xmin::text FROM visioning_gatheredvision WHERE gathering_id = %s ORDER BY ctid", [gathering.pk]
        )
        rows = cursor.fetchall()
    return [str(pk) for pk, _xmin in rows], len({xmin for _pk, xmin in rows})


@pytest.mark.django_db(transaction=True)
def test_the_order_of_rows_in_the_table_tells_nothing(team):
    words = {"learning": "Words", "bring": "", "hope": ""}
    one = making.gathering(team, audience="staff")
    for number in range(3):
        team.welcome(factories.person(f"Person {number}"), "link")
    came = [str(one.share_unnamed(words, "", new_key()).pk) for _number in range(12)]
    lying, writers = places(one)
    assert (sorted(lying), writers) == (sorted(came), 1)
    assert lying != came
    control = making.gathering(factories.team("Control", school=team.school))
    came = [str(making.gathered_vision(control).pk) for _number in range(12)]
    assert places(control) == (came, 12)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_private_page_is_not_written_down_together_with_the_sharing(as_ben, ben, team):
    """Rows written by one transaction carry one number; the two here never meet in one."""
    making.gathering(team)
    PersonalVision.keep(ben, {"learning": "Mine", "bring": "", "hope": ""}, 0)
    with CaptureQueriesContext(connection) as queries:
        as_ben.post(url("vision_share", team, 1), shared("unnamed"))
    said = [query["sql"] for query in queries]
    put_in = next(place for place, sql in enumerate(said) if 'INSERT INTO "visioning_gatheredvision"' in sql)
    taken = next(place for place, sql in enumerate(said) if 'DELETE FROM "visioning_personalvision"' in sql)
    assert any(sql == "COMMIT" for sql in said[put_in:taken])


def test_the_sharing_page_asks_as_much_for_a_large_staff(as_ben, team, northside):
    making.gathering(team, audience="staff")
    counts = []
    for number in range(3):
        northside.welcome(factories.person(f"Colleague {number}", positions=["teacher"]))
        with CaptureQueriesContext(connection) as queries:
            assert as_ben.get(url("vision_share", team, 1)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 10


def test_nothing_that_was_typed_runs(as_ben, as_nobody, team, revealed, ben, ana):
    """Every payload as a vision of its own, a name, a phrase and a theme, on each page that shows them."""
    key = new_key()
    everything = "\n".join(PAYLOADS)[:4900]
    for person, opened_by in ((ben, ""), (None, key)):
        one = making.gathered_vision(revealed, person, key=opened_by, learning=everything, revealed=True)
        phrase = Phrase.pick(revealed, one, "learning", 0, 500, ana)
        Theme.begin(revealed, PAYLOADS[0][:100], ana).lay(phrase, ana)
    ben.name = "<img src=x onerror=pwn(1)>"
    ben.save(update_fields=("name",))
    revealed.mend("<script>pwn(1)</script>", None)
    pages = [
        as_ben.get(url("gathering", team, 1)),
        as_ben.get(url("gathering_list", team)),
        as_ben.get(url("gathered_vision_edit", team, 1)),
        as_ben.get("/me/vision/"),
        as_ben.post("/me/vision/", {"learning": everything, "bring": "", "hope": "", "edition": 5}),
        as_nobody.post(KEPT, {"key": key}),
    ]
    for page in pages:
        assert page.status_code in {200, 409}
        assert dangers(page.text) == []


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "2147483648"])
def test_numbers_out_of_range_lead_nowhere(as_ana, team, gathering, number):
    for name in ("gathering", "gathering_reveal", "vision_share", "gathered_vision_edit"):
        assert as_ana.get(url(name, team, number)).status_code == 404
