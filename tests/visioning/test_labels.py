"""The editor's words: every one it shows can be translated, and the two lists say the same."""

import re
from pathlib import Path

from visioning.live.labels import LABELS

SOURCE = Path(__file__).resolve().parents[2] / "static/js/shared_text/labels.js"
LINE = re.compile(r'^  (\w+):\s*"((?:[^"\\]|\\.)*)",$', re.MULTILINE)


def test_every_word_of_the_editor_can_be_translated():
    in_the_browser = dict(LINE.findall(SOURCE.read_text()))
    assert len(in_the_browser) > 50
    assert {key: str(label) for key, label in LABELS.items()} == in_the_browser
