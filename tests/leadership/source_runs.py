"""Prints of every run of nine words in the documents this project learned from, so that no sentence of theirs gets in.

The documents themselves may not be kept here; of each run five bytes of a hash are. To make the prints anew from text files:
    python -m tests.leadership.source_runs FILE…
"""

import re
import sys
from hashlib import sha256
from pathlib import Path

KEPT = Path(__file__).with_suffix(".bin")
WORDS = 9
SIZE = 5
WORD = re.compile(r"[a-z0-9]+")


def runs(text):
    """Every run of nine words as a print and as its words; case, signs and line ends do not matter."""
    words = WORD.findall(text.lower())
    for start in range(len(words) - WORDS + 1):
        run = " ".join(words[start : start + WORDS])
        yield sha256(run.encode()).digest()[:SIZE], run


def prints(texts):
    return {mark for text in texts for mark, _run in runs(text)}


def read():
    data = KEPT.read_bytes()
    return {data[start : start + SIZE] for start in range(0, len(data), SIZE)}


def found(text, marks):
    """The runs of a text that are among the prints."""
    return [run for mark, run in runs(text) if mark in marks]


if __name__ == "__main__":
    made = prints(Path(name).read_text() for name in sys.argv[1:])
    KEPT.write_bytes(b"".join(sorted(made)))
    print(f"{len(made)} runs")
