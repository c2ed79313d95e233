import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from oph_site.slugs import slug_of

NEW_TEXTS = {"announcement": "", "criteria": "", "decision": ""}


def give_addresses(apps, schema_editor):
    """Calls that are there get an address from their name; no translation becomes outdated by texts that are new and empty."""
    taken = set()
    for call in apps.get_model("pages", "GrantCall").objects.order_by("pk"):
        base = slug_of(call.title_fi or call.title_en or "", 70) or "haku"
        call.slug = next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)
        taken.add(call.slug)
        for mark in call.translation_marks.values():
            if "source" in mark:
                mark["source"] = NEW_TEXTS | mark["source"]
        call.save(update_fields=["slug", "translation_marks"])


def forget_new_texts(apps, schema_editor):
    for call in apps.get_model("pages", "GrantCall").objects.all():
        for mark in call.translation_marks.values():
            for field in NEW_TEXTS:
                mark.get("source", {}).pop(field, None)
        call.save(update_fields=["translation_marks"])


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_document_text'),
        ('pages', '0007_sources_by_question'),
        ("stamp", "0001_initial"),  # it writes to a watched table
    ]

    operations = [
        migrations.CreateModel(
            name='CallAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, help_text='The smallest number comes first, for example: 10', verbose_name='order')),
                ('title', models.CharField(blank=True, help_text='For example: Terms of the grant. Empty: not offered in this language of the page.', max_length=200, verbose_name='title')),
                ('title_fi', models.CharField(blank=True, help_text='For example: Terms of the grant. Empty: not offered in this language of the page.', max_length=200, null=True, verbose_name='title')),
                ('title_en', models.CharField(blank=True, help_text='For example: Terms of the grant. Empty: not offered in this language of the page.', max_length=200, null=True, verbose_name='title')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='grantcall',
            name='amount_given',
            field=models.PositiveIntegerField(blank=True, help_text='Digits only, for example: 398000', null=True, verbose_name='sum given, whole euros'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='announcement',
            field=models.TextField(blank=True, help_text='What the grant is for, its conditions and how to apply, with headings. Dates and sums stand beside it.', max_length=60000, verbose_name='announcement'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='announcement_en',
            field=models.TextField(blank=True, help_text='What the grant is for, its conditions and how to apply, with headings. Dates and sums stand beside it.', max_length=60000, null=True, verbose_name='announcement'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='announcement_fi',
            field=models.TextField(blank=True, help_text='What the grant is for, its conditions and how to apply, with headings. Dates and sums stand beside it.', max_length=60000, null=True, verbose_name='announcement'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='changed_at',
            field=models.DateTimeField(auto_now=True, verbose_name='changed'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='contact_point',
            field=models.ForeignKey(blank=True, help_text='Who answers questions about the call.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pages.contactpoint', verbose_name='contact point'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='criteria',
            field=models.TextField(blank=True, help_text='How applications are assessed, best as a list. The page gives it a heading.', max_length=20000, verbose_name='criteria'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='criteria_en',
            field=models.TextField(blank=True, help_text='How applications are assessed, best as a list. The page gives it a heading.', max_length=20000, null=True, verbose_name='criteria'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='criteria_fi',
            field=models.TextField(blank=True, help_text='How applications are assessed, best as a list. The page gives it a heading.', max_length=20000, null=True, verbose_name='criteria'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='decided_on',
            field=models.DateField(blank=True, help_text='For example: 15.6.2027. From that day a closed call is shown as decided.', null=True, verbose_name='decided on'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='decision',
            field=models.TextField(blank=True, help_text='For example: Grants were given to 14 providers. Twelve applications were refused.', max_length=600, verbose_name='decision in words'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='decision_en',
            field=models.TextField(blank=True, help_text='For example: Grants were given to 14 providers. Twelve applications were refused.', max_length=600, null=True, verbose_name='decision in words'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='decision_fi',
            field=models.TextField(blank=True, help_text='For example: Grants were given to 14 providers. Twelve applications were refused.', max_length=600, null=True, verbose_name='decision in words'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='decision_url',
            field=models.URLField(blank=True, help_text='For example: https://www.oph.fi/fi/paatokset', verbose_name='address of the decisions'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='grants_given',
            field=models.PositiveIntegerField(blank=True, help_text='How many were given, for example: 14', null=True, verbose_name='number of grants'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='own_share',
            field=models.PositiveSmallIntegerField(blank=True, help_text='The share of the costs that the applicant pays, for example: 20', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='own funding at least, per cent'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='slug',
            field=models.SlugField(blank=True, error_messages={'unique': 'Another call has this address already.'}, help_text='The same in every language, and it stays when the name changes. Empty: made from the name.', max_length=80, null=True, unique=True, verbose_name='end of the address'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='use_begins_on',
            field=models.DateField(blank=True, help_text='For example: 1.8.2027', null=True, verbose_name='may be used from'),
        ),
        migrations.AddField(
            model_name='grantcall',
            name='use_until',
            field=models.DateField(blank=True, help_text='The last day, for example: 31.12.2028', null=True, verbose_name='may be used until'),
        ),
        migrations.AlterField(
            model_name='block',
            name='kind',
            field=models.CharField(choices=[('calls', 'grant calls that are open or coming'), ('page', 'one page and its chapters'), ('networks', 'organisations and networks'), ('figures', 'figures'), ('publications', 'newest publications'), ('visits', 'visit service'), ('changes', 'new and changed pages')], max_length=20, verbose_name='what it shows'),
        ),
        migrations.AddConstraint(
            model_name='grantcall',
            constraint=models.CheckConstraint(condition=models.Q(('use_begins_on', None), ('use_until', None), ('use_until__gte', models.F('use_begins_on')), _connector='OR'), name='grant_is_used_after_it_begins', violation_error_message='The use of the grant must end after it begins: check both days.'),
        ),
        migrations.AddField(
            model_name='callattachment',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='pages.grantcall'),
        ),
        migrations.AddField(
            model_name='callattachment',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.document', verbose_name='document'),
        ),
        migrations.RunPython(give_addresses, forget_new_texts),
    ]
