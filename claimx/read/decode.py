"""
Bytes to text.

A byte-order mark decides; else it is UTF-8 if it is valid UTF-8, else Windows-1252. No statistics:
they turn "£5bn" into "Ł5bn". Line ends stay as they are, so that offsets refer to what is in the
file; the byte-order mark goes.
"""

from __future__ import annotations

import codecs

from claimx.errors import InputError

# The byte-order marks. UTF-32's begins with UTF-16's, so it is asked for first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes, *, name: str, encoding: str | None = None) -> tuple[str, str | None]:
    """
    The text of a file's bytes, and a notice where its encoding had to be guessed.

    Args:
        raw: all bytes of the file.
        name: the file's name, for errors.
        encoding: a codec that Python knows; it overrides all guessing, and its byte-order mark goes.

    Returns:
        The text without a byte-order mark, and None or a phrase for the user.

    Raises:
        InputError: it is binary, or not in that encoding.
    """
    if encoding is not None:
        return _decode_as(raw, encoding, name).removeprefix("\ufeff"), None
    for mark, codec in MARKS:
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], codec, name), None
    if b"\0" in raw:
        raise InputError(name, "binary data, not text (it has NUL bytes)")
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        if error.end == len(raw) and error.reason == "unexpected end of data":
            raise InputError(name, "it breaks off inside a UTF-8 character") from None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(name, "neither UTF-8 nor Windows-1252; name its --encoding") from None
    if _looks_binary(text):
        raise InputError(name, "binary data, not text")
    return text, "not UTF-8: read as Windows-1252 (--encoding overrides)"


def _decode_as(raw: bytes, encoding: str, name: str) -> str:
    """The text in that encoding, or an error that says where it is not in it."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, f"not {encoding} at byte {error.start}") from None
    if "\0" in text:
        raise InputError(name, "binary data, not text (it has NUL characters)")
    return text


def _looks_binary(text: str) -> bool:
    """Whether control characters that no text has stand in the first kilobytes."""
    return any(letter < " " and letter not in "\t\n\v\f\r\x1a\x1b" for letter in text[:4096])
