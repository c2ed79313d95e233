from django.db import migrations


class Migration(migrations.Migration):
    """Safe: what `documents` held stands in the table of links since 0012, which fills it again on the way back."""

    dependencies = [("pages", "0012_fill_links")]

    operations = [migrations.RemoveField(model_name="edition", name="documents")]
