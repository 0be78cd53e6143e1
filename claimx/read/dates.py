"""
Dates of publication as ISO 8601, which is what an article holds.
"""

from __future__ import annotations

import datetime
from email.utils import parsedate_to_datetime


def iso_date(said: object) -> str | None:
    """
    The day as 2024-06-03, or None where it is not to be read.

    Args:
        said: "2024-06-03", with a time or without, or as in mail and feeds, "Mon, 03 Jun 2024
            10:00:00 GMT".
    """
    if not isinstance(said, str):
        return None
    text = said.strip()
    for read in (datetime.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).date().isoformat()
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
    return None
