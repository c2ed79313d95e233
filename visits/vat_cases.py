"""Why VAT is charged, or not, in the words of the law: for the offer as the visitor reads it, and for whoever chooses.

Sources: VAT Act 1501/1993, sections 64–69 l; Directive 2006/112/EC, articles 44, 53 and 196. Nothing is decided here: a
person chooses the case of each offer. Admission to teaching on the spot is taxed in Finland, whoever buys it.
"""

from django.utils.translation import gettext_lazy as _

from visits.models import Offer

Case = Offer.VatCase
SENTENCES = {
    Case.FINNISH: _("Finnish value added tax is charged (VAT Act 1501/1993)."),
    Case.REVERSE: _(
        "No Finnish VAT: reverse charge. The buyer accounts for VAT in its own country (VAT Act 1501/1993, section 65; Directive 2006/112/EC, articles 44 and 196)."
    ),
    Case.OUTSIDE: _(
        "No Finnish VAT: sold to a business outside the European Union (VAT Act 1501/1993, section 65; Directive 2006/112/EC, article 44)."
    ),
}  # fmt: skip
