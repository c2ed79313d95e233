from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the one before: PostgreSQL changes no table whose new rows it has still to check."""

    dependencies = [("visits", "0003_rules_prices_programmes")]
    operations = [migrations.RemoveField("enquiry", "old_themes")]
