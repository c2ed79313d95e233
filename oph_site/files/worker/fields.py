"""Fields of Word: what is computed when the document opens. A field may be spread over many parts of the text."""

import re

from parts import local_name, xml_events
from refusal import Refused

FETCHING = re.compile(r"\s*(DDE|DDEAUTO|LINK|INCLUDETEXT|IMPORT|DATABASE)\b", re.IGNORECASE)
NUMBERS = re.compile(r'\s*QUOTE\s+["\s\d]+$', re.IGNORECASE)  # letters written as numbers: only to hide a word


def check_fields(archive, name):
    """Raises Refused where a field takes its contents from another file or program."""
    open_fields = []  # [instruction so far, whether its result has begun]
    for event, element in xml_events(archive, name):
        kind = local_name(element)
        if event == "start" and kind == "fldSimple":
            check_instruction("".join(value for key, value in element.attrib.items() if key.endswith("instr")))
        elif event == "start" and kind == "fldChar":
            turn(open_fields, "".join(value for key, value in element.attrib.items() if key.endswith("fldCharType")))
        elif event == "end" and kind in ("instrText", "delInstrText", "t"):
            add(open_fields, element.text or "", is_instruction=kind != "t")


def turn(open_fields, kind):
    if kind == "begin":
        open_fields.append(["", False])
    elif open_fields and kind == "separate":
        check_instruction(open_fields[-1][0])
        open_fields[-1][1] = True
    elif open_fields and kind == "end":
        check_instruction(open_fields.pop()[0])


def add(open_fields, text, *, is_instruction):
    """To the innermost instruction that is still being written: the result of a field inside it is part of it."""
    if is_instruction and open_fields:
        open_fields[-1][0] += text
    elif not is_instruction:
        waiting = [field for field in open_fields if not field[1]]
        if waiting:
            waiting[-1][0] += text


def check_instruction(text):
    if FETCHING.match(text) or NUMBERS.match(text):
        raise Refused("linked_values", text.strip())
