from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0008_changed_at")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="text_digest",
            field=models.CharField(default="", max_length=64, verbose_name="digest of the texts"),
            preserve_default=False,
        ),
    ]
