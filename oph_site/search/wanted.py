"""What people search for again and again without result, for the editors who keep the term list."""

from urllib.parse import urlencode

from django.db.models import Count, Max, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.languages import IN_LANGUAGE
from oph_site.search.models import Term, UnfoundQuery
from oph_site.wording import day

SHOWN_AFTER = 3  # days on which the same was asked


def wanted():
    """[{language, text, days, total, last}] of what was asked on three days or more and stands in no term, most days first."""
    asked = UnfoundQuery.objects.values("language", "text").order_by()
    asked = asked.annotate(days=Count("day"), total=Sum("times"), last=Max("day")).filter(days__gte=SHOWN_AFTER)
    rows = list(asked.order_by("-days", "-total", "text"))
    known = {word.casefold() for term in Term.objects.all() for word in term.all_words()} if rows else set()
    return [row for row in rows if row["text"] not in known]


def in_words(row):
    """In which language, on how many days and how often it was asked, and when last."""
    days = ngettext("on %(number)d day", "on %(number)d days", row["days"]) % {"number": row["days"]}
    times = ngettext("%(number)d time", "%(number)d times", row["total"]) % {"number": row["total"]}
    last = _("last on %(day)s") % {"day": day(row["last"])}
    return ", ".join([str(IN_LANGUAGE[row["language"]]), days, times, last])


def remedy_url(row):
    """The form of a new term with the words in it."""
    return f"{reverse('admin:search_term_add')}?{urlencode({row['language']: row['text']})}"
