"""Which uploads the public may fetch: those that something public shows. Only the root knows all subjects."""

from django.utils import timezone

from pages.links.calls import offers_file
from pages.models import Edition
from publications.models import LanguageVersion


def is_public_document(pk):
    live = Edition.objects.live(timezone.now()).filter(link_rows__kind="file", link_rows__target=pk)
    return LanguageVersion.objects.public().filter(document=pk).exists() or live.exists() or offers_file(pk)


def is_public_picture(pk):
    return Edition.objects.live(timezone.now()).filter(picture=pk).exists()
