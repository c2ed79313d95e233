import pytest

from oph_site.files.models import Picture
from tests.factories.pages import HomeFactory, published


@pytest.fixture
def home(db):
    return published(HomeFactory())


@pytest.fixture
def picture(db):
    return Picture.objects.create(name="School yard", width=1200, height=900)
