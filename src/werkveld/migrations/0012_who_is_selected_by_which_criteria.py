"""Selections, and the database's own word that criteria stand once somebody applied.

Deleting is not refused here: a selection with applications cannot be deleted, and a criterion without one has no score.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models

SENTENCE = "Criteria stand once somebody applied."
MOMENTS = ("INSERT", "UPDATE")


def stand(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    applied = "EXISTS (SELECT 1 FROM werkveld_application WHERE selection_id = NEW.selection_id)"
    with schema_editor.connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(f"""
                CREATE FUNCTION werkveld_criterion_stands() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF {applied} THEN
                RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
                END IF; RETURN NEW; END $$;
                CREATE TRIGGER werkveld_criterion_stands BEFORE INSERT OR UPDATE ON werkveld_criterion
                FOR EACH ROW EXECUTE FUNCTION werkveld_criterion_stands();
            """)
            return
        for moment in MOMENTS:
            cursor.execute(
                f"CREATE TRIGGER werkveld_criterion_stands_{moment.lower()} BEFORE {moment} ON werkveld_criterion "
                f"WHEN {applied} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END;"
            )


def fall(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION werkveld_criterion_stands() CASCADE")
            return
        for moment in MOMENTS:
            cursor.execute(f"DROP TRIGGER werkveld_criterion_stands_{moment.lower()}")


class Migration(migrations.Migration):

    dependencies = [
        ('werkveld', '0011_who_works_with_whom_in_teams'),
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordering', models.PositiveSmallIntegerField()),
                ('name_nl', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('good_nl', models.TextField(max_length=1000)),
                ('good_en', models.TextField(blank=True, max_length=1000)),
                ('most', models.PositiveSmallIntegerField(default=10, help_text='The most points that can be given.')),
                ('weight', models.PositiveSmallIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('motivation', models.TextField(blank=True, help_text='Empty once its writer left.', max_length=4000)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('selected', 'has a place'), ('in_line', 'is in line')], max_length=8)),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('facts', models.JSONField(blank=True, default=dict, help_text='The whole reason, as it was said on the day.')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='werkveld.person')),
            ],
        ),
        migrations.CreateModel(
            name='Assessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assesses_in', to='werkveld.person')),
            ],
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('turn', models.PositiveSmallIntegerField(help_text='The first or the second of the two.')),
                ('declared', models.CharField(blank=True, help_text='How the assessor knows the applicant.', max_length=300)),
                ('at', models.DateTimeField()),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='werkveld.application')),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='werkveld.assessor')),
            ],
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='werkveld.assessment')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='werkveld.criterion')),
            ],
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('is_example', models.BooleanField(default=False, editable=False)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('decides_on', models.DateField(help_text='When everybody hears.')),
                ('most_difference', models.PositiveSmallIntegerField(default=15, help_text='Points of a hundred between two assessors, above which they must settle it together.')),
                ('seed', models.PositiveIntegerField(help_text='The lot between equal points can be drawn again with it.')),
                ('state', models.CharField(choices=[('draft', 'in preparation'), ('open', 'published'), ('assessing', 'being assessed'), ('decided', 'decided')], default='draft', max_length=9)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('divided_at', models.DateTimeField(blank=True, help_text='When the applications went to assessors.', null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='werkveld.person')),
                ('offering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='selection', to='werkveld.offering')),
            ],
        ),
        migrations.AddField(
            model_name='criterion',
            name='selection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='werkveld.selection'),
        ),
        migrations.AddField(
            model_name='assessor',
            name='selection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessors', to='werkveld.selection'),
        ),
        migrations.AddField(
            model_name='application',
            name='selection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='werkveld.selection'),
        ),
        migrations.CreateModel(
            name='SelectionAppeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.TextField(max_length=2000)),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'being looked at'), ('upheld', 'upheld'), ('dismissed', 'not upheld')], default='open', max_length=10)),
                ('answer', models.TextField(blank=True, max_length=2000)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='werkveld.application')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='werkveld.person')),
            ],
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5)),
                ('note', models.CharField(max_length=500)),
                ('proposed_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='werkveld.person')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='settlement', to='werkveld.application')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='werkveld.person')),
            ],
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('application', 'assessor'), name='one_assessment_per_assessor_and_application'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('application', 'turn'), name='one_assessment_per_turn'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('turn__gte', 1), ('turn__lte', 2)), name='an_application_has_two_assessments'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('assessment', 'criterion'), name='one_score_per_assessment_and_criterion'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='selection_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__lt', models.F('opens_at'))), _connector='OR'), name='criteria_are_published_before_a_selection_opens'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('divided_at__isnull', True), ('state__in', ['draft', 'open'])), models.Q(('divided_at__isnull', False), ('state__in', ['assessing', 'decided'])), _connector='OR'), name='a_divided_selection_says_when'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'decided')), models.Q(models.Q(('state', 'decided'), _negated=True), ('decided_at__isnull', True), ('decided_by__isnull', True)), _connector='OR'), name='a_decided_selection_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(('most_difference__lte', 100)), name='assessors_differ_a_hundred_points_at_most'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('selection', 'ordering'), name='criteria_stand_in_order'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('selection', 'name_nl'), name='a_criterion_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('most__gte', 1), ('most__lte', 100), ('weight__gte', 1), ('weight__lte', 100)), name='a_criterion_counts'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name_nl', ''), _negated=True), models.Q(('good_nl', ''), _negated=True)), name='a_criterion_says_what_good_looks_like'),
        ),
        migrations.AddConstraint(
            model_name='assessor',
            constraint=models.UniqueConstraint(fields=('selection', 'person'), name='an_assessor_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('selection', 'person'), name='one_application_per_person_and_selection'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('points__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('points__gte', 0), ('points__lte', 100), ('withdrawn_at__isnull', True)), _connector='OR'), name='an_outcome_has_its_points'),
        ),
        migrations.AddConstraint(
            model_name='selectionappeal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='one_open_appeal_per_application'),
        ),
        migrations.AddConstraint(
            model_name='selectionappeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='a_decided_appeal_of_a_selection_says_who_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0), ('points__lte', 100)), name='settled_points_are_of_a_hundred'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_settlement_says_why'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), models.Q(('agreed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='a_settlement_is_agreed_by_the_other'),
        ),
        migrations.RunPython(stand, fall),
    ]
