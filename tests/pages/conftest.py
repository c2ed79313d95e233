import pytest

from oph_site.files.models import Picture


@pytest.fixture
def picture(db):
    return Picture.objects.create(name="School yard", width=1200, height=900)
