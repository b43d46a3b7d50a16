from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("werkveld", "0008_a_number_is_free_again_when_somebody_left")]

    operations = [
        migrations.RenameField(model_name="site", old_name="facilities", new_name="facilities_nl"),
        migrations.AddField(
            model_name="site", name="facilities_en", field=models.CharField(blank=True, max_length=300)
        ),
    ]
