"""Keys for words that nobody's name is stored with: shown once, kept as a hash, never in an address or a log."""

import hashlib
import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
GROUPS, LENGTH = 4, 4  # 31 letters, 16 of them: 79 bits, far past guessing


def new_key() -> str:
    """Like "k7fm-92qd-wxyz-3abc"."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(LENGTH)) for _group in range(GROUPS))


def hash_of(key: str) -> str:
    """What is stored of a key, however it was typed: capitals, blanks and dashes do not matter."""
    bare = "".join(sign for sign in key.lower() if sign.isalnum())
    return hashlib.sha256(f"throughline-key:{bare}".encode()).hexdigest()
