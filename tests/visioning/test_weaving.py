"""The weaving table: what lies on it, the map, and what becomes of it when sources change."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.models import JoinedBy
from tests import factories
from tests.conftest import signed_in
from visioning.models import Phrase, Placing, Theme, sources_of

from .making import gathered_vision, gathering, listening_round, phrase, theme, voice
from .weaving_table import NOW, htmx, picked, plain, queries_of, url

# --- What lies on the table --------------------------------------------------------------------------------------


def test_all_revealed_words_lie_there_and_closed_ones_do_not(as_ana, table, anas, unnamed, familys, closed):
    waiting = voice(familys.round, "This canary waits to be read.")
    page = as_ana.get(url("weaving_table", table))
    said = plain(page)
    for words in ("Ana Ruiz", "We trust each other.", "without a name", "A quiet corner", "a family, heard in person"):
        assert words in said
    assert "canary" not in page.text
    assert waiting.words not in page.text


def test_the_step_leads_to_the_latest_revealed_table(as_ana, team, table):
    gathering(team, name="The next one")
    assert as_ana.get(reverse("weaving", args=[team.slug])).url == url("weaving_table", table)


def test_before_there_is_a_table_one_sentence_says_what_comes_first(as_ana, as_cleo, team):
    assert "Open a gathering" in as_ana.get(reverse("weaving", args=[team.slug])).text
    assert "Go to the gatherings" in as_cleo.get(reverse("weaving", args=[team.slug])).text
    still_closed = gathering(team)
    vision = gathered_vision(still_closed, learning="Closed canary.")
    for address in (reverse("weaving", args=[team.slug]), url("weaving_table", still_closed)):
        page = as_ana.get(address)
        assert "are still closed" in page.text
        assert "canary" not in page.text
    assert as_ana.get(url("phrase_new", still_closed, f"vision-{vision.pk}")).status_code == 404
    assert as_ana.post(url("phrase_pick", still_closed), picked(vision, "Closed")).status_code == 404
    assert as_ana.get(url("theme_map", still_closed)).status_code == 404


def test_outsiders_find_nothing_and_observers_read_only(as_dov, as_cleo, table, anas):
    one = theme(table)
    held = phrase(anas, "trust", one)
    reads = [url("weaving_table", table), url("theme_map", table)]
    changes = [url("theme_edit", table, one.pk), url("phrase_detail", table, held.pk)]
    posts = [
        url("phrase_pick", table),
        url("weaving_undo", table),
        url("placing_add", table, held.pk),
        url("placing_remove", table, held.pk),
        url("phrase_remove", table, held.pk),
        url("theme_add", table),
        *(url(f"theme_{verb}", table, one.pk) for verb in ("edit", "merge", "split", "remove")),
    ]
    assert {as_dov.get(address).status_code for address in [*reads, *changes]} == {404}
    assert {as_dov.post(address).status_code for address in posts} == {404}
    assert {as_cleo.get(address).status_code for address in reads} == {200}
    assert {as_cleo.get(address).status_code for address in changes} == {403}
    assert {as_cleo.post(address).status_code for address in posts} == {403}
    assert "Lay under" not in as_cleo.get(reads[0]).text


def test_a_guest_weaves_where_the_staff_was_invited_and_nowhere_else(team, table, anas, guest):
    as_guest = signed_in(guest)
    assert as_guest.get(url("weaving_table", table)).status_code == 404
    open_table = gathering(team, revealed_at=NOW, audience="staff")
    vision = gathered_vision(open_table, revealed=True, learning="We all bring bread.")
    assert as_guest.get(reverse("weaving", args=[team.slug])).url == url("weaving_table", open_table)
    as_guest.post(url("phrase_pick", open_table), picked(vision, "bring bread", new_theme="Giving"))
    assert Placing.objects.get().by == guest
    page = as_guest.get(url("weaving_table", open_table))
    assert "bring bread" in page.text
    assert "Other tables" not in page.text
    assert as_guest.get(url("weaving_table", table)).status_code == 404


def test_the_live_part_comes_alone_and_keeps_what_was_chosen(as_ana, table, anas, familys):
    page = htmx(as_ana, url("weaving_table", table, query="?kind=voices&show=60"))
    assert 'id="weaving"' in page.text
    assert "<html" not in page.text
    assert "Somebody answers the phone" in page.text
    assert "We trust each other" not in page.text
    assert "?kind=voices&amp;show=60" in page.text


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Ana", "without", "family"}),
        ("?position=teacher", {"Ana"}),
        ("?position=family", {"family"}),
        ("?position=unsaid", {"without"}),
        ("?kind=visions", {"Ana", "without"}),
        ("?loose=1", {"without", "family"}),
        ("?position=nonsense&show=x&kind=%00", {"Ana", "without", "family"}),
    ],
)
def test_filters(as_ana, table, anas, unnamed, familys, query, seen):
    phrase(anas, "trust", theme(table))
    page = as_ana.get(url("weaving_table", table, query=query))
    who = re.findall(r'words-card__who"[^>]*>(?:a )?(\w+)', page.text)
    assert set(who) == seen


def test_beyond_thirty_cards_more_are_asked_for(as_ana, table):
    for number in range(33):
        gathered_vision(table, revealed=True, learning=f"Words {number}.")
    page = as_ana.get(url("weaving_table", table))
    assert page.text.count("<article") == 30
    assert "3 are left" in page.text


@pytest.mark.parametrize("name", ["weaving_table", "theme_map"])
def test_queries_do_not_grow_for_members_and_guests(team, ana, guest, name):
    table = gathering(team, revealed_at=NOW, audience="staff")
    counts = []
    for number in range(3):
        vision = gathered_vision(table, factories.person(f"P {number}"), revealed=True, learning="One. Two.")
        one = theme(table, f"Theme {number}")
        phrase(vision, "One.", one, theme(table, "All"), by=ana)
        voice(listening_round(table), "Heard.", state="shown")
        if number in (0, 2):
            counts.append([queries_of(signed_in(one), url(name, table)) for one in (ana, guest)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10


# --- The map -----------------------------------------------------------------------------------------------------


def test_the_map_says_what_touches_and_what_stands_alone(as_cleo, table, anas, unnamed):
    trust, calm, far = theme(table), theme(table, "Calm"), theme(table, "Far <b>away</b>")
    phrase(anas, "trust", trust, calm)
    phrase(unnamed, "quiet", far)
    phrase(unnamed, "corner")
    page = as_cleo.get(url("theme_map", table))
    said = plain(page)
    assert "“Trust” and “Calm”." in said
    assert "the same phrase: trust" in said
    assert "These stand alone: “Far &lt;b&gt;away&lt;/b&gt;”." in said
    assert "corner" in said
    assert page.text.count('class="theme-map__knot') == 4
    assert htmx(as_cleo, url("theme_map", table), part="theme-map").text.lstrip().startswith("<div")


def test_an_empty_map_says_what_to_do(as_ana, table):
    assert "Go to the weaving table" in as_ana.get(url("theme_map", table)).text


# --- When sources change -----------------------------------------------------------------------------------------


def test_phrases_move_with_their_words_and_go_with_them(table, anas):
    trust = phrase(anas, "trust", theme(table))
    listen = phrase(anas, "listen")
    name = phrase(anas, "my name", prompt="hope")
    anas.rewrite({"learning": "My name first: they knew my name. We listen.", "bring": "", "hope": "No more."})
    found = {one.pk: (one.prompt, one.start) for one in Phrase.objects.all()}
    assert found == {listen.pk: ("learning", 37), name.pk: ("learning", 25)}
    assert trust.pk not in found
    assert Theme.objects.get().phrases.count() == 0


def test_two_phrases_that_change_places(table):
    vision = gathered_vision(table, revealed=True, learning="aa bb")
    one, other = phrase(vision, "aa"), phrase(vision, "bb")
    vision.rewrite({"learning": "bb aa"})
    assert set(Phrase.objects.values_list("pk", "start", "end")) == {(one.pk, 3, 5), (other.pk, 0, 2)}


def test_a_withdrawn_vision_and_a_voice_set_aside_leave_nothing_on_the_table(as_ana, table, anas, familys, ana):
    trust = theme(table)
    phrase(anas, "trust each", trust)
    phrase(familys, "answers the phone", trust)
    anas.withdraw()
    familys.set_aside(ana, "Twice")
    page = as_ana.get(url("weaving_table", table))
    assert "trust each" not in page.text
    assert "answers the phone" not in page.text
    assert not Phrase.objects.on_table(table).filter(themes=trust).exists()
    familys.let_through(ana)
    assert [one.words for one in Phrase.objects.on_table(table).filter(themes=trust)] == ["answers the phone"]


def test_people_are_counted_once(team, table, anas, ana, unnamed, familys):
    earlier = gathered_vision(gathering(team, revealed_at=NOW - timedelta(days=9)), ana, revealed=True)
    phrases = [phrase(anas, "trust"), phrase(anas, "listen"), phrase(earlier, "Children")]
    assert sources_of(phrases) == 1
    assert sources_of([*phrases, phrase(unnamed, "quiet"), phrase(unnamed, "corner"), phrase(familys, "phone")]) == 3
    labels = [one.source_label for one in Phrase.objects.on_table(table)]
    assert set(labels) == {"Ana Ruiz", "without a name", "a family, heard in person"}


def test_only_the_team_hears_that_something_moved(table, anas, django_capture_on_commit_callbacks):
    with CaptureQueriesContext(connection) as queries:
        phrase(anas, "trust", theme(table))
    told = [query["sql"] for query in queries if "pg_notify" in query["sql"]]
    assert told
    assert all(f"{table.team_id}:weaving" in sql for sql in told)


def test_somebody_who_joined_later_sees_the_table_and_whoever_left_does_not(team, table, anas):
    nia = factories.person("Nia Newman")
    as_nia = signed_in(nia)
    assert as_nia.get(url("weaving_table", table)).status_code == 404
    team.welcome(nia, JoinedBy.LINK)
    assert as_nia.get(url("weaving_table", table)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_people_name_the_same_theme_and_pick_the_same_words_at_once(team, ana, ben):
    table = gathering(team, revealed_at=NOW)
    vision = gathered_vision(table, ana, revealed=True, learning="We trust each other.")
    start = threading.Barrier(2)
    faults = []

    def act(person):
        try:
            start.wait()
            Theme.begin(table, "Trust", person).lay(Phrase.pick(table, vision, "learning", 3, 8, person), person)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    hands = [threading.Thread(target=act, args=(person,)) for person in (ana, ben)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert faults == []
    assert (Theme.objects.count(), Phrase.objects.count(), Placing.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(("one", "other"), [("Spaß", "SPAẞ"), ("Trust", "TRUST")])
def test_a_name_in_capitals_is_the_same_name(as_ana, table, one, other):
    """Told by the database's own rule, for letters whose capitals Python and Postgres see differently too."""
    for name in (one, other):
        assert as_ana.post(url("theme_add", table), {"name": name}).status_code == 302
    assert table.themes.filter(name__in=(one, other)).count() == 1


def test_a_theme_with_an_endless_number_is_not_there(as_ana, table, anas):
    picked = phrase(anas, "Children explain")
    gone = as_ana.post(url("placing_remove", table, picked.pk), {"theme": "1" * 5000})
    assert gone.status_code == 404
