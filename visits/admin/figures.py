"""The page of figures and its file, beside the list of enquiries."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from oph_site.csv_files import csv_file
from visits.figures import figures, years


class FiguresPages:
    """Two addresses for an admin of enquiries; both are for those who may see enquiries."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("figures/", view(self.figures_view), name="visits_enquiry_figures"),
            path("figures.csv", view(self.figures_csv), name="visits_enquiry_figures_csv"),
            *super().get_urls(),
        ]

    def all_figures(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return [figures(year) for year in years()]

    def figures_view(self, request):
        rows = self.all_figures(request)
        most = max((row.enquiries for row in rows), default=0) or 1
        context = self.object_context(
            request, None, _("Visits in figures"), rows=rows, most=most, media=self.list_media
        )
        return TemplateResponse(request, "admin/visits/enquiry/figures.html", context)

    def figures_csv(self, request):
        """One line for each figure, so that countries and themes fit in."""
        lines = [line for row in self.all_figures(request) for line in as_lines(row)]
        header = [_("Year"), _("Figure"), _("Value")]
        response = HttpResponse(csv_file([header, *lines]), content_type="text/csv; charset=utf-8; header=present")
        response["Content-Disposition"] = 'attachment; filename="visits.csv"'
        return response


def as_lines(row):
    """[year, name of the figure, value]; what is not known is left out."""
    named = [
        (_("Enquiries"), row.enquiries), (_("Accepted, %"), row.accepted_share),
        (_("Working days to the first answer, median"), row.answer_days), (_("Visits held"), row.visits),
        (_("Visitors"), row.visitors), (_("Income without VAT, euros"), row.income),
        *((_("Country: %(name)s") % {"name": name}, count) for name, count in row.countries),
        *((_("Theme: %(name)s") % {"name": name}, count) for name, count in row.themes),
    ]  # fmt: skip
    return [[row.year, name, value] for name, value in named if value is not None]
