"""Putting a new picture in the place of another: a file never changes, and earlier versions keep the one they had."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oph_site.audit import record_addition, record_change
from oph_site.files.models import Picture
from oph_site.files.uses import PICTURE_USERS


@transaction.atomic
def replace_picture(old, new, *, by, publish=False):
    """Saves the stored picture `new` and switches all working copies to it; returns [Switch], a row for each public text.

    publish: also publish where the working copy differs in nothing else. `old.replaced_by` keeps what happened.
    Raises ValidationError where somebody else has replaced it already.
    """
    # no_key: whoever saves a page with the picture meanwhile locks its key, and is not waited for in a circle.
    old = Picture.objects.select_for_update(of=["self"], no_key=True).get(pk=old.pk)
    if old.replaced_by_id:
        raise ValidationError(_("This picture has been replaced already: replace the new one."))
    new.save()
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    record_change(old, by=by, message=_("Replaced by picture %(number)s.") % {"number": new.pk})
    record_addition(new, by=by, message=_("In place of picture %(number)s.") % {"number": old.pk})
    return [switch for user in PICTURE_USERS for switch in user.switch(old, new, by=by, publish=publish)]
