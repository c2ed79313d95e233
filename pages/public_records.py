"""The public records of a model, which are few: read once, and kept until something public changes."""

from oph_site.stamp.kept import kept_until_public_changes


@kept_until_public_changes
def public_records(model):
    """{id: record}, in the order of the model. One query."""
    return {record.pk: record for record in model.objects.public()}
