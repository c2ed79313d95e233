"""The answer to the cut and paste controls of the list of pages."""

from django.contrib import messages
from django.utils.translation import gettext as _
from tree_queries.admin import MoveNodeForm

from pages.tree import move


class MoveForm(MoveNodeForm):
    """The package's form, with our own act and sentences that say what to do."""

    def process(self):
        if not self.is_valid():
            for sentences in self.errors.values():
                for sentence in sentences:
                    messages.error(self.request, sentence)
            return "error"
        page, to = self.cleaned_data["move"], self.cleaned_data["relative_to"]
        parent, after = self._new_location(page, self.cleaned_data["position"], to)
        move(page, parent=parent, after=after, by=self.request.user)
        messages.success(
            self.request,
            _("“%(page)s” was moved. Readers see it in its new place when you publish it.") % {"page": page},
        )
        return "ok"
