"""Vectors that baselines and ablations need, computed by a second process while questions are being asked.

On two cores this takes minutes off the first run. It only fills files that ``vectors.embed_kept`` reads: if it
fails or is stopped, whoever needs the vectors computes them.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.ablations import without_headers
from evals.baselines import chunk_documents
from evals.evidence import EvidenceBase
from evals.vectors import embed_kept

NO_HEADER, CHUNKS = "vectors-no-header.npz", "vectors-langchain.npz"
_LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class Warming:
    """The second process; ``jobs`` holds for each file (texts done, texts in all), (0, -1) before it began."""

    process: BaseProcess | None
    jobs: Mapping[str, Any]

    def wait(self, name: str) -> None:
        """Until the file is complete or the process gone, with a progress bar on standard error."""
        if self.process is None or name not in self.jobs:
            return
        job = self.jobs[name]
        with tqdm(desc=f"向量 {name}", unit="段", file=sys.stderr, disable=job[0] == job[1]) as bar:
            while self.process.is_alive() and job[0] != job[1]:
                bar.total = max(0, job[1])
                bar.update(job[0] - bar.n)
                time.sleep(_LOOK_S)

    def stop(self) -> None:
        """End the process if it still runs; what it wrote stays."""
        if self.process is not None and self.process.is_alive():
            self.process.terminate()
            self.process.join()


def warm(settings: Settings, folder: Path, files: Sequence[str]) -> Warming:
    """Begin to compute the vectors of ``files`` (``NO_HEADER``, ``CHUNKS``) in their order."""
    if not files:
        return Warming(None, {})
    context = multiprocessing.get_context("spawn")
    jobs = {name: context.Array("q", [0, -1]) for name in files}
    # A daemon: it ends with this process, however that ends.
    process = context.Process(target=_compute, args=(settings, folder, jobs), daemon=True)
    process.start()
    return Warming(process, jobs)


def _compute(settings: Settings, folder: Path, jobs: Mapping[str, Any]) -> None:
    assistant = Assistant.open(settings.unhurried())
    for name, job in jobs.items():

        def progress(done: int, total: int, job: Any = job) -> None:
            job[0], job[1] = done, total

        path = folder / name
        if name == NO_HEADER:
            without_headers(assistant, path, progress)
        else:
            texts = [chunk.page_content for chunk in chunk_documents(EvidenceBase(assistant.generation))]
            embed_kept(texts, assistant.embedder, path, name, progress)
