import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import kompetanse.felles.vegg
import pgtrigger.compiler
from kompetanse.felles import triggere
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kurs', '0001_initial'),
        ('organisasjon', '0017_varselrytme'),
        ('organisasjon', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('planer', '0036_tiltak_evaluert'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evaluering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forventet', models.TextField(blank=True, verbose_name='forventet virkning')),
                ('planlagt', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='planlagt')),
                ('oppsummering', models.TextField(blank=True, verbose_name='med ord')),
                ('nytte_i_ord', models.TextField(blank=True, verbose_name='nytte som ikke kan telles')),
                ('laering', models.CharField(blank=True, max_length=300, verbose_name='det vi lærte, i én setning')),
                ('anbefaling', models.CharField(blank=True, choices=[('gjenta', 'Gjør det igjen'), ('endre', 'Gjør det igjen, men annerledes'), ('la_vaere', 'Gjør det ikke igjen')], max_length=10, verbose_name='hva gjør vi neste gang')),
                ('neste_gang', models.TextField(blank=True, verbose_name='det vi gjør annerledes')),
                ('avsluttet', models.DateField(blank=True, editable=False, null=True, verbose_name='avsluttet')),
                ('enhet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.enhet', verbose_name='enhet')),
                ('evaluator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisasjon.person', verbose_name='evalueres av')),
                ('kjoring', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evaluering', to='kurs.kjoring', verbose_name='kurs')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('midler', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evalueringen', to='planer.tiltaksmidler', verbose_name='midler')),
                ('planlagt_av', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tiltak', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evalueringer', to='planer.tiltak', verbose_name='tiltak')),
            ],
            options={
                'verbose_name': 'evaluering',
                'verbose_name_plural': 'evalueringer',
                'ordering': ['-planlagt', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Atferd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tekst', models.CharField(max_length=200, verbose_name='det vi skal se at folk gjør')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('evaluering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='atferd', to='evaluering.evaluering')),
            ],
            options={
                'verbose_name': 'avtalt atferd',
                'verbose_name_plural': 'avtalt atferd',
                'ordering': ['rekkefolge', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Skjema',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('niva', models.PositiveSmallIntegerField(choices=[(1, 'Reaksjoner'), (2, 'Læring'), (3, 'Anvendelse'), (4, 'Nytte')], verbose_name='nivå')),
                ('navn', models.CharField(max_length=120, verbose_name='navn')),
                ('beskrivelse', models.CharField(blank=True, max_length=300, verbose_name='når det passer')),
                ('i_bruk', models.BooleanField(default=True, verbose_name='kan velges')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
            ],
            options={
                'verbose_name': 'skjema',
                'verbose_name_plural': 'skjemaer',
                'ordering': ['niva', 'navn'],
            },
        ),
        migrations.CreateModel(
            name='Evalueringsniva',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('niva', models.PositiveSmallIntegerField(choices=[(1, 'Reaksjoner'), (2, 'Læring'), (3, 'Anvendelse'), (4, 'Nytte')], editable=False, verbose_name='nivå')),
                ('metode', models.CharField(choices=[('skjema', 'Kort skjema'), ('medarbeidersamtale', 'Medarbeidersamtaler'), ('medarbeiderundersokelse', 'Medarbeiderundersøkelse'), ('test', 'Skriftlig test'), ('praktisk', 'Praktisk prøve'), ('egenvurdering', 'Egenvurdering'), ('praksis', 'Måling av praksis'), ('indikatorer', 'Indikatorer'), ('brukerundersokelse', 'Brukerundersøkelse'), ('nyttekostnad', 'Nytte mot kostnad')], max_length=25, verbose_name='metode')),
                ('dager', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1825)], verbose_name='dager')),
                ('regnes_fra', models.CharField(choices=[('start', 'etter start'), ('slutt', 'etter slutt')], default='slutt', max_length=5, verbose_name='regnes fra')),
                ('ogsaa_foer', models.BooleanField(default=False, verbose_name='også før start')),
                ('svarer', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], max_length=10), default=list, size=None, verbose_name='hvem som svarer')),
                ('status', models.CharField(choices=[('planlagt', 'Planlagt'), ('i_gang', 'Samles inn'), ('ferdig', 'Ferdig'), ('rakk_ikke', 'Rakk ikke')], default='planlagt', editable=False, max_length=10, verbose_name='status')),
                ('grunn', models.TextField(blank=True, verbose_name='vi rakk det ikke, fordi')),
                ('annet', models.TextField(blank=True, verbose_name='hva annet kan forklare endringen')),
                ('evaluering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nivaaer', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('skjema', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluering.skjema', verbose_name='skjema')),
            ],
            options={
                'verbose_name': 'nivå i evaluering',
                'verbose_name_plural': 'nivåer i evalueringer',
                'ordering': ['niva'],
            },
        ),
        migrations.CreateModel(
            name='Skjemaversjon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nummer', models.PositiveSmallIntegerField(default=1, verbose_name='versjon')),
                ('fra', models.DateField(default=django.utils.timezone.localdate, verbose_name='fra')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('skjema', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versjoner', to='evaluering.skjema')),
            ],
            options={
                'verbose_name': 'versjon av skjema',
                'verbose_name_plural': 'versjoner av skjemaer',
                'ordering': ['skjema', 'nummer'],
            },
        ),
        migrations.CreateModel(
            name='Innsamling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('foer', 'Før'), ('slutt', 'Ved slutt'), ('etter', 'Etter')], max_length=5, verbose_name='når')),
                ('aapner', models.DateTimeField(verbose_name='åpner')),
                ('lukker', models.DateTimeField(verbose_name='lukker')),
                ('lukket', models.DateTimeField(blank=True, null=True, verbose_name='lukket')),
                ('kode', models.CharField(blank=True, editable=False, max_length=32, verbose_name='kode')),
                ('spurt', models.PositiveIntegerField(default=0, verbose_name='spurt')),
                ('paaminnelser', models.PositiveSmallIntegerField(default=0, verbose_name='påminnelser')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('niva', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='innsamlinger', to='evaluering.evalueringsniva')),
                ('versjon', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='innsamlinger', to='evaluering.skjemaversjon')),
            ],
            options={
                'verbose_name': 'innsamling',
                'verbose_name_plural': 'innsamlinger',
                'ordering': ['aapner', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deltakersvar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('som', models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], max_length=10, verbose_name='svart av')),
                ('svart', models.DateField(verbose_name='svart')),
                ('verdier', models.JSONField(default=dict)),
                ('poeng', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='poeng')),
                ('av', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='av')),
                ('bestaatt', models.BooleanField(blank=True, null=True, verbose_name='bestått')),
                ('deltaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.person')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('svart_av', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisasjon.person')),
                ('innsamling', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deltakersvar', to='evaluering.innsamling')),
            ],
            options={
                'verbose_name': 'svar om deltaker',
                'verbose_name_plural': 'svar om deltakere',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='AtferdEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('tekst', models.CharField(max_length=200, verbose_name='det vi skal se at folk gjør')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.atferd')),
                ('evaluering', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.evaluering')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EvalueringEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('forventet', models.TextField(blank=True, verbose_name='forventet virkning')),
                ('planlagt', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='planlagt')),
                ('oppsummering', models.TextField(blank=True, verbose_name='med ord')),
                ('nytte_i_ord', models.TextField(blank=True, verbose_name='nytte som ikke kan telles')),
                ('laering', models.CharField(blank=True, max_length=300, verbose_name='det vi lærte, i én setning')),
                ('anbefaling', models.CharField(blank=True, choices=[('gjenta', 'Gjør det igjen'), ('endre', 'Gjør det igjen, men annerledes'), ('la_vaere', 'Gjør det ikke igjen')], max_length=10, verbose_name='hva gjør vi neste gang')),
                ('neste_gang', models.TextField(blank=True, verbose_name='det vi gjør annerledes')),
                ('avsluttet', models.DateField(blank=True, editable=False, null=True, verbose_name='avsluttet')),
                ('enhet', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.enhet', verbose_name='enhet')),
                ('evaluator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.person', verbose_name='evalueres av')),
                ('kjoring', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kurs.kjoring', verbose_name='kurs')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('midler', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='planer.tiltaksmidler', verbose_name='midler')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.evaluering')),
                ('planlagt_av', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('tiltak', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='planer.tiltak', verbose_name='tiltak')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evalueringsdeltaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evaluering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lagt_til', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'deltaker i evaluering',
                'verbose_name_plural': 'deltakere i evalueringer',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Evalueringsoppsett',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minste_svar', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(50)], verbose_name='svar vises fra så mange')),
                ('svarfrist_dager', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='skjemaene er åpne i så mange dager')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
            ],
            options={
                'verbose_name': 'oppsett for evaluering',
                'verbose_name_plural': 'oppsett for evaluering',
            },
        ),
        migrations.CreateModel(
            name='EvalueringsoppsettEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('minste_svar', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(50)], verbose_name='svar vises fra så mange')),
                ('svarfrist_dager', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='skjemaene er åpne i så mange dager')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.evalueringsoppsett')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evalueringsregel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gjelder', models.CharField(choices=[('alle', 'Alle tiltak og kurs'), ('kurs', 'Kurs og samlinger'), ('midler', 'Tiltak med sentrale midler')], default='alle', max_length=10, verbose_name='gjelder')),
                ('belop_over', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='koster mer enn')),
                ('nivaaer', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)]), size=None, verbose_name='evalueres på')),
                ('i_bruk', models.BooleanField(default=True, verbose_name='i bruk')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('laeringsform', models.ForeignKey(blank=True, limit_choices_to={'liste': 'laeringsform'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planer.listeverdi', verbose_name='læringsform')),
            ],
            options={
                'verbose_name': 'regel for evaluering',
                'verbose_name_plural': 'regler for evaluering',
                'ordering': ['belop_over', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EvalueringsregelEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('gjelder', models.CharField(choices=[('alle', 'Alle tiltak og kurs'), ('kurs', 'Kurs og samlinger'), ('midler', 'Tiltak med sentrale midler')], default='alle', max_length=10, verbose_name='gjelder')),
                ('belop_over', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='koster mer enn')),
                ('nivaaer', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)]), size=None, verbose_name='evalueres på')),
                ('i_bruk', models.BooleanField(default=True, verbose_name='i bruk')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('laeringsform', models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'liste': 'laeringsform'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='planer.listeverdi', verbose_name='læringsform')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.evalueringsregel')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Indikator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('navn', models.CharField(max_length=200, verbose_name='indikator')),
                ('maaleenhet', models.CharField(blank=True, max_length=40, verbose_name='måles i')),
                ('retning', models.CharField(choices=[('opp', 'Høyere er bedre'), ('ned', 'Lavere er bedre')], default='opp', max_length=3, verbose_name='retning')),
                ('utgangspunkt', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='utgangspunkt')),
                ('utgangspunkt_dato', models.DateField(blank=True, null=True, verbose_name='målt')),
                ('maaltall', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='forventet')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('evaluering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indikatorer', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('maal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='planer.maal', verbose_name='mål')),
            ],
            options={
                'verbose_name': 'indikator',
                'verbose_name_plural': 'indikatorer',
                'ordering': ['rekkefolge', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IndikatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('navn', models.CharField(max_length=200, verbose_name='indikator')),
                ('maaleenhet', models.CharField(blank=True, max_length=40, verbose_name='måles i')),
                ('retning', models.CharField(choices=[('opp', 'Høyere er bedre'), ('ned', 'Lavere er bedre')], default='opp', max_length=3, verbose_name='retning')),
                ('utgangspunkt', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='utgangspunkt')),
                ('utgangspunkt_dato', models.DateField(blank=True, null=True, verbose_name='målt')),
                ('maaltall', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='forventet')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('evaluering', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('maal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='planer.maal', verbose_name='mål')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.indikator')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Indikatormaaling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dato', models.DateField(default=django.utils.timezone.localdate, verbose_name='dato')),
                ('verdi', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='verdi')),
                ('nevner', models.PositiveIntegerField(blank=True, null=True, verbose_name='av hvor mange')),
                ('sammenligning', models.BooleanField(default=False, verbose_name='i gruppen vi sammenligner med')),
                ('merknad', models.CharField(blank=True, max_length=200, verbose_name='merknad')),
                ('indikator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='maalinger', to='evaluering.indikator')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
            ],
            options={
                'verbose_name': 'måling av indikator',
                'verbose_name_plural': 'målinger av indikatorer',
                'ordering': ['dato'],
            },
        ),
        migrations.CreateModel(
            name='IndikatormaalingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('dato', models.DateField(default=django.utils.timezone.localdate, verbose_name='dato')),
                ('verdi', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='verdi')),
                ('nevner', models.PositiveIntegerField(blank=True, null=True, verbose_name='av hvor mange')),
                ('sammenligning', models.BooleanField(default=False, verbose_name='i gruppen vi sammenligner med')),
                ('merknad', models.CharField(blank=True, max_length=200, verbose_name='merknad')),
                ('indikator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.indikator')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.indikatormaaling')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeltakersvarEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('som', models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], max_length=10, verbose_name='svart av')),
                ('svart', models.DateField(verbose_name='svart')),
                ('verdier', models.JSONField(default=dict)),
                ('poeng', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='poeng')),
                ('av', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='av')),
                ('bestaatt', models.BooleanField(blank=True, null=True, verbose_name='bestått')),
                ('deltaker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.person')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.deltakersvar')),
                ('svart_av', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.person')),
                ('innsamling', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.innsamling')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BruktLenke',
            fields=[
                ('avtrykk', models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('innsamling', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brukte', to='evaluering.innsamling')),
            ],
            options={
                'verbose_name': 'brukt lenke',
                'verbose_name_plural': 'brukte lenker',
            },
        ),
        migrations.CreateModel(
            name='Lenke',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('som', models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], default='deltaker', max_length=10)),
                ('avtrykk', models.CharField(editable=False, max_length=64, unique=True)),
                ('innsamling', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lenker', to='evaluering.innsamling')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('om', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisasjon.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisasjon.person')),
            ],
            options={
                'verbose_name': 'lenke til skjema',
                'verbose_name_plural': 'lenker til skjemaer',
            },
        ),
        migrations.CreateModel(
            name='Nivaastandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('niva', models.PositiveSmallIntegerField(choices=[(1, 'Reaksjoner'), (2, 'Læring'), (3, 'Anvendelse'), (4, 'Nytte')], editable=False, verbose_name='nivå')),
                ('metode', models.CharField(choices=[('skjema', 'Kort skjema'), ('medarbeidersamtale', 'Medarbeidersamtaler'), ('medarbeiderundersokelse', 'Medarbeiderundersøkelse'), ('test', 'Skriftlig test'), ('praktisk', 'Praktisk prøve'), ('egenvurdering', 'Egenvurdering'), ('praksis', 'Måling av praksis'), ('indikatorer', 'Indikatorer'), ('brukerundersokelse', 'Brukerundersøkelse'), ('nyttekostnad', 'Nytte mot kostnad')], max_length=25, verbose_name='metode')),
                ('dager', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1825)], verbose_name='dager')),
                ('regnes_fra', models.CharField(choices=[('start', 'etter start'), ('slutt', 'etter slutt')], default='slutt', max_length=5, verbose_name='regnes fra')),
                ('ogsaa_foer', models.BooleanField(default=False, verbose_name='også før start')),
                ('svarer', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], max_length=10), default=list, size=None, verbose_name='hvem som svarer')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('skjema', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluering.skjema', verbose_name='skjema')),
            ],
            options={
                'verbose_name': 'standard for nivå',
                'verbose_name_plural': 'standarder for nivåene',
                'ordering': ['niva'],
            },
        ),
        migrations.CreateModel(
            name='Nyttelinje',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slag', models.CharField(choices=[('kostnad', 'Kostnad'), ('nytte', 'Nytte')], max_length=7, verbose_name='slag')),
                ('post', models.CharField(choices=[('kurs', 'Kurs og undervisning'), ('reise', 'Reise og opphold'), ('vikar', 'Vikarer'), ('arbeidstid', 'Arbeidstid for deltakerne'), ('annet', 'Annet')], default='annet', max_length=10, verbose_name='post')),
                ('navn', models.CharField(max_length=200, verbose_name='hva')),
                ('lav', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='lavt anslag')),
                ('sannsynlig', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='mest sannsynlig')),
                ('hoy', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='høyt anslag')),
                ('forutsetning', models.TextField(verbose_name='forutsetning')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('evaluering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nyttelinjer', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
            ],
            options={
                'verbose_name': 'linje i nytte og kostnad',
                'verbose_name_plural': 'linjer i nytte og kostnad',
                'ordering': ['slag', 'rekkefolge', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NyttelinjeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slag', models.CharField(choices=[('kostnad', 'Kostnad'), ('nytte', 'Nytte')], max_length=7, verbose_name='slag')),
                ('post', models.CharField(choices=[('kurs', 'Kurs og undervisning'), ('reise', 'Reise og opphold'), ('vikar', 'Vikarer'), ('arbeidstid', 'Arbeidstid for deltakerne'), ('annet', 'Annet')], default='annet', max_length=10, verbose_name='post')),
                ('navn', models.CharField(max_length=200, verbose_name='hva')),
                ('lav', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='lavt anslag')),
                ('sannsynlig', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='mest sannsynlig')),
                ('hoy', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='høyt anslag')),
                ('forutsetning', models.TextField(verbose_name='forutsetning')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('evaluering', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.nyttelinje')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NivaastandardEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('niva', models.PositiveSmallIntegerField(choices=[(1, 'Reaksjoner'), (2, 'Læring'), (3, 'Anvendelse'), (4, 'Nytte')], editable=False, verbose_name='nivå')),
                ('metode', models.CharField(choices=[('skjema', 'Kort skjema'), ('medarbeidersamtale', 'Medarbeidersamtaler'), ('medarbeiderundersokelse', 'Medarbeiderundersøkelse'), ('test', 'Skriftlig test'), ('praktisk', 'Praktisk prøve'), ('egenvurdering', 'Egenvurdering'), ('praksis', 'Måling av praksis'), ('indikatorer', 'Indikatorer'), ('brukerundersokelse', 'Brukerundersøkelse'), ('nyttekostnad', 'Nytte mot kostnad')], max_length=25, verbose_name='metode')),
                ('dager', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1825)], verbose_name='dager')),
                ('regnes_fra', models.CharField(choices=[('start', 'etter start'), ('slutt', 'etter slutt')], default='slutt', max_length=5, verbose_name='regnes fra')),
                ('ogsaa_foer', models.BooleanField(default=False, verbose_name='også før start')),
                ('svarer', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], max_length=10), default=list, size=None, verbose_name='hvem som svarer')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.nivaastandard')),
                ('skjema', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.skjema', verbose_name='skjema')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EvalueringsnivaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('niva', models.PositiveSmallIntegerField(choices=[(1, 'Reaksjoner'), (2, 'Læring'), (3, 'Anvendelse'), (4, 'Nytte')], editable=False, verbose_name='nivå')),
                ('metode', models.CharField(choices=[('skjema', 'Kort skjema'), ('medarbeidersamtale', 'Medarbeidersamtaler'), ('medarbeiderundersokelse', 'Medarbeiderundersøkelse'), ('test', 'Skriftlig test'), ('praktisk', 'Praktisk prøve'), ('egenvurdering', 'Egenvurdering'), ('praksis', 'Måling av praksis'), ('indikatorer', 'Indikatorer'), ('brukerundersokelse', 'Brukerundersøkelse'), ('nyttekostnad', 'Nytte mot kostnad')], max_length=25, verbose_name='metode')),
                ('dager', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1825)], verbose_name='dager')),
                ('regnes_fra', models.CharField(choices=[('start', 'etter start'), ('slutt', 'etter slutt')], default='slutt', max_length=5, verbose_name='regnes fra')),
                ('ogsaa_foer', models.BooleanField(default=False, verbose_name='også før start')),
                ('svarer', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('deltaker', 'Deltakerne'), ('leder', 'Lederne deres'), ('laerer', 'Den som lærer bort'), ('evaluator', 'Den som evaluerer')], max_length=10), default=list, size=None, verbose_name='hvem som svarer')),
                ('status', models.CharField(choices=[('planlagt', 'Planlagt'), ('i_gang', 'Samles inn'), ('ferdig', 'Ferdig'), ('rakk_ikke', 'Rakk ikke')], default='planlagt', editable=False, max_length=10, verbose_name='status')),
                ('grunn', models.TextField(blank=True, verbose_name='vi rakk det ikke, fordi')),
                ('annet', models.TextField(blank=True, verbose_name='hva annet kan forklare endringen')),
                ('evaluering', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.evaluering')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.evalueringsniva')),
                ('skjema', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.skjema', verbose_name='skjema')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SkjemaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('niva', models.PositiveSmallIntegerField(choices=[(1, 'Reaksjoner'), (2, 'Læring'), (3, 'Anvendelse'), (4, 'Nytte')], verbose_name='nivå')),
                ('navn', models.CharField(max_length=120, verbose_name='navn')),
                ('beskrivelse', models.CharField(blank=True, max_length=300, verbose_name='når det passer')),
                ('i_bruk', models.BooleanField(default=True, verbose_name='kan velges')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.skjema')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InnsamlingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('moment', models.CharField(choices=[('foer', 'Før'), ('slutt', 'Ved slutt'), ('etter', 'Etter')], max_length=5, verbose_name='når')),
                ('aapner', models.DateTimeField(verbose_name='åpner')),
                ('lukker', models.DateTimeField(verbose_name='lukker')),
                ('lukket', models.DateTimeField(blank=True, null=True, verbose_name='lukket')),
                ('kode', models.CharField(blank=True, editable=False, max_length=32, verbose_name='kode')),
                ('spurt', models.PositiveIntegerField(default=0, verbose_name='spurt')),
                ('paaminnelser', models.PositiveSmallIntegerField(default=0, verbose_name='påminnelser')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('niva', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.evalueringsniva')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.innsamling')),
                ('versjon', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.skjemaversjon')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SkjemaversjonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('nummer', models.PositiveSmallIntegerField(default=1, verbose_name='versjon')),
                ('fra', models.DateField(default=django.utils.timezone.localdate, verbose_name='fra')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.skjemaversjon')),
                ('skjema', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.skjema')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sporsmal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slag', models.CharField(choices=[('skala', 'Skala fra 1 til 5'), ('valg', 'Valg mellom alternativer'), ('tall', 'Tall'), ('tekst', 'Fritekst')], default='skala', max_length=5, verbose_name='svares med')),
                ('tema', models.CharField(blank=True, choices=[('', 'Annet'), ('fornoyd', 'Fornøyd'), ('relevans', 'Relevans for arbeidet'), ('engasjement', 'Engasjement'), ('forpliktelse', 'Vil bruke det'), ('trygghet', 'Tror jeg får det til'), ('kunnskap', 'Kan det'), ('ferdighet', 'Klarer det'), ('holdning', 'Ser nytten av det'), ('bruk', 'Bruker det'), ('hindret', 'Det som hindret'), ('hjalp', 'Det som hjalp'), ('nytte', 'Nytte')], max_length=15, verbose_name='spør om')),
                ('tekst', models.CharField(max_length=300, verbose_name='spørsmål')),
                ('tekst_nn', models.CharField(blank=True, max_length=300, verbose_name='spørsmål på nynorsk')),
                ('tekst_leder', models.CharField(blank=True, max_length=300, verbose_name='spørsmål til lederen')),
                ('tekst_leder_nn', models.CharField(blank=True, max_length=300, verbose_name='spørsmål til lederen på nynorsk')),
                ('valg', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='svaralternativer')),
                ('valg_nn', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='svaralternativer på nynorsk')),
                ('riktig', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='riktig svar')),
                ('maa_besvares', models.BooleanField(default=False, verbose_name='må besvares')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('versjon', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sporsmal', to='evaluering.skjemaversjon')),
            ],
            options={
                'verbose_name': 'spørsmål',
                'verbose_name_plural': 'spørsmål',
                'ordering': ['rekkefolge', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SporsmalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slag', models.CharField(choices=[('skala', 'Skala fra 1 til 5'), ('valg', 'Valg mellom alternativer'), ('tall', 'Tall'), ('tekst', 'Fritekst')], default='skala', max_length=5, verbose_name='svares med')),
                ('tema', models.CharField(blank=True, choices=[('', 'Annet'), ('fornoyd', 'Fornøyd'), ('relevans', 'Relevans for arbeidet'), ('engasjement', 'Engasjement'), ('forpliktelse', 'Vil bruke det'), ('trygghet', 'Tror jeg får det til'), ('kunnskap', 'Kan det'), ('ferdighet', 'Klarer det'), ('holdning', 'Ser nytten av det'), ('bruk', 'Bruker det'), ('hindret', 'Det som hindret'), ('hjalp', 'Det som hjalp'), ('nytte', 'Nytte')], max_length=15, verbose_name='spør om')),
                ('tekst', models.CharField(max_length=300, verbose_name='spørsmål')),
                ('tekst_nn', models.CharField(blank=True, max_length=300, verbose_name='spørsmål på nynorsk')),
                ('tekst_leder', models.CharField(blank=True, max_length=300, verbose_name='spørsmål til lederen')),
                ('tekst_leder_nn', models.CharField(blank=True, max_length=300, verbose_name='spørsmål til lederen på nynorsk')),
                ('valg', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='svaralternativer')),
                ('valg_nn', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='svaralternativer på nynorsk')),
                ('riktig', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='riktig svar')),
                ('maa_besvares', models.BooleanField(default=False, verbose_name='må besvares')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=100, verbose_name='rekkefølge')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluering.sporsmal')),
                ('versjon', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluering.skjemaversjon')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Svar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('verdier', models.JSONField()),
                ('innsamling', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='svar', to='evaluering.innsamling')),
                ('kommune', models.ForeignKey(default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisasjon.kommune', verbose_name='kommune')),
            ],
            options={
                'verbose_name': 'svar',
                'verbose_name_plural': 'svar',
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='evaluering',
            constraint=models.UniqueConstraint(condition=models.Q(('kjoring__isnull', True), ('midler__isnull', True)), fields=('tiltak',), name='evaluering_en_per_tiltak'),
        ),
        migrations.AddConstraint(
            model_name='evaluering',
            constraint=models.CheckConstraint(condition=models.Q(('tiltak__isnull', False), models.Q(('kjoring__isnull', False), ('midler__isnull', True)), _connector='OR'), name='evaluering_av_noe'),
        ),
        migrations.AddConstraint(
            model_name='evaluering',
            constraint=models.CheckConstraint(condition=models.Q(('avsluttet__isnull', True), models.Q(models.Q(('laering', ''), _negated=True), models.Q(('anbefaling', ''), _negated=True)), _connector='OR'), name='evaluering_avsluttet_er_hel', violation_error_message='Skriv hva dere lærte, og velg hva dere gjør neste gang.'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsdeltaker',
            constraint=models.UniqueConstraint(fields=('evaluering', 'person'), name='evalueringsdeltaker_en_gang'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsoppsett',
            constraint=models.UniqueConstraint(fields=('kommune',), name='evalueringsoppsett_ett'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsoppsett',
            constraint=models.CheckConstraint(condition=models.Q(('minste_svar__gte', 3)), name='evalueringsoppsett_aldri_under_tre'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsregel',
            constraint=models.CheckConstraint(condition=models.Q(('nivaaer__len__gte', 1)), name='evalueringsregel_har_nivaa', violation_error_message='Velg minst ett nivå.'),
        ),
        migrations.AddConstraint(
            model_name='indikator',
            constraint=models.UniqueConstraint(fields=('evaluering', 'navn'), name='indikator_navn_unikt', violation_error_message='Evalueringen har allerede denne indikatoren.'),
        ),
        migrations.AddConstraint(
            model_name='indikatormaaling',
            constraint=models.UniqueConstraint(fields=('indikator', 'dato', 'sammenligning'), name='indikatormaaling_en_per_dag', violation_error_message='Indikatoren har allerede en måling på denne dagen.'),
        ),
        migrations.AddConstraint(
            model_name='deltakersvar',
            constraint=models.UniqueConstraint(fields=('innsamling', 'deltaker', 'som'), name='deltakersvar_ett_fra_hver'),
        ),
        migrations.AddConstraint(
            model_name='deltakersvar',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('av__isnull', True), ('poeng__isnull', True)), models.Q(('av__gt', 0), ('poeng__gte', 0), ('poeng__lte', models.F('av'))), _connector='OR'), name='deltakersvar_poeng_av_noe', violation_error_message='Poengene kan ikke være flere enn det går an å få.'),
        ),
        migrations.AddConstraint(
            model_name='lenke',
            constraint=models.UniqueConstraint(fields=('innsamling', 'person', 'som', 'om'), name='lenke_en_til_hver'),
        ),
        migrations.AddConstraint(
            model_name='nyttelinje',
            constraint=models.CheckConstraint(condition=models.Q(('lav__gte', 0), ('lav__lte', models.F('sannsynlig')), ('sannsynlig__lte', models.F('hoy'))), name='nyttelinje_lav_til_hoy', violation_error_message='Det lave anslaget må være minst, og det høye størst.'),
        ),
        migrations.AddConstraint(
            model_name='nyttelinje',
            constraint=models.CheckConstraint(condition=models.Q(('slag', 'kostnad'), models.Q(('forutsetning', ''), _negated=True), _connector='OR'), name='nyttelinje_nytte_har_forutsetning', violation_error_message='Skriv hva anslaget bygger på.'),
        ),
        migrations.AddConstraint(
            model_name='skjema',
            constraint=models.UniqueConstraint(fields=('kommune', 'navn'), name='skjema_navn_unikt', violation_error_message='Dere har allerede et skjema med dette navnet.'),
        ),
        migrations.AddConstraint(
            model_name='nivaastandard',
            constraint=models.UniqueConstraint(fields=('kommune', 'niva'), name='nivaastandard_en_per_niva'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsniva',
            constraint=models.UniqueConstraint(fields=('evaluering', 'niva'), name='evalueringsniva_en_gang'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsniva',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'rakk_ikke'), _negated=True), models.Q(('grunn', ''), _negated=True), _connector='OR'), name='evalueringsniva_rakk_ikke_med_grunn', violation_error_message='Skriv hvorfor dere ikke rakk det.'),
        ),
        migrations.AddConstraint(
            model_name='evalueringsniva',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('metode', 'brukerundersokelse'), _negated=True), models.Q(('annet', ''), _negated=True), _connector='OR'), name='evalueringsniva_annet_kan_forklare', violation_error_message='Skriv hva annet enn tiltaket som kan forklare endringen.'),
        ),
        migrations.AddConstraint(
            model_name='skjemaversjon',
            constraint=models.UniqueConstraint(fields=('skjema', 'nummer'), name='skjemaversjon_nummer_unikt'),
        ),
        migrations.AddIndex(
            model_name='innsamling',
            index=models.Index(condition=models.Q(('lukket__isnull', True)), fields=['lukker'], name='innsamling_aapne'),
        ),
        migrations.AddConstraint(
            model_name='innsamling',
            constraint=models.UniqueConstraint(fields=('niva', 'moment'), name='innsamling_en_per_moment'),
        ),
        migrations.AddConstraint(
            model_name='innsamling',
            constraint=models.UniqueConstraint(condition=models.Q(('kode', ''), _negated=True), fields=('kode',), name='innsamling_kode_unik'),
        ),
        migrations.AddConstraint(
            model_name='innsamling',
            constraint=models.CheckConstraint(condition=models.Q(('lukker__gt', models.F('aapner'))), name='innsamling_lukker_etter_at_den_aapner'),
        ),
        migrations.AddConstraint(
            model_name='sporsmal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slag', 'valg'), _negated=True), ('valg__len__gte', 2), _connector='OR'), name='sporsmal_valg_har_alternativer', violation_error_message='Skriv minst to svaralternativer, ett på hver linje.'),
        ),
        migrations.AddConstraint(
            model_name='sporsmal',
            constraint=models.CheckConstraint(condition=models.Q(('riktig__isnull', True), models.Q(('slag', 'valg'), ('valg__len__gt', models.F('riktig'))), _connector='OR'), name='sporsmal_riktig_er_et_alternativ', violation_error_message='Det riktige svaret må være ett av svaralternativene.'),
        ),
        triggere.LeggTilTrigger(
            model_name='evaluering',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringevent" ("anbefaling", "avsluttet", "enhet_id", "evaluator_id", "forventet", "id", "kjoring_id", "kommune_id", "laering", "midler_id", "neste_gang", "nytte_i_ord", "oppsummering", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planlagt", "planlagt_av_id", "tiltak_id") SELECT new_values."anbefaling", new_values."avsluttet", new_values."enhet_id", new_values."evaluator_id", new_values."forventet", new_values."id", new_values."kjoring_id", new_values."kommune_id", new_values."laering", new_values."midler_id", new_values."neste_gang", new_values."nytte_i_ord", new_values."oppsummering", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."planlagt", new_values."planlagt_av_id", new_values."tiltak_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e37646f9a33b658338c40bbf9a153ef15e7740c0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_33fd2', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_evaluering', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evaluering',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringevent" ("anbefaling", "avsluttet", "enhet_id", "evaluator_id", "forventet", "id", "kjoring_id", "kommune_id", "laering", "midler_id", "neste_gang", "nytte_i_ord", "oppsummering", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planlagt", "planlagt_av_id", "tiltak_id") SELECT new_values."anbefaling", new_values."avsluttet", new_values."enhet_id", new_values."evaluator_id", new_values."forventet", new_values."id", new_values."kjoring_id", new_values."kommune_id", new_values."laering", new_values."midler_id", new_values."neste_gang", new_values."nytte_i_ord", new_values."oppsummering", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."planlagt", new_values."planlagt_av_id", new_values."tiltak_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7c9a36aa9700251491c50a22fb61edc32486bc2b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fd606', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_evaluering', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evaluering',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringevent" ("anbefaling", "avsluttet", "enhet_id", "evaluator_id", "forventet", "id", "kjoring_id", "kommune_id", "laering", "midler_id", "neste_gang", "nytte_i_ord", "oppsummering", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planlagt", "planlagt_av_id", "tiltak_id") SELECT old_values."anbefaling", old_values."avsluttet", old_values."enhet_id", old_values."evaluator_id", old_values."forventet", old_values."id", old_values."kjoring_id", old_values."kommune_id", old_values."laering", old_values."midler_id", old_values."neste_gang", old_values."nytte_i_ord", old_values."oppsummering", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."planlagt", old_values."planlagt_av_id", old_values."tiltak_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bb1df738671180ed8723b368e1e099453a91f8a4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cc350', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_evaluering', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='atferdevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a080c7cf67df2158ba3fda34583906e7f75bc99b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89877', table='evaluering_atferdevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='atferd',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_atferdevent" ("evaluering_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "tekst") SELECT new_values."evaluering_id", new_values."id", new_values."kommune_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rekkefolge", new_values."tekst" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0ec40458b1953a8eda9c844b4449ef52eaf6b72c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1268c', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_atferd', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='atferd',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_atferdevent" ("evaluering_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "tekst") SELECT new_values."evaluering_id", new_values."id", new_values."kommune_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rekkefolge", new_values."tekst" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='783c267f120299cf9f40225d729332deb593c384', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_37ffe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_atferd', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='atferd',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_atferdevent" ("evaluering_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "tekst") SELECT old_values."evaluering_id", old_values."id", old_values."kommune_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rekkefolge", old_values."tekst" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='deabb5fbde92a04e2d2d33c634d20ef98e68beec', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5f6d8', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_atferd', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eeab128db229e2fe5b68a5076d455f24609b6e37', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5255', table='evaluering_evalueringevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsoppsett',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsoppsettevent" ("id", "kommune_id", "minste_svar", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "svarfrist_dager") SELECT new_values."id", new_values."kommune_id", new_values."minste_svar", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."svarfrist_dager" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='35513f099ee94d9086365273883fe93b039dba18', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_117ef', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_evalueringsoppsett', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsoppsett',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsoppsettevent" ("id", "kommune_id", "minste_svar", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "svarfrist_dager") SELECT new_values."id", new_values."kommune_id", new_values."minste_svar", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."svarfrist_dager" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='87e319e2de0b671657064f0b26725e1aee1fd70c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d41be', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_evalueringsoppsett', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsoppsett',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsoppsettevent" ("id", "kommune_id", "minste_svar", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "svarfrist_dager") SELECT old_values."id", old_values."kommune_id", old_values."minste_svar", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."svarfrist_dager" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3cc889621539e16cf54b4d824d489f7e8b536db9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a3945', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_evalueringsoppsett', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsoppsettevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a5764d9101bfd37aace1c621ad5a1d6d07957732', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0af36', table='evaluering_evalueringsoppsettevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsregel',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsregelevent" ("belop_over", "gjelder", "i_bruk", "id", "kommune_id", "laeringsform_id", "nivaaer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."belop_over", new_values."gjelder", new_values."i_bruk", new_values."id", new_values."kommune_id", new_values."laeringsform_id", new_values."nivaaer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d59e759a47ba1467cbd53491f21903fec5841d05', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a9859', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_evalueringsregel', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsregel',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsregelevent" ("belop_over", "gjelder", "i_bruk", "id", "kommune_id", "laeringsform_id", "nivaaer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."belop_over", new_values."gjelder", new_values."i_bruk", new_values."id", new_values."kommune_id", new_values."laeringsform_id", new_values."nivaaer", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50284af877b1e6e499c634f3d9a8193b238ec540', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6fa35', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_evalueringsregel', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsregel',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsregelevent" ("belop_over", "gjelder", "i_bruk", "id", "kommune_id", "laeringsform_id", "nivaaer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."belop_over", old_values."gjelder", old_values."i_bruk", old_values."id", old_values."kommune_id", old_values."laeringsform_id", old_values."nivaaer", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='55e2c4df007d79f26d19683f355459d8b53e35b6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7b7d9', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_evalueringsregel', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsregelevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7eecd39b6e9bcee48b8ab925c2e062a6cbbe0c69', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_59a77', table='evaluering_evalueringsregelevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_indikatorevent" ("evaluering_id", "id", "kommune_id", "maal_id", "maaleenhet", "maaltall", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "retning", "utgangspunkt", "utgangspunkt_dato") SELECT new_values."evaluering_id", new_values."id", new_values."kommune_id", new_values."maal_id", new_values."maaleenhet", new_values."maaltall", new_values."navn", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rekkefolge", new_values."retning", new_values."utgangspunkt", new_values."utgangspunkt_dato" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8653f43b2ddbe0c75dae314934bfa6cf6819539e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e1cbc', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_indikator', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_indikatorevent" ("evaluering_id", "id", "kommune_id", "maal_id", "maaleenhet", "maaltall", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "retning", "utgangspunkt", "utgangspunkt_dato") SELECT new_values."evaluering_id", new_values."id", new_values."kommune_id", new_values."maal_id", new_values."maaleenhet", new_values."maaltall", new_values."navn", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rekkefolge", new_values."retning", new_values."utgangspunkt", new_values."utgangspunkt_dato" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='981cd823b62516d9341c772019667a6c05ef98c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4324e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_indikator', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_indikatorevent" ("evaluering_id", "id", "kommune_id", "maal_id", "maaleenhet", "maaltall", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "retning", "utgangspunkt", "utgangspunkt_dato") SELECT old_values."evaluering_id", old_values."id", old_values."kommune_id", old_values."maal_id", old_values."maaleenhet", old_values."maaltall", old_values."navn", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rekkefolge", old_values."retning", old_values."utgangspunkt", old_values."utgangspunkt_dato" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='007158cc2ab6a7a6ace653a6c1f7a9ca495df136', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1ca91', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_indikator', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='59c08adfddae36118095f50d24c09630a4f05147', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_209fc', table='evaluering_indikatorevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikatormaaling',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_indikatormaalingevent" ("dato", "id", "indikator_id", "kommune_id", "merknad", "nevner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenligning", "verdi") SELECT new_values."dato", new_values."id", new_values."indikator_id", new_values."kommune_id", new_values."merknad", new_values."nevner", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sammenligning", new_values."verdi" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='510c0bcab8540c3d4d07530d028ddae1b25b5003', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9e3c2', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_indikatormaaling', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikatormaaling',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_indikatormaalingevent" ("dato", "id", "indikator_id", "kommune_id", "merknad", "nevner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenligning", "verdi") SELECT new_values."dato", new_values."id", new_values."indikator_id", new_values."kommune_id", new_values."merknad", new_values."nevner", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sammenligning", new_values."verdi" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a2ae80555a8edcfb590693ca8888a816a0530c14', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e4633', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_indikatormaaling', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikatormaaling',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_indikatormaalingevent" ("dato", "id", "indikator_id", "kommune_id", "merknad", "nevner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenligning", "verdi") SELECT old_values."dato", old_values."id", old_values."indikator_id", old_values."kommune_id", old_values."merknad", old_values."nevner", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sammenligning", old_values."verdi" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d4475ec5ddf2b029857795e40cc694f33eeebbfa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_74a60', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_indikatormaaling', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='indikatormaalingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce8865a645f615afdb140b0b789796621e5fa847', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f331f', table='evaluering_indikatormaalingevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='deltakersvarevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='175af83cd3f6345596ef9e2ade010ec816b803cf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_778f8', table='evaluering_deltakersvarevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='deltakersvar',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_deltakersvarevent" ("av", "bestaatt", "deltaker_id", "id", "innsamling_id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poeng", "som", "svart", "svart_av_id", "verdier") SELECT new_values."av", new_values."bestaatt", new_values."deltaker_id", new_values."id", new_values."innsamling_id", new_values."kommune_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poeng", new_values."som", new_values."svart", new_values."svart_av_id", new_values."verdier" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5f1776c88b161ebfb9d2bfa08dfd70aa4256957d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ca407', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_deltakersvar', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='deltakersvar',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_deltakersvarevent" ("av", "bestaatt", "deltaker_id", "id", "innsamling_id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poeng", "som", "svart", "svart_av_id", "verdier") SELECT new_values."av", new_values."bestaatt", new_values."deltaker_id", new_values."id", new_values."innsamling_id", new_values."kommune_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."poeng", new_values."som", new_values."svart", new_values."svart_av_id", new_values."verdier" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d5bb40084f7ad3d64575fa566a023df616154c6f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a985a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_deltakersvar', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='deltakersvar',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_deltakersvarevent" ("av", "bestaatt", "deltaker_id", "id", "innsamling_id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poeng", "som", "svart", "svart_av_id", "verdier") SELECT old_values."av", old_values."bestaatt", old_values."deltaker_id", old_values."id", old_values."innsamling_id", old_values."kommune_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."poeng", old_values."som", old_values."svart", old_values."svart_av_id", old_values."verdier" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='27ff8bb1a3f76791e3e965dc9578ae232930467b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d15b1', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_deltakersvar', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nyttelinje',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_nyttelinjeevent" ("evaluering_id", "forutsetning", "hoy", "id", "kommune_id", "lav", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "rekkefolge", "sannsynlig", "slag") SELECT new_values."evaluering_id", new_values."forutsetning", new_values."hoy", new_values."id", new_values."kommune_id", new_values."lav", new_values."navn", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post", new_values."rekkefolge", new_values."sannsynlig", new_values."slag" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='860f3de0e3057291c22c50b29d134409b7be49d2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ee072', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_nyttelinje', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nyttelinje',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_nyttelinjeevent" ("evaluering_id", "forutsetning", "hoy", "id", "kommune_id", "lav", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "rekkefolge", "sannsynlig", "slag") SELECT new_values."evaluering_id", new_values."forutsetning", new_values."hoy", new_values."id", new_values."kommune_id", new_values."lav", new_values."navn", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post", new_values."rekkefolge", new_values."sannsynlig", new_values."slag" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b1cfe4a41c3fe20d2b6fb82a685bc9cf8317e7ee', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_77a80', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_nyttelinje', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nyttelinje',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_nyttelinjeevent" ("evaluering_id", "forutsetning", "hoy", "id", "kommune_id", "lav", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "rekkefolge", "sannsynlig", "slag") SELECT old_values."evaluering_id", old_values."forutsetning", old_values."hoy", old_values."id", old_values."kommune_id", old_values."lav", old_values."navn", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."post", old_values."rekkefolge", old_values."sannsynlig", old_values."slag" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f3d1781d60a41507b75fdeea4a437bc1dc0e70ca', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_46697', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_nyttelinje', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nyttelinjeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4950318e72a5b1c5db484f27677e250905cecdaf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_55acb', table='evaluering_nyttelinjeevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjema',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_skjemaevent" ("beskrivelse", "i_bruk", "id", "kommune_id", "navn", "niva", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."beskrivelse", new_values."i_bruk", new_values."id", new_values."kommune_id", new_values."navn", new_values."niva", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fc353a3920ec05f9cf9c58a1349f771015532dc3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cc306', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_skjema', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjema',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_skjemaevent" ("beskrivelse", "i_bruk", "id", "kommune_id", "navn", "niva", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."beskrivelse", new_values."i_bruk", new_values."id", new_values."kommune_id", new_values."navn", new_values."niva", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='96df485c9ca6a40c3c4b5f0eb6d89d9e04944529', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_57133', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_skjema', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjema',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_skjemaevent" ("beskrivelse", "i_bruk", "id", "kommune_id", "navn", "niva", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."beskrivelse", old_values."i_bruk", old_values."id", old_values."kommune_id", old_values."navn", old_values."niva", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3af391e31858a0230d0891b5da311b04f562e758', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_aaed1', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_skjema', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nivaastandardevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aa12b14f1ad248da9ad66c9b71227c6e7de56af7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_48b3b', table='evaluering_nivaastandardevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='nivaastandard',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_nivaastandardevent" ("dager", "id", "kommune_id", "metode", "niva", "ogsaa_foer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regnes_fra", "skjema_id", "svarer") SELECT new_values."dager", new_values."id", new_values."kommune_id", new_values."metode", new_values."niva", new_values."ogsaa_foer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."regnes_fra", new_values."skjema_id", new_values."svarer" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='351bc27dac8886b98c9b91e9910ca45e86cbe722', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_010a1', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_nivaastandard', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nivaastandard',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_nivaastandardevent" ("dager", "id", "kommune_id", "metode", "niva", "ogsaa_foer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regnes_fra", "skjema_id", "svarer") SELECT new_values."dager", new_values."id", new_values."kommune_id", new_values."metode", new_values."niva", new_values."ogsaa_foer", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."regnes_fra", new_values."skjema_id", new_values."svarer" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9fdc61f5c4728bed65c092e3980af31b650ace33', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_abcb8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_nivaastandard', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='nivaastandard',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_nivaastandardevent" ("dager", "id", "kommune_id", "metode", "niva", "ogsaa_foer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regnes_fra", "skjema_id", "svarer") SELECT old_values."dager", old_values."id", old_values."kommune_id", old_values."metode", old_values."niva", old_values."ogsaa_foer", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."regnes_fra", old_values."skjema_id", old_values."svarer" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='817c89efd22ed57e1298bcdbaf5e4ea09cdc4d61', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e789e', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_nivaastandard', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsnivaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b8c3b8a9752795ae4bb83c213d6c9612546c12b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27583', table='evaluering_evalueringsnivaevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsniva',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsnivaevent" ("annet", "dager", "evaluering_id", "grunn", "id", "kommune_id", "metode", "niva", "ogsaa_foer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regnes_fra", "skjema_id", "status", "svarer") SELECT new_values."annet", new_values."dager", new_values."evaluering_id", new_values."grunn", new_values."id", new_values."kommune_id", new_values."metode", new_values."niva", new_values."ogsaa_foer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."regnes_fra", new_values."skjema_id", new_values."status", new_values."svarer" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4ce5531a329f2e7918d46d928cd413ef886aef0d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_04024', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_evalueringsniva', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsniva',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsnivaevent" ("annet", "dager", "evaluering_id", "grunn", "id", "kommune_id", "metode", "niva", "ogsaa_foer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regnes_fra", "skjema_id", "status", "svarer") SELECT new_values."annet", new_values."dager", new_values."evaluering_id", new_values."grunn", new_values."id", new_values."kommune_id", new_values."metode", new_values."niva", new_values."ogsaa_foer", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."regnes_fra", new_values."skjema_id", new_values."status", new_values."svarer" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f5759db215393dd22ff22da147116cd1099affdd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9367c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_evalueringsniva', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='evalueringsniva',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_evalueringsnivaevent" ("annet", "dager", "evaluering_id", "grunn", "id", "kommune_id", "metode", "niva", "ogsaa_foer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regnes_fra", "skjema_id", "status", "svarer") SELECT old_values."annet", old_values."dager", old_values."evaluering_id", old_values."grunn", old_values."id", old_values."kommune_id", old_values."metode", old_values."niva", old_values."ogsaa_foer", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."regnes_fra", old_values."skjema_id", old_values."status", old_values."svarer" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b320fafc68a9388c7878715f481b02be262de584', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_45c1f', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_evalueringsniva', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjemaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f1bd441dd4d629e71eee581c1189573a8da5869', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0c1a0', table='evaluering_skjemaevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjemaversjon',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_skjemaversjonevent" ("fra", "id", "kommune_id", "nummer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skjema_id") SELECT new_values."fra", new_values."id", new_values."kommune_id", new_values."nummer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."skjema_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9676276d91426215aa0171d11d6c68c8801fbcb6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_65470', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_skjemaversjon', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjemaversjon',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_skjemaversjonevent" ("fra", "id", "kommune_id", "nummer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skjema_id") SELECT new_values."fra", new_values."id", new_values."kommune_id", new_values."nummer", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."skjema_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5ae2f76313500b9dd31da83b56a3b6c3671c8c7b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_97c8e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_skjemaversjon', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjemaversjon',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_skjemaversjonevent" ("fra", "id", "kommune_id", "nummer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skjema_id") SELECT old_values."fra", old_values."id", old_values."kommune_id", old_values."nummer", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."skjema_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7a46d7a2040b85d45ec781932546339a12e2d240', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_763f7', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_skjemaversjon', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='innsamlingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='57172124fe5fdc360e742a5341e59755608c5002', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dd799', table='evaluering_innsamlingevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='innsamling',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_innsamlingevent" ("aapner", "id", "kode", "kommune_id", "lukker", "lukket", "moment", "niva_id", "paaminnelser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "spurt", "versjon_id") SELECT new_values."aapner", new_values."id", new_values."kode", new_values."kommune_id", new_values."lukker", new_values."lukket", new_values."moment", new_values."niva_id", new_values."paaminnelser", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."spurt", new_values."versjon_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d595f91ac613cf12e7633230b44da9b056e19cf0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f719d', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_innsamling', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='innsamling',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_innsamlingevent" ("aapner", "id", "kode", "kommune_id", "lukker", "lukket", "moment", "niva_id", "paaminnelser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "spurt", "versjon_id") SELECT new_values."aapner", new_values."id", new_values."kode", new_values."kommune_id", new_values."lukker", new_values."lukket", new_values."moment", new_values."niva_id", new_values."paaminnelser", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."spurt", new_values."versjon_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ff71846f5f4288f344199c0b9d42b19b7e659900', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6de28', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_innsamling', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='innsamling',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_innsamlingevent" ("aapner", "id", "kode", "kommune_id", "lukker", "lukket", "moment", "niva_id", "paaminnelser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "spurt", "versjon_id") SELECT old_values."aapner", old_values."id", old_values."kode", old_values."kommune_id", old_values."lukker", old_values."lukket", old_values."moment", old_values."niva_id", old_values."paaminnelser", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."spurt", old_values."versjon_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dc3647570027d4219e7050d963c264fcbde5b468', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_92644', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_innsamling', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='skjemaversjonevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d59864e301a5e00e3a0b7a629ffafaf8174e913f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4fe3d', table='evaluering_skjemaversjonevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='sporsmal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_sporsmalevent" ("id", "kommune_id", "maa_besvares", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "riktig", "slag", "tekst", "tekst_leder", "tekst_leder_nn", "tekst_nn", "tema", "valg", "valg_nn", "versjon_id") SELECT new_values."id", new_values."kommune_id", new_values."maa_besvares", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rekkefolge", new_values."riktig", new_values."slag", new_values."tekst", new_values."tekst_leder", new_values."tekst_leder_nn", new_values."tekst_nn", new_values."tema", new_values."valg", new_values."valg_nn", new_values."versjon_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ffef343db8a6fb0202b30c6ba32873f05896acc1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_116c2', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluering_sporsmal', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='sporsmal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_sporsmalevent" ("id", "kommune_id", "maa_besvares", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "riktig", "slag", "tekst", "tekst_leder", "tekst_leder_nn", "tekst_nn", "tema", "valg", "valg_nn", "versjon_id") SELECT new_values."id", new_values."kommune_id", new_values."maa_besvares", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rekkefolge", new_values."riktig", new_values."slag", new_values."tekst", new_values."tekst_leder", new_values."tekst_leder_nn", new_values."tekst_nn", new_values."tema", new_values."valg", new_values."valg_nn", new_values."versjon_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7a607701107cdc92226556a0a6f41b86b8005f0f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7e653', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluering_sporsmal', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='sporsmal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluering_sporsmalevent" ("id", "kommune_id", "maa_besvares", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "riktig", "slag", "tekst", "tekst_leder", "tekst_leder_nn", "tekst_nn", "tema", "valg", "valg_nn", "versjon_id") SELECT old_values."id", old_values."kommune_id", old_values."maa_besvares", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rekkefolge", old_values."riktig", old_values."slag", old_values."tekst", old_values."tekst_leder", old_values."tekst_leder_nn", old_values."tekst_nn", old_values."tema", old_values."valg", old_values."valg_nn", old_values."versjon_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='872b61f1656d78bab1a372f58d503b8e3a58bdec', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a6820', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluering_sporsmal', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='sporsmalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6f0e86745b097178d5231bb2fc5fd44383e758b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_880a1', table='evaluering_sporsmalevent', when='BEFORE')),
        ),
    ]
