import unicodedata


def mixes_scripts(text):
    """Whether the letters come from several alphabets: a Cyrillic "а" in a Latin address looks right and is not."""
    return len({unicodedata.name(letter, "").split(" ", 1)[0] for letter in text if letter.isalpha()}) > 1
