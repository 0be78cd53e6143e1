"""
Bytes to articles: `read_articles` takes the command line's paths, `decode` the bytes of one file.
"""

from claimx.read.decode import decode
from claimx.read.inputs import MAX_BYTES, read_articles

__all__ = ["MAX_BYTES", "decode", "read_articles"]
