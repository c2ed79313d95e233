"""Editors, officers and administrators see which links to other sites are broken."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editors", "Publications officers", "Administrators"]
CODENAMES = ["view_outsidelink", "change_outsidelink"]


def allow(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    config = apps.get_app_config("link_check")  # permissions are otherwise made only after all migrations
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*Permission.objects.filter(content_type__app_label="link_check", codename__in=CODENAMES))


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="link_check", codename__in=CODENAMES))


class Migration(migrations.Migration):
    dependencies = [("oph_site", "0003_grants_and_sources"), ("link_check", "0001_initial")]
    operations = [migrations.RunPython(allow, forbid)]
