"""How many years of school a text asks for, by Flesch and Kincaid; syllables by the hyphens a word may have."""

import re

import pyphen

HYPHENS = pyphen.Pyphen(lang="en_US", left=1, right=1)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_END = re.compile(r"[.!?]+(?=\W|$)")


def syllables(word):
    return len(HYPHENS.positions(word)) + 1


def grade(passages):
    """Of all passages together; a passage without a full stop is a sentence too."""
    sentences = words = beats = 0
    for passage in passages:
        found = WORD.findall(passage)
        if found:
            sentences += max(1, len(SENTENCE_END.findall(passage)))
            words += len(found)
            beats += sum(map(syllables, found))
    return 0.39 * words / sentences + 11.8 * beats / words - 15.59
