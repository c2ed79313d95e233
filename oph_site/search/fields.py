"""The fields of a document and what a word in each of them weighs. As bits: a larger number is a better place."""

TITLE, SUMMARY, ABOUT, HEADING, BODY, FILE = 32, 16, 8, 4, 2, 1
OF_DOCUMENT = {"title": TITLE, "summary": SUMMARY, "about": ABOUT, "headings": HEADING, "body": BODY}
WEIGHTS = {TITLE: 9, SUMMARY: 4, ABOUT: 3, HEADING: 3, BODY: 2.2, FILE: 0.8}
FURTHER = 0.15  # of what each further field weighs


def _weight(bits):
    found = sorted((weight for field, weight in WEIGHTS.items() if bits & field), reverse=True)
    return found[0] + FURTHER * sum(found[1:]) if found else 0


WEIGHT_OF = [_weight(bits) for bits in range(64)]
