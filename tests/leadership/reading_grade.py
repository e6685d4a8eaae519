"""How many years of school a text asks for, by Flesch and Kincaid; syllables by a word's hyphens or its vowels, if those are more."""

import re

import pyphen

HYPHENS = pyphen.Pyphen(lang="en_US", left=1, right=1)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouycgsxz])es$")
SENTENCE_END = re.compile(r"[.!?]+(?=\W|$)")
LABEL = 5  # shorter passages without a full stop are titles, which would make every text look simple


def syllables(word):
    word = word.lower()
    return max(len(HYPHENS.positions(word)) + 1, len(VOWELS.findall(SILENT.sub("", word))))


def grade(passages):
    """Of all passages together; a long passage without a full stop is a sentence too."""
    sentences = words = beats = 0
    for passage in passages:
        found = WORD.findall(passage)
        ends = len(SENTENCE_END.findall(passage))
        if ends or len(found) >= LABEL:
            sentences += ends or 1
            words += len(found)
            beats += sum(map(syllables, found))
    return 0.39 * words / sentences + 11.8 * beats / words - 15.59
