"""Reading vector tiles: layers with their features, properties and points, as the specification (2.1) writes them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOVE_TO = 1


@dataclass(frozen=True)
class Feature:
    properties: dict[str, Any]
    points: list[tuple[int, int]]


def varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """Number and value of each field of a protobuf message."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size, at = varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
            value, at = data[at : at + size], at + size
        yield key >> 3, value


def numbers(packed: bytes) -> list[int]:
    found, at = [], 0
    while at < len(packed):
        number, at = varint(packed, at)
        found.append(number)
    return found


def zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def value(data: bytes) -> Any:
    number, raw = next(fields(data))
    readers = {
        1: bytes.decode,
        2: lambda raw: struct.unpack("<f", raw)[0],
        3: lambda raw: struct.unpack("<d", raw)[0],
        6: zigzag,
        7: bool,
    }
    return readers.get(number, int)(raw)


def points(commands: list[int]) -> list[tuple[int, int]]:
    found, at, x, y = [], 0, 0, 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        for _ in range(count if command <= 2 else 0):
            x, y, at = x + zigzag(commands[at]), y + zigzag(commands[at + 1]), at + 2
            found.append((x, y))
    return found


def layers(tile: bytes) -> dict[str, list[Feature]]:
    """The features of a tile by layer; points in the tile's units, from its upper left corner."""
    return dict(layer(data) for number, data in fields(tile) if number == 3)


def layer(data: bytes) -> tuple[str, list[Feature]]:
    parts: dict[int, list[Any]] = {}
    for number, content in fields(data):
        parts.setdefault(number, []).append(content)
    keys, values = [key.decode() for key in parts.get(3, [])], [value(raw) for raw in parts.get(4, [])]
    return parts[1][0].decode(), [feature(dict(fields(raw)), keys, values) for raw in parts.get(2, [])]


def feature(parts: dict[int, Any], keys: list[str], values: list[Any]) -> Feature:
    tags = numbers(parts.get(2, b""))
    told = {keys[key]: values[at] for key, at in zip(tags[::2], tags[1::2], strict=True)}
    return Feature(told, points(numbers(parts[4])))
