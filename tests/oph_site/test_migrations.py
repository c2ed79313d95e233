"""While an update runs, the old release works on the new database. A migration that it cannot live with is refused here.

Two releases instead of one: the first stops using the column or table, or writes both the old and the new; the next one
removes it. What has a reason to be otherwise says so in its migration: `breaks_running_release = "…"`, and its update is
then made with a pause (docs/operations.md).
"""

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

OURS = {"feedback", "oph_site", "pages", "publications", "visits"}
REMOVING = (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel, migrations.AlterModelTable)  # fmt: skip


def breaks(migration, state):
    """What the running release would stumble over, in words; `state` is that of the models before the migration."""
    for operation in operations_of(migration):
        before = state.clone()
        operation.state_forwards(migration.app_label, state)
        if isinstance(operation, REMOVING):
            yield f"{operation.describe()}: the running release still uses it"
        elif isinstance(operation, migrations.AddField) and needs_value(operation.field):
            yield f"{operation.describe()}: the running release gives it no value; let it be null, or give it a db_default"
        elif isinstance(operation, migrations.AlterField):
            old = before.models[migration.app_label, operation.model_name_lower].fields[operation.name]
            if old.null and needs_value(operation.field):
                yield f"{operation.describe()}: the running release still writes NULL"


def operations_of(migration):
    for operation in migration.operations:
        yield from getattr(operation, "database_operations", [operation])


def needs_value(field):
    """Whether the database refuses a row without it."""
    return not (field.null or field.has_db_default() or field.many_to_many)


def later_migrations():
    """Those after the first release, which has one for each app."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    own = {config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in OURS}
    for key, migration in loader.disk_migrations.items():
        if key[0] in own and not migration.initial:
            yield migration, loader.project_state(key, at_end=False)


def test_no_migration_breaks_the_release_that_still_runs(settings):
    settings.MIGRATION_MODULES = {}
    marked = {
        (one.app_label, one.name) for one, _state in later_migrations() if getattr(one, "breaks_running_release", "")
    }
    found = {
        f"{one}: {what}"
        for one, state in later_migrations()
        if (one.app_label, one.name) not in marked
        for what in breaks(one, state)
    }

    assert found == set()


TEXT = models.CharField(max_length=20)


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (migrations.RemoveField("note", "text"), True),
        (migrations.RenameField("note", "text", "words"), True),
        (migrations.DeleteModel("Note"), True),
        (migrations.RenameModel("Note", "Remark"), True),
        (migrations.AddField("note", "more", models.CharField(max_length=20, default="")), True),
        (migrations.AddField("note", "more", models.CharField(max_length=20, db_default="")), False),
        (migrations.AddField("note", "more", models.CharField(max_length=20, null=True)), False),
        (migrations.AlterField("note", "maybe", TEXT), True),
        (migrations.AlterField("note", "text", models.CharField(max_length=40)), False),
        (migrations.SeparateDatabaseAndState([migrations.RemoveField("note", "text")]), True),
        (migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("note", "text")]), False),
        (migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]), False),
    ],
    ids=lambda value: value.describe() if isinstance(value, migrations.operations.base.Operation) else "",
)
def test_what_is_refused(operation, is_refused):
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("text", TEXT),
        ("maybe", models.CharField(max_length=20, null=True)),
    ]
    state.add_model(ModelState("notes", "Note", fields))
    migration = migrations.Migration("0002", "notes")
    migration.operations = [operation]

    assert bool(list(breaks(migration, state))) == is_refused
