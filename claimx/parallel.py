"""
Many articles in several processes, in order, and none lost when a process dies.

spaCy's own `n_process` waits for ever for a worker that was killed. Here a worker that dies takes its
chunk with it, the pool is made anew, the articles of that chunk are tried once more one by one, and the
one that kills again is given as failed.
"""

from __future__ import annotations

import collections
import contextlib
import functools
import itertools
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeAlias

from claimx.errors import ClaimxError, InputError
from claimx.startup import loading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from claimx.pipeline import Engine
    from claimx.records import Article, Document

# Articles that go to a worker at once. Fewer cost messages, more wait for one another at the end.
CHUNK = 16

_Chunk: TypeAlias = "list[Article | ClaimxError]"
# Model, engine and least confidence: what `load_pipeline` takes.
_Settings: TypeAlias = "tuple[str | None, Engine, float]"


def extract_in_parallel(
    articles: Iterable[Article | ClaimxError],
    *,
    jobs: int,
    model: str | None = None,
    attributions: Engine = "tagger",
    min_confidence: float = 0.0,
) -> Iterator[Document | ClaimxError]:
    """
    What `api.extract_each` gives, made by `jobs` processes at once.

    At most two chunks a process are in memory, however many articles there are.
    """
    pool = _Pool(jobs, (model, attributions, min_confidence))
    waiting: collections.deque[tuple[_Chunk, Future[Any]]] = collections.deque()
    try:
        for chunk in _chunks(articles):
            waiting.append((chunk, pool.submit(chunk)))
            if len(waiting) > 2 * jobs:
                yield from pool.outcomes(waiting)
        while waiting:
            yield from pool.outcomes(waiting)
    finally:
        pool.stop()


def _chunks(articles: Iterable[Article | ClaimxError]) -> Iterator[_Chunk]:
    """CHUNK articles at a time."""
    iterator = iter(articles)
    while chunk := list(itertools.islice(iterator, CHUNK)):
        yield chunk


class _Pool:
    """Worker processes, made anew when one of them dies."""

    def __init__(self, jobs: int, settings: _Settings) -> None:
        self._jobs = jobs
        self._settings = settings
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # A worker begins as `python -c`, which would import what lies in the current folder.
        os.environ["PYTHONSAFEPATH"] = "1"
        return ProcessPoolExecutor(
            self._jobs,
            # A forked child would share the threads and locks of libraries that do not expect it.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_prepare,
        )

    def submit(self, chunk: _Chunk) -> Future[Any]:
        """The chunk's outcomes to be."""
        try:
            with _no_interrupt():
                return self._executor.submit(_extract_chunk, chunk, self._settings)
        except BrokenProcessPool as error:
            failed: Future[Any] = Future()
            failed.set_exception(error)
            return failed

    def outcomes(
        self, waiting: collections.deque[tuple[_Chunk, Future[Any]]]
    ) -> Iterator[Document | ClaimxError]:
        """The outcomes of the chunk that waits longest; after a death all that wait start anew."""
        chunk, future = waiting.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool:
            self._anew()
            # Whose fault it was is not known: one by one each shows it.
            alone = _Pool(1, self._settings)
            try:
                for article in chunk:
                    yield alone.outcome(article)
            finally:
                alone.stop()
            again = [(other, self.submit(other)) for other, _ in waiting]
            waiting.clear()
            waiting.extend(again)

    def outcome(self, article: Article | ClaimxError) -> Document | ClaimxError:
        """The outcome of one article, an error where it kills the process."""
        if isinstance(article, ClaimxError):
            return article
        try:
            found: Document | ClaimxError = self.submit([article]).result()[0]
        except BrokenProcessPool:
            self._anew()
            return InputError(article.source, "the process that worked on it died (out of memory?)")
        return found

    def _anew(self) -> None:
        """Other processes in the place of those that ended together with one that died."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()

    def stop(self) -> None:
        """End the processes; what they work on is of no use any more."""
        for process in list((self._executor._processes or {}).values()):  # noqa: SLF001
            process.terminate()
        # Waited for, else its thread closes at Python's end what Python's end writes to.
        self._executor.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """
    Leave Ctrl-C for later, and for ever in the processes that are started meanwhile.

    A terminal sends it to all of them; it is the parent that ends its workers.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---------------------------------------------------------------- in the worker


def _prepare() -> None:
    """Leave Ctrl-C to the parent, which ends its workers; and end when it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Without it a worker would wait for ever for articles that nobody sends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@functools.cache
def _pipeline(model: str | None, attributions: Engine, min_confidence: float) -> Language:
    """The worker's pipeline; an error in loading it reaches the parent as the chunk's own."""
    with loading():
        from claimx.pipeline import load_pipeline

        return load_pipeline(model, attributions=attributions, min_confidence=min_confidence)


def _extract_chunk(chunk: _Chunk, settings: _Settings) -> list[Document | ClaimxError]:
    """The outcomes of a chunk, in order."""
    nlp = _pipeline(*settings)  # it imports spaCy, in its own way
    from claimx.api import extract_each

    return list(extract_each(chunk, nlp=nlp))
