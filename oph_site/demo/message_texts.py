from oph_site.demo import texts
from visits.models import MessageText


def load():
    for position, row in enumerate(texts.records("message_texts")["text"]):
        MessageText.objects.create(position=position, **row)
