"""From data files to frozen objects. An error names the file and the place in it. Knows no rows and no requests.

One folder a language; a file that a language lacks is read in its wider one (pt for pt-br), else in English.
"""

import tomllib
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

HERE = Path(__file__).parent
ENGLISH = "en"


def read(name, language, root=HERE) -> dict:
    """One data file in this language, or in the nearest there is."""
    for folder in (language, language.partition("-")[0], ENGLISH):
        path = root / folder / name
        if path.is_file():
            try:
                return tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise ValueError(f"{folder}/{name}: {error}") from None
    raise FileNotFoundError(name)


def build(kind, data, place):
    """A frozen object from a table. ValueError names the place of what is unknown, missing or of another kind."""
    if not isinstance(data, dict):
        raise ValueError(f"{place}: a table is expected")
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind)}
    needed = {name for name, one in known.items() if one.default is MISSING}
    for problem, names in (("unknown", data.keys() - known.keys()), ("missing", needed - data.keys())):
        if names:
            raise ValueError(f"{place}: {problem} {', '.join(sorted(names))}")
    return kind(**{name: value_of(hints[name], value, f"{place} {name}") for name, value in data.items()})


def value_of(hint, value, place):
    if get_origin(hint) is tuple:
        return values_of(get_args(hint), value, place)
    if is_dataclass(hint):
        return build(hint, value, place)
    if type(value) is not hint:
        raise ValueError(f"{place}: {hint.__name__} is expected")
    return " ".join(value.split()) if hint is str else value


def values_of(inner, value, place):
    """A tuple of any length (str, ...) or of so many (str, str, str, str)."""
    if not isinstance(value, list):
        raise ValueError(f"{place}: a list is expected")
    if inner[-1] is not Ellipsis and len(value) != len(inner):
        raise ValueError(f"{place}: {len(inner)} are expected")
    return tuple(value_of(inner[0], one, f"{place} {number}") for number, one in enumerate(value, 1))
