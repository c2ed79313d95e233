import django.db.models.deletion
from django.db import migrations, models


def remove_cards_of_the_menu(apps, schema_editor):
    """The block of the sections repeated the main menu. Published versions keep it and no longer show it."""
    apps.get_model("pages", "Block").objects.filter(kind="sections").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0005_map_links_and_site_map'),
    ]

    operations = [
        migrations.RunPython(remove_cards_of_the_menu, migrations.RunPython.noop),
        migrations.AddField(
            model_name='block',
            name='target',
            field=models.ForeignKey(blank=True, help_text='Only for a block that shows one page.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pages.page', verbose_name='which page'),
        ),
        migrations.AlterField(
            model_name='block',
            name='kind',
            field=models.CharField(choices=[('page', 'one page and its chapters'), ('networks', 'organisations and networks'), ('figures', 'figures'), ('publications', 'newest publications'), ('visits', 'visit service'), ('changes', 'new and changed pages')], max_length=20, verbose_name='what it shows'),
        ),
        migrations.AlterField(
            model_name='link',
            name='way',
            field=models.CharField(choices=[('text', 'by a link in the text'), ('related', 'as a related page'), ('door', 'by a shortcut'), ('block', 'by a block of the home page'), ('attachment', 'as an attachment'), ('contact', 'as contact details')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'page'), ('target__isnull', False)), models.Q(models.Q(('kind', 'page'), _negated=True), ('target', None)), _connector='OR'), name='block_of_a_page_names_it', violation_error_message='Choose the page for a block that shows one page, and for no other block.'),
        ),
    ]
