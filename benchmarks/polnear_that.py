"""
Puts the conjunction "that" back before contents, as PolNeAR has it: JSON Lines in, JSON Lines out.

claimx leaves "that" out of a content, PolNeAR's annotators take it in: one content in eight begins with
it. So a count of exact spans against PolNeAR needs both sides alike:

    claimx extract FOLDER --json | python benchmarks/polnear_that.py > predictions.jsonl
    python ../shared/polnear/score.py --split dev --predictions predictions.jsonl --ignore-nested
"""

from __future__ import annotations

import json
import re
import sys

THAT = re.compile(r"\bthat,? $", re.IGNORECASE)


def main() -> None:
    """Reads documents from standard input and writes them with longer contents."""
    for line in sys.stdin:
        document = json.loads(line)
        text = document["document"]["text"]
        for attribution in document["attributions"]:
            for span in attribution["content"]:
                match = THAT.search(text, max(0, span["start"] - len("that, ")), span["start"])
                if match is not None:
                    span["start"] = match.start()
                    span["text"] = text[span["start"] : span["end"]]
        print(json.dumps(document))


if __name__ == "__main__":
    main()
