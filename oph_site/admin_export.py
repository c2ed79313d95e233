"""A list of the admin as a CSV file: all pages of it, with its search, filters and order."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from oph_site.csv_files import csv_file


class Exported:
    """export_fields: names of fields, or of methods of the admin class that take a row; the columns in order."""

    change_list_template = "admin/exported_change_list.html"
    export_fields = []

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/", self.admin_site.admin_view(self.export), name=name), *super().get_urls()]

    def export(self, request):
        """The answer; a filter that cannot be understood leads to the list, which says so."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        response = HttpResponse(
            csv_file(self.export_rows(found)), content_type="text/csv; charset=utf-8; header=present"
        )
        name = f"{self.opts.model_name}-{timezone.localdate().isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def export_rows(self, found):
        yield [str(label_for_field(name, self.model, self)) for name in self.export_fields]
        for row in found:
            yield [self.export_cell(row, name) for name in self.export_fields]

    def export_cell(self, row, name):
        value = getattr(self, name)(row) if hasattr(self, name) else getattr(row, name)
        if hasattr(value, "isoformat"):
            return value.isoformat()
        return "" if value is None else value
