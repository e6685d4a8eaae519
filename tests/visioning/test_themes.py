"""Themes: renaming, merging, splitting, removing, and taking each of them back."""

import re

import pytest

from visioning.models import Gone, Phrase, Theme

from .making import gathering, phrase, theme
from .weaving_table import NOW, htmx, undo, url

# --- Themes ------------------------------------------------------------------------------------------------------


def test_renaming(as_ana, table):
    one = theme(table)
    theme(table, "Courage")
    address = url("theme_edit", table, one.pk)
    assert as_ana.post(address, {"name": "COURAGE"}).status_code == 422
    assert as_ana.post(address, {"name": ""}).status_code == 422
    as_ana.post(address, {"name": "Deep trust", "note": "Only\x00 among adults."})
    one.refresh_from_db()
    assert (one.name, one.note) == ("Deep trust", "Only among adults.")


def test_merging_moves_everything_once_and_can_be_taken_back(as_ana, table, anas, unnamed):
    trust, calm = theme(table), theme(table, "Calm")
    both = phrase(anas, "trust", trust, calm)
    mine = phrase(anas, "listen", trust)
    theirs = phrase(unnamed, "quiet", calm)
    answer = as_ana.post(url("theme_merge", table, trust.pk), {"into": calm.pk}, follow=True)
    assert not Theme.objects.filter(pk=trust.pk).exists()
    assert set(calm.phrases.all()) == {both, mine, theirs}
    token = undo(as_ana, table, answer)
    assert set(Theme.objects.get(pk=trust.pk).phrases.all()) == {both, mine}
    assert set(calm.phrases.all()) == {both, theirs}
    as_ana.post(url("weaving_undo", table), {"undo": token})  # a second press changes nothing more
    assert set(calm.phrases.all()) == {both, theirs}


def test_splitting(as_ana, table, anas):
    trust = theme(table)
    stays, goes = phrase(anas, "trust", trust), phrase(anas, "listen", trust)
    address = url("theme_split", table, trust.pk)
    assert as_ana.post(address, {"name": "Listening"}).status_code == 422
    assert as_ana.post(address, {"name": "trust", "phrases": [str(goes.pk)]}).status_code == 422
    answer = as_ana.post(address, {"name": "Listening", "phrases": [str(goes.pk)]}, follow=True)
    assert list(trust.phrases.all()) == [stays]
    assert list(Theme.objects.get(name="Listening").phrases.all()) == [goes]
    undo(as_ana, table, answer)
    assert set(trust.phrases.all()) == {stays, goes}
    assert not Theme.objects.filter(name="Listening").exists()


def test_removing_a_theme_leaves_its_phrases_picked(as_ana, table, anas):
    trust = theme(table)
    held = phrase(anas, "trust", trust)
    answer = as_ana.post(url("theme_remove", table, trust.pk), follow=True)
    assert Phrase.objects.get() == held
    assert "Under no theme yet" in answer.text
    undo(as_ana, table, answer)
    assert list(Theme.objects.get(pk=trust.pk).phrases.all()) == [held]


def test_undo_after_the_author_took_the_words_back_brings_nothing_of_them(as_ana, table, anas, unnamed):
    trust = theme(table)
    phrase(anas, "trust", trust)
    stays = phrase(unnamed, "quiet", trust)
    answer = as_ana.post(url("theme_remove", table, trust.pk), follow=True)
    anas.withdraw()
    undo(as_ana, table, answer)
    assert list(Theme.objects.get(pk=trust.pk).phrases.all()) == [stays]


def test_a_made_up_or_foreign_undo_is_refused(as_ana, as_dov, table, anas, other_team, dov):
    trust = theme(table)
    phrase(anas, "trust", trust)
    answer = as_ana.post(url("theme_remove", table, trust.pk), follow=True)
    token = re.search(r'name="undo" value="([^"]+)"', answer.text)[1]
    other = gathering(other_team, revealed_at=NOW)
    for given in (token, "nonsense", ""):
        assert as_dov.post(url("weaving_undo", other), {"undo": given}).status_code == 422
    assert not Theme.objects.exists()


def test_what_went_meanwhile_is_said_kindly_and_the_table_comes_anew(as_ana, as_ben, table, anas, other_team):
    trust, calm = theme(table), theme(table, "Calm")
    held = phrase(anas, "trust", trust)
    merged = trust.pk
    trust.merge_into(calm)
    elsewhere = theme(gathering(other_team, revealed_at=NOW), "Canary")
    for gone in (merged, elsewhere.pk):
        answer = htmx(as_ben, url("placing_remove", table, held.pk), {"theme": gone})
        assert answer.status_code == 404
        assert 'id="weaving"' in answer.text
        assert "no longer there" in answer.text
        assert "Canary" not in answer.text
        assert as_ben.post(url("theme_merge", table, gone), {"into": calm.pk}).status_code == 404
        assert htmx(as_ben, url("placing_add", table, held.pk), {"theme": gone}).status_code == 422
        assert as_ben.post(url("theme_merge", table, calm.pk), {"into": gone}).status_code == 422
    anas.withdraw()
    answer = htmx(as_ben, url("phrase_detail", table, held.pk), part="phrase")
    assert (answer.status_code, answer["HX-Retarget"]) == (404, "#weaving")
    with pytest.raises(Gone):
        calm.lay(held, None)


def test_sixty_themes_are_enough(as_ana, table):
    Theme.objects.bulk_create(Theme(gathering=table, name=f"Theme {number}") for number in range(60))
    answer = htmx(as_ana, url("theme_add", table), {"name": "One more"})
    assert answer.status_code == 422
    assert "Sixty themes" in answer.text
    assert htmx(as_ana, url("theme_add", table), {"name": "theme 7"}).status_code == 200
