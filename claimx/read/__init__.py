"""
Bytes to articles: `read_articles` takes the command line's paths, `decode` the bytes of one file.
"""

from claimx.read.decode import decode
from claimx.read.inputs import MAX_BYTES, Reading, read_articles
from claimx.read.tables import Keys

__all__ = ["MAX_BYTES", "Keys", "Reading", "decode", "read_articles"]
