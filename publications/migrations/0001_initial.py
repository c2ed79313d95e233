
import django.db.models.deletion
import publications.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(error_messages={'unique': 'There is a series with this title already.'}, help_text='For example: Oppaat ja käsikirjat', max_length=120, unique=True, verbose_name='title')),
                ('issn_print', models.CharField(blank=True, help_text='For example: 1798-8950', max_length=20, validators=[publications.identifiers.validate_issn], verbose_name='ISSN, printed')),
                ('issn_online', models.CharField(blank=True, help_text='For example: 1798-8969', max_length=20, validators=[publications.identifiers.validate_issn], verbose_name='ISSN, online')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='For example: International mobility', max_length=80, verbose_name='title')),
                ('title_fi', models.CharField(help_text='For example: International mobility', max_length=80, null=True, verbose_name='title')),
                ('title_en', models.CharField(help_text='For example: International mobility', max_length=80, null=True, verbose_name='title')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('public', 'public'), ('withdrawn', 'withdrawn')], default='draft', help_text='A public record is on the site as soon as it is saved.', max_length=10, verbose_name='state')),
                ('type', models.CharField(choices=[('report', 'Report'), ('guide', 'Guide'), ('regulation', 'Regulation'), ('statistics', 'Statistics'), ('brochure', 'Brochure'), ('yearbook', 'Yearbook'), ('proceedings', 'Proceedings')], max_length=20, verbose_name='type')),
                ('slug', models.SlugField(blank=True, error_messages={'unique': 'Another publication has this address already.'}, help_text='The same in every language. Empty: made from the title of the first language version.', max_length=80, null=True, unique=True, verbose_name='end of the address')),
                ('corporate_author', models.CharField(help_text='The name at the time, for example: Finnish National Board of Education', max_length=200, verbose_name='publisher')),
                ('corporate_author_fi', models.CharField(help_text='The name at the time, for example: Finnish National Board of Education', max_length=200, null=True, verbose_name='publisher')),
                ('corporate_author_en', models.CharField(help_text='The name at the time, for example: Finnish National Board of Education', max_length=200, null=True, verbose_name='publisher')),
                ('summary', models.TextField(help_text='Two to four sentences, also shown in lists.', max_length=1500, verbose_name='summary')),
                ('summary_fi', models.TextField(help_text='Two to four sentences, also shown in lists.', max_length=1500, null=True, verbose_name='summary')),
                ('summary_en', models.TextField(help_text='Two to four sentences, also shown in lists.', max_length=1500, null=True, verbose_name='summary')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('topics', models.ManyToManyField(blank=True, to='publications.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LanguageVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('en', 'English'), ('se', 'Northern Sámi'), ('smn', 'Inari Sámi'), ('sms', 'Skolt Sámi')], max_length=7, verbose_name='language')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('subtitle', models.CharField(blank=True, max_length=250, verbose_name='subtitle')),
                ('number', models.CharField(blank=True, help_text='For example: 2011:16', max_length=30, verbose_name='number in the series')),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='For example: 2011', null=True, validators=[publications.identifiers.validate_year], verbose_name='year')),
                ('isbn_print', models.CharField(blank=True, help_text='For example: 978-952-13-4930-0', max_length=30, validators=[publications.identifiers.validate_isbn], verbose_name='ISBN, printed')),
                ('isbn_pdf', models.CharField(blank=True, help_text='For example: 978-952-13-4931-7', max_length=30, validators=[publications.identifiers.validate_isbn], verbose_name='ISBN, PDF')),
                ('pages', models.PositiveSmallIntegerField(blank=True, help_text='Empty: read from the file.', null=True, verbose_name='pages')),
                ('document', models.ForeignKey(blank=True, help_text='A file that is on the site already; or upload a new one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='files.document', verbose_name='file')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='publications.publication')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='publications.series', verbose_name='series')),
            ],
            options={
                'verbose_name': 'language version',
                'verbose_name_plural': 'language versions',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'language'), name='one_version_per_language', violation_error_message='The publication has a version in this language already.')],
            },
        ),
    ]
