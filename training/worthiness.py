"""
Trains and measures how worth checking a claim is: makes claimx/find/claim/worthiness.json.

    python -m training.worthiness --data ../shared/worthiness --compare   cross-validation, both sets
    python -m training.worthiness --data ../shared/worthiness --write     the weights, from all of it

Needs scikit-learn; claimx itself does not. What it does and gave: training/worthiness.md.

A sentence of the two sets goes through claimx's pipeline as an article of such sentences does, and is
scored as ../shared/worthiness/score.py scores it: by the best of its claims, 0 without one. The folds
are documents (clef19) and tenths of the files (cb). The rival, tf-idf with logistic regression, sees
the same folds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from claimx.find.claim import worthiness
from claimx.find.claim.words import Words
from claimx.find.claims import Inside, statement_of
from claimx.pipeline import load_pipeline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "claimx" / "find" / "claim" / "worthiness.json"
SETS = ("clef19", "cb")
# Sentences a Doc; a debate of 1,500 sentences in one Doc would only cost memory.
SENTENCES = 40
FOLDS_OF_FILES = 10

# Settings, chosen by cross-validation (training/worthiness.md).
C = 0.3
WORD_SCALE = 2.5
MIN_SENTENCES = 40
LEAST, LEAST_OF_WORDS = 0.005, 0.05
WEIGHT_OF = {"clef19": 0.5, "cb": 1.0, "news": 10.0}


class Row(NamedTuple):
    """A sentence: where it is from, whether it was chosen, and the features of its claims."""

    set: str
    document: str
    text: str
    worth: float
    claims: list[dict[str, float]]


# ---------------------------------------------------------------- reading


def sentences_of(folder: Path) -> Iterator[tuple[str, str, float]]:
    """(document, sentence, label) of each line: line number, speaker, sentence, label."""
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) >= 4:
                yield file.stem, " ".join(fields[2].split()), float(int(fields[3]))


def news() -> Iterator[tuple[str, str, float]]:
    """The news sentences of worthiness_news.toml with the worth of their group."""
    for place, group in enumerate(
        tomllib.loads((HERE / "worthiness_news.toml").read_text("utf-8"))["group"]
    ):
        for sentence in group["sentences"]:
            yield f"news-{place:02}", sentence, group["worth"]


def rows(
    name: str, sentences: Sequence[tuple[str, str, float]], cache: Path, nlp: Language, code: str
) -> list[Row]:
    """The rows of a set; the pipeline's work is kept in `cache` as long as its input is the same."""
    key = hashlib.sha256(repr((name, code, sentences)).encode()).hexdigest()[:16]
    file = cache / f"worthiness-{name}-{key}.jsonl"
    if file.exists():
        with file.open("r", encoding="utf-8") as lines:
            return [Row(*json.loads(line)) for line in lines]
    found = list(_parsed(name, sentences, nlp))
    cache.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    return found


def _parsed(name: str, sentences: Sequence[tuple[str, str, float]], nlp: Language) -> Iterator[Row]:
    """Each sentence with the features of the claims that claimx finds in it."""
    by_document: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for document, sentence, label in sentences:
        by_document[document].append((sentence, label))
    pieces = []
    for document, pairs in by_document.items():
        # News sentences have nothing to do with one another.
        step = 1 if name == "news" else SENTENCES
        pieces += [(document, pairs[i : i + step]) for i in range(0, len(pairs), step)]
    texts = ("\n\n".join(sentence for sentence, _ in pairs) + "\n" for _, pairs in pieces)
    for (document, pairs), doc in zip(pieces, nlp.pipe(texts, batch_size=32), strict=True):
        claims = list(_features(doc))
        at = 0
        for sentence, label in pairs:
            end = at + len(sentence)
            mine = [features for start, stop, features in claims if start < end and stop > at]
            yield Row(name, document, sentence, label, mine)
            at = end + 2


