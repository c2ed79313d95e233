"""The four groups and what each may do (SECURITY.md, "too much power"). Later models bring their own migration."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = [
    "pages.add_page pages.change_page pages.view_page pages.delete_page pages.publish_page",
    *[f"pages.add_{part} pages.change_{part} pages.view_{part} pages.delete_{part}" for part in ["fact", "attachment", "door", "figure", "block"]],
    "pages.add_organisation pages.change_organisation pages.view_organisation",
    "pages.add_contactpoint pages.change_contactpoint pages.view_contactpoint",
    "files.add_picture files.change_picture files.view_picture",
    "files.add_document files.change_document files.view_document",
]
OFFICERS = [
    *[f"publications.add_{name} publications.change_{name} publications.view_{name}" for name in ["publication", "languageversion", "series", "topic"]],
    "publications.delete_languageversion",
    "files.add_picture files.change_picture files.view_picture",
    "files.add_document files.change_document files.view_document",
]
COORDINATORS = [
    "visits.view_enquiry visits.change_enquiry visits.view_enquiryevent",
    "outbox.view_outboxmessage outbox.change_outboxmessage",
]
ADMINISTRATORS = [
    *EDITORS, *OFFICERS, *COORDINATORS,
    "accounts.add_user accounts.change_user accounts.view_user auth.view_group admin.view_logentry",
]
GROUPS = {
    "Editors": EDITORS,
    "Publications officers": OFFICERS,
    "Visit coordinators": COORDINATORS,
    "Administrators": ADMINISTRATORS,
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for config in apps.get_app_configs():  # permissions are otherwise made only after all migrations
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    for name, lines in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for label in " ".join(lines).split():
            app, codename = label.split(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("files", "0001_initial"),
        ("outbox", "0001_initial"),
        ("pages", "0001_initial"),
        ("publications", "0001_initial"),
        ("visits", "0001_initial"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
