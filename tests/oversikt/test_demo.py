"""The demo municipality is alive on any day: nothing is dated ahead of its time, and something waits for everyone."""

from collections import Counter

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from kartlegging.models import Kompetansekrav, Oppbevaring, Personkompetanse
from kartlegging.oppbevaring.frister import sluttede
from kartlegging.oppfylling import Tilstand, oppfylling
from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon.models import Bruker, Kommune, Person
from kompetanse.oversikt.demo import INNLOGGINGER
from kompetanse.oversikt.oppgaver import oppgaver_for
from planer.models import Kompetanseplan, Plannivaa
from soknader.models import MbuSak, Mote, Ramme, Saksteg, Sluttrapport, Soknad, Vedtak
from tests.klokke import aar, dag, tidspunkt

# In each stretch of the year something else lies before or after New Year.
DAGER = ["2028-02-29T10:00", "2026-12-31T23:50", "2027-01-01T00:10", "2027-04-20T10:00"]
SVARER = ("Avdelingsdirektør", "HR-rådgiver", "HR-direktør")

pytestmark = [pytest.mark.flyt, pytest.mark.django_db, pytest.mark.usefixtures("ingen_kommune", "lager")]


@pytest.fixture(params=DAGER)
def demo(request, uten_pdf):
    """The municipality as `make demo` fills it on the day; the test works inside its wall."""
    with time_machine.travel(tidspunkt(request.param)):
        call_command("demo", verbosity=0)
        with vegg.innenfor(Kommune.objects.get().pk):
            yield


def test_the_demo_is_alive_and_its_dates_stand_in_order(demo):
    assert_nothing_is_ahead_of_its_time()
    assert_dates_stand_in_order()
    assert_something_waits()
    assert_the_work_demands_something_of_everyone()
    assert_those_who_have_left_are_kept_blocked_and_held_back()
    assert_the_overall_plan_was_discussed_and_put_before_its_body()


def assert_nothing_is_ahead_of_its_time():
    naa = timezone.now()
    assert not Hendelse.objects.filter(tidspunkt__gt=naa).exists()
    assert not Varsel.objects.filter(opprettet__gt=naa).exists()
    assert not Soknad.objects.filter(sendt__gt=naa).exists()
    assert not Vedtak.objects.filter(fattet__gt=naa).exists()
    assert not MbuSak.objects.filter(vedtaksdato__gt=dag()).exists()
    assert not Mote.objects.filter(status=Mote.Status.AVSLUTTET, dato__gt=dag()).exists()


def assert_the_overall_plan_was_discussed_and_put_before_its_body():
    plan = Kompetanseplan.objects.get(nivaa=Plannivaa.KOMMUNE)
    drofting, sak, versjon = plan.droftinger.get(), plan.saksframlegg.get(), plan.versjoner.get()
    assert drofting.mote < timezone.localdate(sak.sendt) < sak.motedato == versjon.vedtatt
    assert sak.saksnummer == versjon.saksnummer
    assert drofting.parter.exclude(syn="").exists()
    assert not plan.seksjoner.filter(tekst="").exists()
    assert plan.arbeidsgruppe.count() == 4


def assert_dates_stand_in_order():
    rammer = {ramme.aar: Hendelse.objects.for_objekt(ramme).earliest("tidspunkt") for ramme in Ramme.objects.all()}
    for soknad in Soknad.objects.all():
        assert soknad.aar == soknad.periode_fra.year
        assert rammer[soknad.aar].tidspunkt < Hendelse.objects.for_objekt(soknad).earliest("tidspunkt").tidspunkt
    for vedtak in Vedtak.objects.select_related("soknad"):
        assert vedtak.soknad.sendt < vedtak.fattet
        assert timezone.localdate(vedtak.fattet) < vedtak.soknad.periode_fra
    for rapport in Sluttrapport.objects.select_related("soknad"):
        assert timezone.localdate(rapport.levert) > rapport.soknad.periode_til


def assert_something_waits():
    neste = Mote.objects.get(status=Mote.Status.PLANLAGT)
    assert neste.dato > dag()
    assert neste.saker.count() >= 2
    assert Saksteg.objects.ventende().filter(frist__lt=dag()).exists()
    assert Ramme.objects.filter(aar=aar()).exists()
    frister = set()
    for innlogging in INNLOGGINGER:
        if innlogging.rolle in SVARER:
            oppgaver = oppgaver_for(Bruker.objects.get(epost=innlogging.epost))
            assert oppgaver, innlogging.rolle
            frister |= {oppgave.frist_dato for oppgave in oppgaver}
    assert min(frist for frist in frister if frist) < dag()


def assert_the_work_demands_something_of_everyone():
    """And some have it, some nearly, some not, some have time; and here and there only one can."""
    ansatte = Person.objects.ansatt()
    svar = oppfylling(ansatte)
    assert {ett.person_id for ett in svar if ett.berort} == set(ansatte.values_list("pk", flat=True))
    assert {ett.tilstand for ett in svar} == set(Tilstand.values)
    assert any(ett.har_frist(dag()) for ett in svar)
    assert any(ett.gaar_ut_snart(dag()) for ett in svar)
    paa_antall = set(Kompetansekrav.objects.gjeldende().filter(antall__gt=1).values_list("pk", flat=True))
    assert 1 in Counter(ett.krav_id for ett in svar if ett.moter and ett.krav_id in paa_antall).values()


def assert_those_who_have_left_are_kept_blocked_and_held_back():
    folk = list(sluttede())
    sperret = [en for en in folk if getattr(en, "oppbevaring", None) and en.oppbevaring.sperret]
    assert 0 < len(sperret) < len(folk)
    assert all(en.oppbevaring.sperret <= dag() for en in sperret)
    assert min(en.slettes for en in folk) > dag()
    assert Oppbevaring.objects.get(utsatt_til__isnull=False).utsatt_til > dag()
    ubesvart = Personkompetanse.objects.filter(tilstand="egenvurdert", person__in=[en.pk for en in folk])
    assert ubesvart.order_by().values("person").distinct().count() == len(folk)
