"""Words without a name, for whoever holds their key: read, changed, withdrawn."""

import re

from leadership.keys import hash_of, new_key
from visioning.models import (
    GatheredVision,
    VoiceState,
)

from . import making
from .sharing import KEPT

# --- Kept by key ----------------------------------------------------------------------------------------------


def test_the_key_opens_changes_and_withdraws(as_nobody, revealed):
    key = new_key()
    making.gathered_vision(revealed, key=key, revealed=True)
    opened = as_nobody.post(KEPT, {"key": key.upper().replace("-", " ")})
    assert opened.status_code == 200
    assert opened["Cache-Control"] == "no-store"
    assert "Children who explain to each other." in opened.text
    assert "Not picked up yet." in opened.text
    saved = as_nobody.post(KEPT, {"key": key, "do": "save", "learning": "Other words"})
    assert "Saved." in saved.text
    assert GatheredVision.objects.get().learning == "Other words"
    empty = as_nobody.post(KEPT, {"key": key, "do": "save"})
    assert empty.status_code == 422
    asked = as_nobody.post(KEPT, {"key": key, "do": "withdraw"}).text
    assert "Withdraw these words?" in asked
    assert GatheredVision.objects.exists()
    gone = as_nobody.post(KEPT, {"key": key, "do": "withdraw-now"}).text
    assert "Withdrawn." in gone
    assert not GatheredVision.objects.exists()
    assert as_nobody.post(KEPT, {"key": key}).status_code == 422


def test_the_key_never_stands_in_an_address(as_nobody, gathering):
    key = new_key()
    making.gathered_vision(gathering, key=key)
    page = as_nobody.post(KEPT, {"key": key}).text
    assert not re.search(rf'(href|action|src|hx-\w+)="[^"]*{key}', page)
    assert "Children who explain" not in as_nobody.get(KEPT, {"key": key}).text


def test_a_voice_is_opened_the_same_way_and_read_again(as_nobody, gathering, ana):
    key = new_key()
    listening = making.listening_round(gathering, ana)
    voice = making.voice(listening, "More music.", key_hash=hash_of(key), state=VoiceState.SHOWN)
    assert "More music." in as_nobody.post(KEPT, {"key": key}).text
    saved = as_nobody.post(KEPT, {"key": key, "do": "save", "words": "More trees."}).text
    assert "Somebody on the team reads the new words" in saved
    voice.refresh_from_db()
    assert (voice.words, voice.state) == ("More trees.", VoiceState.WAITING)
    assert as_nobody.post(KEPT, {"key": key, "do": "save", "words": ""}).status_code == 422
    as_nobody.post(KEPT, {"key": key, "do": "withdraw-now"})
    assert not listening.voices.exists()


def test_a_key_opens_no_named_vision(db, as_nobody, gathering, ben):
    making.gathered_vision(gathering, ben, learning="CANARY")
    for key in ("", "0", "abcd-efgh-jkmn-pqrs"):
        answer = as_nobody.post(KEPT, {"key": key})
        assert (answer.status_code, "CANARY" in answer.text) == (422, False)


def test_guessing_is_stopped_and_a_school_is_not(as_nobody, gathering):
    key = new_key()
    making.gathered_vision(gathering, key=key)
    for _try in range(60):
        assert as_nobody.post(KEPT, {"key": "wrong"}).status_code == 422
        if _try % 20 == 0:
            assert as_nobody.post(KEPT, {"key": key}).status_code == 200
    assert as_nobody.post(KEPT, {"key": "wrong"}).status_code == 429
    assert as_nobody.get(KEPT).status_code == 200
