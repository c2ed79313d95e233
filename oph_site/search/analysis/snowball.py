"""Stems by Snowball, the whole analysis of languages and machines without word data."""

from functools import lru_cache
from importlib.metadata import version

from snowballstemmer import stemmer

SNOWBALL = version("snowballstemmer")
_stemmers = {code: stemmer(name) for code, name in {"fi": "finnish", "en": "english", "sv": "swedish"}.items()}


@lru_cache(maxsize=50_000)
def stem(base, language):
    """Snowball's stem of a word or base form; of a language that it does not know the word itself."""
    return _stemmers[language].stemWord(base) if language in _stemmers else base
