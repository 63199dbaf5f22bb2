"""Practice questions made from the records, each with its key and a cited explanation.

``facts`` holds what the records say, ``wordings.yaml`` how it is asked, ``building`` and ``orders`` turn it into items,
``generator`` draws from all of them, ``grading`` compares an answer with the key.
"""

from assistant.catalogue.practice.generator import MAX_ITEMS, PracticeGenerator, Wanted
from assistant.catalogue.practice.grading import grade
from assistant.catalogue.practice.items import Feedback, Item, ItemKind, Option, Reason, Source

__all__ = [
    "MAX_ITEMS",
    "Feedback",
    "Item",
    "ItemKind",
    "Option",
    "PracticeGenerator",
    "Reason",
    "Source",
    "Wanted",
    "grade",
]
