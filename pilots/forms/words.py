"""Several lines of words in a form about a pilot. Knows nothing of what they are about."""

from leadership.forms.words import WordsField
from visioning.forms.editions import TOO_LONG


class LongWordsField(WordsField):
    """One that is too long says by how much, and comes back whole."""

    default_error_messages = {"max_length": TOO_LONG}
