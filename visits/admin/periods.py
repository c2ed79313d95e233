from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oph_site.search.saving import SearchedAdmin
from oph_site.wording import date_range
from pages.admin.language_switch import LanguageSwitchAdmin
from visits import weeks
from visits.admin.days import DaysInOrder
from visits.models import VisitPeriod

LONGEST = timedelta(days=366)
MOST_NAMED = 8  # weeks in a message


class VisitPeriodForm(DaysInOrder, forms.ModelForm):
    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and last and last - first > LONGEST:
            self.add_error("last_on", _("A period is a year at most. Check the years of both days"))


class YearFilter(admin.SimpleListFilter):
    """The calendar years that a period touches."""

    title = gettext_lazy("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        ends = VisitPeriod.objects.order_by().values_list("first_on__year", "last_on__year")
        years = sorted({year for both in ends for year in both})
        return [(str(year), str(year)) for year in years]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return (
            queryset.filter(first_on__year__lte=year, last_on__year__gte=year)
            if (year := self.value()) in known
            else queryset
        )


@admin.register(VisitPeriod)
class VisitPeriodAdmin(SearchedAdmin, LanguageSwitchAdmin):
    """Readers see the weeks at once; a save says which of them have changed."""

    actions = None
    form = VisitPeriodForm
    list_display = ["dates", "week_numbers", "kind", "reason"]
    list_filter = ["kind", YearFilter]
    ordering = ["first_on"]
    fields = ["kind", ("first_on", "last_on"), "reason"]

    def get_changeform_initial_data(self, request):
        return {"kind": VisitPeriod.Kind.CLOSED} | super().get_changeform_initial_data(request)

    @admin.display(description=gettext_lazy("days"), ordering="first_on")
    def dates(self, period):
        return date_range(period.first_on, period.last_on)

    @admin.display(description=gettext_lazy("weeks"))
    def week_numbers(self, period):
        """Of its days from Monday to Friday."""
        first, last = period.first_on, period.last_on
        first += timedelta(days=7 - first.weekday() if first.weekday() > 4 else 0)
        last -= timedelta(days=max(last.weekday() - 4, 0))
        if first > last:
            return "–"
        numbers = [day.isocalendar().week for day in (first, last)]
        return "–".join(map(str, dict.fromkeys(numbers)))

    def save_model(self, request, obj, form, change):
        stored = VisitPeriod.objects.filter(pk=obj.pk).first()
        touched = mondays(obj) | (mondays(stored) if stored else set())
        before = statuses(touched)
        super().save_model(request, obj, form, change)
        self.tell_of_changes(request, before, statuses(touched))
        self.tell_of_overlaps(request, obj)

    def delete_model(self, request, obj):
        touched = mondays(obj)
        before = statuses(touched)
        super().delete_model(request, obj)
        self.tell_of_changes(request, before, statuses(touched))

    def tell_of_changes(self, request, before, after):
        changed = [monday for monday in after if after[monday] != before[monday]]
        named = [f"{in_words(monday)}: {WORDS[after[monday]]}" for monday in changed[:MOST_NAMED]]
        if len(changed) > MOST_NAMED:
            named.append("…")
        if named:
            messages.info(request, _("Weeks that have changed for readers: %(weeks)s.") % {"weeks": "; ".join(named)})
        else:
            messages.info(request, _("No week has changed for readers."))

    def tell_of_overlaps(self, request, period):
        others = weeks.periods_between(period.first_on, period.last_on)
        same = [other for other in others if other.pk != period.pk and other.kind == period.kind]
        if same:
            sentence = _("Another period of the same kind has some of these days: %(others)s. Is one of them enough?")
            messages.warning(request, sentence % {"others": "; ".join(map(str, same))})


WORDS = {
    weeks.Status.OPEN: pgettext_lazy("of a week", "open"),
    weeks.Status.TIGHT: VisitPeriod.Kind.TIGHT.label,
    weeks.Status.CLOSED: VisitPeriod.Kind.CLOSED.label,
}


def mondays(period):
    """Of the weeks that a period touches."""
    monday = period.first_on - timedelta(days=period.first_on.weekday())
    return {monday + timedelta(weeks=n) for n in range((period.last_on - monday).days // 7 + 1)}


def statuses(touched):
    """{monday: status} as readers see the weeks now, in order. One query."""
    periods = weeks.periods_between(min(touched), max(touched) + timedelta(days=6))
    return {monday: weeks.week_of(monday, periods).status for monday in sorted(touched)}


def in_words(monday):
    return _("week %(number)d (%(days)s)") % {
        "number": monday.isocalendar().week,
        "days": date_range(monday, monday + timedelta(days=4)),
    }
