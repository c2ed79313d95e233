"""Who answers for what, and some work that waits: so that every panel of the desk and every state of the board shows itself."""

from datetime import timedelta

from django.utils import timezone

from oph_site.accounts.models import User
from oph_site.demo import links
from pages import record_translations
from pages.editions.publishing import publish
from pages.editions.working_copy import follow_working_copy
from pages.models import Organisation, Page, Record
from publications.models import LanguageVersion, Publication

DUE = {"prices": -3, "contact": 5, "grants": 12}  # page → days from today
OWNERLESS = ["feedback"]
LEFT = ["cimo", "partners"]  # their owner works elsewhere by now
CHANGED_LEAD = "Opetushallitus päättää opetussuunnitelmien ja tutkintojen perusteista. Niiden kansainvälisyyden tavoitteet sitovat kaikkia opetuksen ja koulutuksen järjestäjiä."
CHANGED_ROLE = (
    "Opetushallitus osallistuu kielipoliittiseen yhteistyöhön ja kehittää kielten opetusta viitekehyksen avulla."
)


def load(pages, accounts):
    """pages: {name: Page}, accounts: {name: User}, as made before."""
    share_out(pages, accounts)
    begin_a_change(Page.objects.get(pk=pages["comparisons"].pk))
    plan_a_change(Page.objects.get(pk=pages["curricula"].pk), accounts["editor"])
    leave_a_translation_outdated()
    draft_a_publication(accounts["officer"])


def share_out(pages, accounts):
    Page.objects.update(owner=accounts["editor"])
    for model in Record.__subclasses__():
        owner = accounts["officer" if model is Publication else "editor"]
        model.objects.update(owner=owner, review_on=timezone.localdate() + timedelta(days=300))
    left = User.objects.create_user("former.editor", is_staff=True, is_active=False)
    Page.objects.filter(pk__in=[pages[name].pk for name in LEFT]).update(owner=left)
    Page.objects.filter(pk__in=[pages[name].pk for name in OWNERLESS]).update(owner=None)
    for name, days in DUE.items():
        Page.objects.filter(pk=pages[name].pk).update(review_on=timezone.localdate() + timedelta(days=days))


def begin_a_change(page):
    """In the English working copy only: no reader meets its link, which links.py says is broken."""
    page.body_en += (
        f'<p>An older comparison of school years is in the <a href="{links.BROKEN}">archive of the network</a>.</p>'
    )
    page.save()
    follow_working_copy(page)


def plan_a_change(page, editor):
    """A draft of the editor that becomes public in three days at eight."""
    page.lead_fi = CHANGED_LEAD
    page.save()
    day = timezone.localtime() + timedelta(days=3)
    publish(page, "fi", by=editor, at=day.replace(hour=8, minute=0, second=0, microsecond=0))


def leave_a_translation_outdated():
    organisation = Organisation.objects.get(name_fi="Euroopan neuvosto")
    organisation.role_fi = CHANGED_ROLE
    record_translations.remember(organisation)
    organisation.save()


def draft_a_publication(officer):
    publication = Publication.objects.create(
        type=Publication.Type.REPORT, owner=officer, slug="kansainvalisyys-kouluissa",
        corporate_author_fi="Opetushallitus", summary_fi="Raportti on tekeillä.",
    )  # fmt: skip
    LanguageVersion.objects.create(publication=publication, language="fi", title="Kansainvälisyys kouluissa")
