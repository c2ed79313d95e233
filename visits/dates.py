from babel.dates import format_interval

from oph_site.languages import current_language
from oph_site.templatetags.site import day


def date_range(first, last):
    """12.–13.4.2027 / 12–13 April 2027; a single day stands alone."""
    if first == last:
        return day(first)
    locale, skeleton = {"fi": ("fi", "yMd"), "en": ("en_GB", "yMMMMd")}.get(
        current_language(), (current_language(), "yMMMMd")
    )
    return format_interval(first, last, skeleton, locale=locale)
