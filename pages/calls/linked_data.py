"""A call as data for search engines (schema.org)."""

from django.utils.translation import gettext as _

from oph_site.wording import absolute, data_block


def linked_data(call, url):
    """The JSON-LD element of its page."""
    data = {
        "@context": "https://schema.org",
        "@type": "MonetaryGrant",
        "name": call.title,
        "description": call.what,
        "url": absolute(url),
        "amount": call.amount and {"@type": "MonetaryAmount", "currency": "EUR", "value": call.amount},
        "funder": {"@type": "GovernmentOrganization", "name": _("Finnish National Agency for Education")},
    }
    return data_block({key: value for key, value in data.items() if value})
