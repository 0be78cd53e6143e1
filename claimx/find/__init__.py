"""
A spaCy Doc to records.

Five finders, each a plain function that reads the Doc and earlier records, with its parts in a folder of
its own:

    quantities.py    quantity/       numbers, their units and what they are of
    dates.py                         calendar dates and times of day
    entities.py      entity/         names, what else stands for them
    attributions.py  attribution/    who says what
    claims.py        claim/          what is worth checking

They share paragraphs.py, quotes.py, words.py and syntax.py, the only place that knows parser labels.
"""
