"""Pictures are drawn anew: what a camera or an editor wrote beside the picture stays behind.

Place, device, time, thumbnails, comments, and whatever was glued to the end of the file. A HEIC
photo, which few office computers open, becomes a JPEG.
"""

import io
import threading
import warnings

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ..refusal import Refused

LARGEST = 50_000_000  # points, width times height: R14
QUALITY = 90
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
_one_at_a_time = threading.Lock()  # an open picture of the largest size takes 200 MB

pillow_heif.register_heif_opener(thumbnails=False)


def redrawn(content: bytes, kind: str) -> tuple[bytes, str]:
    """The same picture upright, without anything beside it; and its kind, which may be another.

    Refused where it cannot be read to its end, or is larger than LARGEST when open.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own warning comes later than our limit
        try:
            with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
                _demand_size(picture)
                return _drawn(ImageOps.exif_transpose(picture), kind)
        except Refused:
            raise
        except Image.DecompressionBombError:
            raise _too_large() from None
        except Exception as error:  # a broken file breaks decoders in many ways
            raise Refused(
                _("This picture cannot be read: it may have broken on its way. Send it again.")
            ) from error


def _demand_size(picture):
    if picture.width * picture.height > LARGEST:
        raise _too_large()


def _too_large():
    return Refused(
        _("This picture has more than 50 million points. Send a smaller one."), code="bomb"
    )


def _drawn(picture, kind):
    kind = "jpg" if kind == "heic" else kind
    if kind == "jpg" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    picture.info.clear()  # comments, colour profiles, times: whatever a writer would take along
    written = io.BytesIO()
    quality = {} if kind == "png" else {"quality": QUALITY}
    picture.save(written, FORMATS[kind], exif=b"", **quality)
    return written.getvalue(), kind
