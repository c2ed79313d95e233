"""Editors and administrators keep grant calls, appropriations and information sources. Only drafts are deleted (RecordAdmin)."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editors", "Administrators"]
MODELS = ["grantcall", "appropriation", "informationsource"]
CODENAMES = [f"{act}_{model}" for act in ["add", "change", "view", "delete"] for model in MODELS]


def allow(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    config = apps.get_app_config("pages")  # permissions are otherwise made only after all migrations
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*Permission.objects.filter(content_type__app_label="pages", codename__in=CODENAMES))


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="pages", codename__in=CODENAMES))


class Migration(migrations.Migration):
    dependencies = [("oph_site", "0002_notices"), ("pages", "0005_grants_and_sources")]
    operations = [migrations.RunPython(allow, forbid)]
