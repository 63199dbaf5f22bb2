"""Holds a language model's reply to the evidence while it streams: see ``verifier``.

verifier = StreamVerifier(lines, question=…, said_by_person=…, names=…)
for piece in stream:
    for unit in verifier.feed(piece):      # decided units in the order of the reply
        if unit.kept: show(joint(before, unit) + unit.text)
rest = verifier.close()
"""

from assistant.llm.grounding.checked import Checked, Fault, joint, reply_text
from assistant.llm.grounding.grounds import Line, Names
from assistant.llm.grounding.verifier import StreamVerifier

__all__ = ["Checked", "Fault", "Line", "Names", "StreamVerifier", "joint", "reply_text"]
