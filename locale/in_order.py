"""Sorts the Finnish catalogue by its sentences, wrapped at 120 signs, so that a change of it shows only what changed; then
names what has no Finnish yet."""

from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po, write_po

CATALOGUE = Path(__file__).parent / "fi/LC_MESSAGES/django.po"

with CATALOGUE.open("rb") as stored:
    messages = read_po(stored)
written = BytesIO()
write_po(written, messages, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
CATALOGUE.write_bytes(written.getvalue().strip() + b"\n")
for message in messages:
    strings = [message.string] if isinstance(message.string, str) else message.string
    if message.id and (message.fuzzy or not all(strings)):
        print("To translate:", message.id)
