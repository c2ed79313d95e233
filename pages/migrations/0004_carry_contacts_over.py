from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce


def carry_over(apps, schema_editor):
    """The one mailbox stands in both languages until editors name another, so no translation becomes outdated by it.

    The page of prices shows the price list once it is published again; readers see its published text until then.
    """
    ContactPoint, Page = apps.get_model("pages", "ContactPoint"), apps.get_model("pages", "Page")
    for point in ContactPoint.objects.all():
        point.email_fi = point.email_en = point.email
        for mark in point.translation_marks.values():
            if "source" in mark:
                mark["source"] |= {"email": point.email, "address": ""}
        point.save(update_fields=["email_fi", "email_en", "translation_marks"])
    Page.objects.filter(key="prices", kind="text").update(kind="visit_prices")


def carry_back(apps, schema_editor):
    ContactPoint, Page = apps.get_model("pages", "ContactPoint"), apps.get_model("pages", "Page")
    ContactPoint.objects.update(email=Coalesce(F("email_fi"), F("email_en"), F("email")))
    for point in ContactPoint.objects.all():
        for mark in point.translation_marks.values():
            for field in ("email", "address"):
                mark.get("source", {}).pop(field, None)
        point.save(update_fields=["translation_marks"])
    Page.objects.filter(kind="visit_prices").update(kind="text")
    Page.objects.filter(kind="visit_programme").update(kind="text")


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_contacts_and_visit_pages"),
        ("stamp", "0001_initial"),  # it writes to a watched table
    ]

    operations = [
        migrations.RunPython(carry_over, carry_back),
    ]
