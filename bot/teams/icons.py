"""The app's two icons, drawn: a speech bubble with a tick in it. No picture library is needed for two icons.

Teams wants a full colour one of 192 by 192 pixels, and one of 32 by 32 in white on nothing.
"""

import math
import struct
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise

Point = tuple[float, float]
Shade = Callable[[float, float, float], tuple[int, int, int, float]]
"""From a place (0 to 1 both ways) and a pixel's size to red, green, blue, and how much of it is covered."""

GROUND = (0x1F, 0x4E, 0x5F)
WHITE = (0xFF, 0xFF, 0xFF)
TICK: tuple[Point, ...] = ((0.40, 0.46), (0.475, 0.535), (0.61, 0.385))
TAIL: tuple[Point, ...] = ((0.36, 0.62), (0.36, 0.76), (0.50, 0.62))


def colour() -> bytes:
    """192 by 192 pixels: the bubble in white on the app's colour, the tick cut out of it."""
    return _png(192, _in_colour)


def outline() -> bytes:
    """32 by 32 pixels: the bubble's line and the tick in white, transparent elsewhere."""
    return _png(32, _in_outline)


def _in_colour(x: float, y: float, pixel: float) -> tuple[int, int, int, float]:
    white = _covered(_bubble(x, y), pixel) * (1 - _covered(_tick(x, y) - 0.03, pixel))
    red, green, blue = (
        round(ground + (full - ground) * white) for ground, full in zip(GROUND, WHITE, strict=True)
    )
    return red, green, blue, 1.0


def _in_outline(x: float, y: float, pixel: float) -> tuple[int, int, int, float]:
    x, y, pixel = 0.5 + (x - 0.5) * 0.66, 0.51 + (y - 0.5) * 0.66, pixel * 0.66
    line = max(_covered(abs(_bubble(x, y)) - 0.022, pixel), _covered(_tick(x, y) - 0.026, pixel))
    return *WHITE, line


def _bubble(x: float, y: float) -> float:
    """How far outside the bubble a place is; less than nothing inside."""
    across, down = abs(x - 0.5) - 0.20, abs(y - 0.46) - 0.13
    box = math.hypot(max(across, 0), max(down, 0)) + min(max(across, down), 0) - 0.07
    return min(box, _tail(x, y))


def _tail(x: float, y: float) -> float:
    edges = list(zip(TAIL, (*TAIL[1:], TAIL[0]), strict=True))
    inside = all((bx - ax) * (y - ay) - (by - ay) * (x - ax) <= 0 for (ax, ay), (bx, by) in edges)
    far = min(_from_line((x, y), *edge) for edge in edges)
    return -far if inside else far


def _tick(x: float, y: float) -> float:
    return min(_from_line((x, y), *line) for line in pairwise(TICK))


def _from_line(place: Point, one: Point, other: Point) -> float:
    along = (other[0] - one[0], other[1] - one[1])
    here = (place[0] - one[0], place[1] - one[1])
    share = (here[0] * along[0] + here[1] * along[1]) / (along[0] ** 2 + along[1] ** 2)
    share = min(max(share, 0.0), 1.0)
    return math.hypot(here[0] - share * along[0], here[1] - share * along[1])


def _covered(distance: float, pixel: float) -> float:
    return min(max(0.5 - distance / pixel, 0.0), 1.0)


def _png(size: int, shade: Shade) -> bytes:
    """Eight bits a channel, with transparency (PNG's colour type 6), no filter."""
    pixel = 1 / size
    rows = bytearray()
    for row in range(size):
        rows.append(0)
        for column in range(size):
            *rgb, covered = shade((column + 0.5) * pixel, (row + 0.5) * pixel, pixel)
            rows += bytes((*rgb, round(255 * covered)))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunks(chunks))


def _chunks(chunks: Iterable[tuple[bytes, bytes]]) -> Iterable[bytes]:
    for name, data in chunks:
        yield struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
