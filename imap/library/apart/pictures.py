"""Pictures: opened as far as needed to know that they are what they say."""

import warnings
from pathlib import Path

from looking import Refused
from PIL import Image, UnidentifiedImageError

MOST_POINTS = 80_000_000
WIDTH, HEIGHT = 480, 680  # of a cover
Image.MAX_IMAGE_PIXELS = MOST_POINTS


def look_at(path: Path) -> None:
    """Raises `Refused`."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise Refused("image")
            picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("image") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("corrupt") from error


def cover_from(picture: Image.Image, target: Path) -> None:
    made = picture.convert("RGB")
    made.thumbnail((WIDTH, HEIGHT))
    made.save(target, "WEBP", quality=82, method=4)
