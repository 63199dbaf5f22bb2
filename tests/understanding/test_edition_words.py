"""How people say that they ask for the rule in force, a former one, or both."""

from pathlib import Path

import yaml

from assistant.retrieval.tokenization import normalise
from assistant.understanding.edition_words import EditionWords

WORDINGS = Path(__file__).with_name("edition_wordings.yaml")


def test_nearly_all_wordings_are_read() -> None:
    known = yaml.safe_load(WORDINGS.read_text(encoding="utf-8"))
    read = []
    for language in known.values():
        for wants in ("current", "former", "both"):
            for wording in language[wants]:
                for question in language["questions"]:
                    words = EditionWords(normalise(wording.format(question)), ("简章", "handbook"))
                    said = "both" if words.ask_changes else "former" if words.are_of_once else "current"
                    read.append(said == wants)
    assert sum(read) >= 0.95 * len(read)
