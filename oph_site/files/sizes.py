"""Sizes of files as people read them: 2.1 MB in English, 2,1 Mt in Finnish."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def human_size(size):
    """Bytes → decimal megabytes or kilobytes in the active language, number and unit kept on one line."""
    if size >= 999_500:
        number, unit = number_format(round(size / 1_000_000, 1), decimal_pos=1), _("MB")
    else:
        number, unit = str(max(1, round(size / 1000))), _("kB")
    return f"{number}\u00a0{unit}"
