"""Uploads as rows alone, without files on the disk; add_picture and add_document make real ones."""

import factory

from oph_site.files.models import Document, Picture
from oph_site.files.storage import random_stem


class PictureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Picture

    name = factory.Sequence(lambda n: f"School yard {n}")
    stem = factory.LazyFunction(random_stem)
    widths = [400, 800]
    width, height = 800, 600


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Guide {n}")
    language = "en"
    kind = Document.Kind.PDF
    stem = factory.LazyFunction(random_stem)
    size = 2_100_000
    pages = 36
    cover_height = 424
    is_tagged = has_text = True
    file_title, file_language = "Guide", "en"
