"""Links short enough to be typed from a board: a number and ten letters that only this site can work out. Nothing of them is stored.

Knows nothing of what is asked behind one.
"""

from django.utils.crypto import constant_time_compare

from leadership.keys import letters_from

from .links import WithLink

CODE = 10  # letters: 49 bits, for links that ask for words and show nobody's


class WithShortLink(WithLink):
    """A thing with a joining link like "12-abcde-fghjk". Each kind says its `link_salt`."""

    class Meta:
        abstract = True

    @property
    def link_token(self):
        code = letters_from(self.link_salt(), f"{self.pk}:{self.link_number}", CODE)
        return f"{self.pk}-{code[:5]}-{code[5:]}"

    @classmethod
    def for_link(cls, token):
        """What a link leads to, however it was typed, or None where the link is old, closed or made up."""
        found = cls.by_token(token)
        return found if found and found.link_open else None

    @classmethod
    def by_token(cls, token):
        """The same, closed ones too."""
        bare = "".join(sign for sign in token.lower() if sign.isascii() and sign.isalnum())
        number = bare[:-CODE]
        if not number.isdecimal() or len(number) > 18:
            return None
        found = cls.behind_links().filter(pk=int(number)).first()
        if found and constant_time_compare(found.link_token.replace("-", ""), bare):
            return found
        return None

    @classmethod
    def behind_links(cls):
        """The rows, with what the page behind the link shows."""
        return cls.objects.all()
