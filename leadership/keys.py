"""Keys for words that nobody's name is stored with: shown once, kept as a hash, never in an address or a log."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
GROUPS, LENGTH = 4, 4  # 31 letters, 16 of them: 79 bits, far past guessing


def new_key() -> str:
    """Like "k7fm-92qd-wxyz-3abc"."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(LENGTH)) for _group in range(GROUPS))


def letters_from(salt: str, seed: str, length: int) -> str:
    """Letters that only this site can work out from a seed: the same seed gives the same letters."""
    number = int.from_bytes(salted_hmac(salt, seed, algorithm="sha256").digest())
    found = []
    for _letter in range(length):
        number, rest = divmod(number, len(LETTERS))
        found.append(LETTERS[rest])
    return "".join(found)


def key_from(seed: str) -> str:
    """A key that is the same for the same seed, so that a form sent twice leads to one."""
    letters = letters_from("visioning.key", seed, GROUPS * LENGTH)
    return "-".join(letters[start : start + LENGTH] for start in range(0, len(letters), LENGTH))


def hash_of(key: str) -> str:
    """What is stored of a key, however it was typed: capitals, blanks and dashes do not matter."""
    bare = "".join(sign for sign in key.lower() if sign.isalnum())
    return hashlib.sha256(f"throughline-key:{bare}".encode()).hexdigest()
