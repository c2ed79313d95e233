"""The word data of the search, as the site itself uses it: the settings of tests have a folder of their own without it."""

from django.conf import settings

from oph_site.search import analysis


def use_word_data():
    """It is built once, in ten seconds, where the site keeps it."""
    settings.VAR_DIR = settings.BASE_DIR / "var"
    if not analysis.has_word_data():
        analysis.build_word_data()
