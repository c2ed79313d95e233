import pytest

from tests.factories.pages import HomeFactory, published


@pytest.fixture
def home(db):
    return published(HomeFactory())
