"""A picture that somebody sends becomes a small picture of our own: read, turned upright, made small, drawn anew, without a word of what came along.

Pure: bytes in, bytes out. Knows nothing of whose logo it is. SVG is refused: it is a document with scripts and addresses in it.
"""

import io
import warnings

from PIL import Image, ImageFile, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
LARGEST = 2 * 1024**2  # bytes as they come
MOST_PIXELS = 25_000_000  # a photograph of a new phone; a picture that says more is not unpacked
LONGEST_SIDE = 600


class NoPicture(Exception):
    """These bytes are no picture that we read."""


def redrawn(sent: bytes) -> bytes:
    """A PNG of at most 600 pixels a side. Raises NoPicture."""
    if len(sent) > LARGEST:
        raise NoPicture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(sent), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPicture
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # what prints in the same process may have switched it on
            picture.load()
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except NoPicture:
        raise
    except Exception as error:  # whatever a library of pictures says of bytes from anywhere
        raise NoPicture from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if upright.getextrema()[3][0] == 255:  # nothing is seen through
        upright = upright.convert("RGB")
    fresh = Image.new(upright.mode, upright.size)  # pixels alone: no place, no camera, no comment
    fresh.paste(upright)
    out = io.BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()