def _features(doc: Doc) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Each claim of a Doc: its start, its end, its features."""
    inside = Inside(doc._.claimx_numbers, doc._.claimx_entities)
    words = Words(doc)
    attributions = {attribution.id: attribution for attribution in doc._.claimx_attributions}
    for claim in doc._.claimx_claims:
        attribution = attributions.get(claim.attribution)
        statement = statement_of(words, claim.start, claim.end, attribution, inside)
        yield claim.start, claim.end, worthiness.features_of(statement)


# ---------------------------------------------------------------- fitting


class Claims:
    """All claims of all rows as one matrix, made once; folds are choices of rows."""

    def __init__(self, all_rows: Sequence[Row]) -> None:
        """Count the features; words that few sentences have are left out."""
        self.rows = all_rows
        features, of_row = [], []
        for place, row in enumerate(all_rows):
            for one in row.claims:
                features.append(_without_words(one) if row.set == "news" else one)
                of_row.append(place)
        self.of_row = np.array(of_row)
        vectorizer = DictVectorizer(dtype=np.float32)
        matrix = vectorizer.fit_transform(features).tocsc()
        names = np.array(vectorizer.get_feature_names_out(), dtype=str)
        is_word = np.char.startswith(names, worthiness.WORD)
        often = np.diff(matrix.indptr) >= MIN_SENTENCES
        kept = often | ~is_word
        self.names = names[kept]
        self.scale = np.where(is_word, WORD_SCALE, 1.0)[kept]
        self.matrix = (matrix[:, kept] @ sparse.diags(self.scale)).tocsr()
        self.sets = np.array([row.set for row in all_rows])[self.of_row]
        self.worth = np.array([row.worth for row in all_rows])[self.of_row]
        self.share = 1 / np.array([len(row.claims) or 1 for row in all_rows])[self.of_row]
        columns = np.array([[3.0 * (name == of) for of in SETS] for name in self.sets])
        self.with_sets = sparse.hstack([self.matrix, sparse.csr_matrix(columns)]).tocsr()

    def fit(self, held: Collection[int] = ()) -> Model:
        """
        Logistic regression over the claims of all rows but those that are held out.

        A claim shares its sentence's label and weight; a worth between 0 and 1 is both labels in
        that share. Each set of debates has an indicator of its own, thrown away afterwards: how many
        sentences were chosen in it tells nothing of other texts. The few news sentences teach
        everything but words, which would be learned by heart.
        """
        train = np.flatnonzero(~np.isin(self.of_row, list(held)))
        weight = np.array([WEIGHT_OF[name] for name in self.sets[train]]) * self.share[train]
        worth = self.worth[train]
        yes, no = train[worth > 0], train[worth < 1]
        matrix = sparse.vstack([self.with_sets[yes], self.with_sets[no]])
        labels = np.repeat([1, 0], [len(yes), len(no)])
        weights = np.concatenate([(weight * worth)[worth > 0], (weight * (1 - worth))[worth < 1]])
        model = LogisticRegression(C=C, solver="liblinear", intercept_scaling=10, max_iter=300)
        model.fit(matrix, labels, sample_weight=weights)
        found = model.coef_[0][: len(self.names)]
        return self._calibrated(Model(self.names, found, self.scale, float(model.intercept_[0])))

    def _calibrated(self, model: Model) -> Model:
        """
        The same order of claims, the scores those of the news sentences (Platt's scaling).

        With their words now: those of debates weigh in news as well, and would lift all of it.
        """
        news_rows = [place for place, row in enumerate(self.rows) if row.set == "news"]
        names = {name: place for place, name in enumerate(self.names.tolist())}
        weights = (model.weights * self.scale).tolist()
        sums, worth = [], []
        for place in news_rows:
            for features in self.rows[place].claims:
                known = [weights[names[n]] * value for n, value in features.items() if n in names]
                sums.append(model.start + sum(known))
                worth.append(self.rows[place].worth)
        both = np.array([*sums, *sums])[:, None]
        labels = np.repeat([1, 0], len(sums))
        shares = np.array([*worth, *(1 - one for one in worth)])
        scale = LogisticRegression(C=1e3).fit(both, labels, sample_weight=shares)
        a, b = float(scale.coef_[0][0]), float(scale.intercept_[0])
        return model._replace(weights=model.weights * a, start=model.start * a + b)

    def scores(self, model: Model, wanted: Collection[int]) -> dict[int, float]:
        """The best sum of each row's claims; a row without one comes last."""
        best = dict.fromkeys(wanted, -1e9)
        places = np.flatnonzero(np.isin(self.of_row, list(wanted)))
        sums = self.matrix[places] @ model.weights
        for row, total in zip(self.of_row[places], sums, strict=True):
            best[row] = max(best[row], float(total))
        return best


class Model(NamedTuple):
    """The features' names, their weights times `scale`, and the start."""

    names: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    scale: np.ndarray[Any, Any]
    start: float


def _without_words(features: dict[str, float]) -> dict[str, float]:
    """The features but for the words."""
    return {name: value for name, value in features.items() if not name.startswith(worthiness.WORD)}


# ---------------------------------------------------------------- measuring


def average_precision(scored: Iterable[tuple[float, float]]) -> float:
    """As ../shared/worthiness/score.py has it: ties in an order shuffled once."""
    pairs = list(scored)
    random.Random(0).shuffle(pairs)  # noqa: S311 (an order, no secret)
    pairs.sort(key=lambda pair: -pair[0])
    hits, total = 0, 0.0
    for place, (_, label) in enumerate(pairs, 1):
        if label:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def folds(name: str, documents: Sequence[str]) -> list[list[str]]:
    """clef19: a document a fold; cb: ten folds of files."""
    if name == "clef19":
        return [[document] for document in documents]
    return [list(documents[place::FOLDS_OF_FILES]) for place in range(FOLDS_OF_FILES)]


def figures(of_set: Sequence[Row], scores: Sequence[float]) -> dict[str, float]:
    """Mean average precision over the documents, and average precision over all sentences."""
    by_document: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, score in zip(of_set, scores, strict=True):
        by_document[row.document].append((score, row.worth))
    per = [average_precision(pairs) for pairs in by_document.values()]
    everything = [pair for pairs in by_document.values() for pair in pairs]
    return {
        "map": round(sum(per) / len(per), 4),
        "ap": round(average_precision(everything), 4),
        "without a claim": sum(not row.claims for row in of_set),
    }


def compare(all_rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Cross-validated figures of claimx and of its rival, on each set."""
    claims = Claims(all_rows)
    found = {}
    for name in SETS:
        places = [place for place, row in enumerate(all_rows) if row.set == name]
        others = [row for row in all_rows if row.set in SETS and row.set != name]
        ours: dict[int, float] = {}
        rivals: dict[str, dict[int, float]] = {"tf-idf": {}, "tf-idf, both sets": {}}
        for fold in folds(name, sorted({all_rows[place].document for place in places})):
            held = [place for place in places if all_rows[place].document in fold]
            kept = [all_rows[place] for place in places if all_rows[place].document not in fold]
            test = [all_rows[place] for place in held]
            ours |= claims.scores(claims.fit(held), held)
            for rival, more in (("tf-idf", []), ("tf-idf, both sets", others)):
                rivals[rival] |= dict(zip(held, _tf_idf([*kept, *more], test), strict=True))
        of_set = [all_rows[place] for place in places]
        for ranker, given in (("claimx", ours), *rivals.items()):
            found[f"{name}.{ranker}"] = figures(of_set, [given[place] for place in places])
    return found


def _tf_idf(train: Sequence[Row], test: Sequence[Row]) -> list[float]:
    """The rival: tf-idf of words with logistic regression, scikit-learn's defaults."""
    vectorizer = TfidfVectorizer()
    model = LogisticRegression(max_iter=500, solver="liblinear")
    model.fit(vectorizer.fit_transform(row.text for row in train), [row.worth for row in train])
    return [
        float(x) for x in model.decision_function(vectorizer.transform(row.text for row in test))
    ]


# ---------------------------------------------------------------- writing


def write(model: Model) -> int:
    """The weights as claimx reads them, those of no effect left out; gives how many."""
    weights = dict(zip(model.names.tolist(), (model.weights * model.scale).tolist(), strict=True))
    kept = {worthiness.START: round(model.start, 3)}
    kept |= {
        name: round(weight, 3)
        for name, weight in sorted(weights.items())
        if abs(weight) >= (LEAST_OF_WORDS if name.startswith(worthiness.WORD) else LEAST)
    }
    content = {"made by": "training/worthiness.py", "weights": kept}
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", "utf-8")
    return len(kept)


def main() -> None:
    """Read the arguments, do what they say, print the figures."""
    arguments = argparse.ArgumentParser(description="How worth checking a claim is.")
    arguments.add_argument("--data", type=Path, default=Path("../shared/worthiness"))
    arguments.add_argument("--cache", type=Path, default=Path("/tmp/claimx-training"))  # noqa: S108
    arguments.add_argument("--attributions", choices=["tagger", "rules"], default="tagger")
    arguments.add_argument("--compare", action="store_true", help="cross-validate on both sets")
    arguments.add_argument("--write", action="store_true", help="train on everything and write")
    given = arguments.parse_args()
    if not given.data.exists():
        sys.exit(f"{given.data}: not there")
    nlp = load_pipeline(attributions=given.attributions)
    code = given.attributions + _code()
    everything: list[Row] = []
    for name in SETS:
        everything += rows(name, list(sentences_of(given.data / name)), given.cache, nlp, code)
    everything += rows("news", list(news()), given.cache, nlp, code)
    if given.compare:
        for name, values in compare(everything).items():
            print(f"{name:28s}", "  ".join(f"{key} {value}" for key, value in values.items()))
    if given.write:
        print(write(Claims(everything).fit()), "weights written to", WEIGHTS)


def _code() -> str:
    """A digest of what features are made by, so that a change makes them anew."""
    package = Path(worthiness.__file__).parent.parent
    files = sorted([*(package / "find").glob("*.py"), *(package / "lexicon").glob("*.toml")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


if __name__ == "__main__":
    main()
