"""What a probe's summary looks like: text with places for numbers that only an episode gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Text that is the same in every episode."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The number at ``index`` of the answer. ``kind`` is float, int or bool; ``spec`` a format specification, or empty."""

    index: int
    kind: str
    spec: str = ""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several known values; the answer's number at ``index`` says which."""

    index: int
    options: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """``part`` where the answer's number at ``index`` is not 0, else None."""

    index: int
    part: Part


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence of values."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """A sequence of as many values as the answer's number at ``index`` says; ``parts`` are its first ones.

    ``keyed``: they are entries of a dictionary, pairs of a key and a value.
    """

    index: int
    parts: tuple[Part, ...]
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """Named values: a dictionary."""

    parts: tuple[tuple[str, Part], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Parts in a row."""

    parts: tuple[Part, ...]


Part = Word | Slot | OneOf | Perhaps | Items | Several | Entries | Text
