"""Searches without result, for the editors' list of them."""

from datetime import timedelta

from django.utils import timezone

from oph_site.demo import texts
from oph_site.search.unfound import add


def load():
    today = timezone.localdate()
    for row in texts.records("searches")["search"]:
        add([(row["language"], row["text"], today - timedelta(days=number), 1) for number in row["days"]])
