"""Whose a refused question is: ``python -m evals.contacts`` leaves each of a pack's questions out in turn.

With ``--write`` the vectors of these questions are written beside the pack, so that no first refusal computes them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from assistant.answering.whom import CACHE_NAME, fit
from assistant.index.embedding import load_embedder
from assistant.index.vector_cache import write_cache
from assistant.pack.pack import load_pack
from assistant.settings import load_settings


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the vectors")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    asked = [(n, q) for n, contact in enumerate(load_pack(settings.corpus).contacts) for q in contact.asked]
    vectors, whose = np.array([embedder.embed_query(q) for _, q in asked]), np.array([n for n, _ in asked])
    if arguments.write:
        write_cache(
            settings.corpus / CACHE_NAME, embedder.name, {q: v for (_, q), v in zip(asked, vectors, strict=True)}
        )
    right = 0
    for left_out in range(len(asked)):
        others = np.arange(len(asked)) != left_out
        right += int(fit(vectors[others], whose[others].tolist())(vectors[left_out]).argmax() == whose[left_out])
    print(f"{right} of {len(asked)} questions, each left out in turn, go to their own contact")


if __name__ == "__main__":
    main()
