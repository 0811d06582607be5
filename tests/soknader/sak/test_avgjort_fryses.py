"""What is decided stays as it was: the database refuses to change it, whoever asks and with pgtrigger's switch or not."""

import pytest
from django.db import DatabaseError, connection, transaction

from soknader.models import Budsjettlinje, Saksteg, Sluttrapport, Soknad, Soknadsenhet, Vedlegg
from soknader.sak import saksgang
from tests.soknader.factories import lag_soknad
from tests.soknader.mbu_factories import lag_avgjort

FIL = {"filnavn": "a.pdf", "mime": "application/pdf", "lagringssti": "a", "sha256": "0" * 64, "storrelse": 1}


@pytest.fixture
def uten_vern(db):
    """The session asks that no trigger be run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('pgtrigger.ignore', array_agg(tgname::text)::text, true) from pg_trigger "
            "where not tgisinternal"
        )


@pytest.fixture
def avgjort(uten_vern, soker):
    """A granted application with a budget, an attachment, a section and a report."""
    soknad = lag_soknad(soker)
    Vedlegg.objects.create(soknad=soknad, **FIL)
    Soknadsenhet.objects.create(soknad=soknad, enhet=soknad.enhet, er_seksjon=True)
    soknad.status, soknad.lopenummer, soknad.nummeraar = Soknad.Status.INNVILGET, 1, soknad.aar
    soknad.save()
    Sluttrapport.objects.create(
        soknad=soknad, faktisk_kostnad=1, antall_deltakere=1, gjennomfort="Slik.", levert_av=soker
    )
    return soknad


def nektes(handling):
    with pytest.raises(DatabaseError), transaction.atomic():
        handling()


@pytest.mark.parametrize(
    "felt", [{"tittel": "En annen"}, {"soknadsbelop": 1}, {"egenandel": 1}, {"status": "utkast"}, {"avgjort": None}]
)
def test_an_application_that_is_decided_is_not_changed(avgjort, felt):
    felt = {"avgjort": avgjort.opprettet} if "avgjort" in felt else felt

    nektes(lambda: Soknad.objects.filter(pk=avgjort.pk).update(**felt))


def test_the_reminder_of_the_report_is_remembered_after_the_decision(avgjort):
    avgjort.rapport_paaminnet = Soknad.Rapportpaaminnelse.SLUTT
    avgjort.save(update_fields=["rapport_paaminnet"])

    assert Soknad.objects.get(pk=avgjort.pk).rapport_paaminnet == "slutt"


def test_an_application_that_is_decided_is_not_deleted(avgjort):
    nektes(lambda: Soknad.objects.filter(pk=avgjort.pk)._raw_delete("default"))


@pytest.mark.parametrize(("modell", "felt"), [(Budsjettlinje, {"belop": 1}), (Vedlegg, {"filnavn": "b.pdf"})])
def test_its_budget_and_attachments_stay(avgjort, modell, felt):
    nektes(lambda: modell.objects.update(**felt))
    nektes(lambda: modell.objects.all().delete())


def test_nothing_is_added_to_its_budget_or_attachments(avgjort):
    nektes(lambda: Budsjettlinje.objects.create(soknad=avgjort, hva="Mer", belop=1))
    nektes(lambda: Vedlegg.objects.create(soknad=avgjort, **FIL))


def test_the_units_that_it_names_stay_and_nobody_says_no_any_more(avgjort, tre, soker):
    nektes(lambda: Soknadsenhet.objects.create(soknad=avgjort, enhet=tre.barnehager))
    nektes(lambda: Soknadsenhet.objects.update(nei=avgjort.opprettet, nei_av=soker, nei_grunn="Nei"))
    nektes(lambda: Soknadsenhet.objects.all().delete())


def test_a_unit_that_it_names_is_followed_into_another(avgjort, tre):
    assert Soknadsenhet.objects.update(enhet=tre.barnehager, tidligere_enhet=avgjort.enhet) == 1


def test_a_report_changes_by_a_correction_that_counts_itself_and_no_other_way(avgjort):
    nektes(lambda: Sluttrapport.objects.update(faktisk_kostnad=2))
    nektes(lambda: Sluttrapport.objects.update(faktisk_kostnad=2, rettelser=2))
    nektes(lambda: Sluttrapport.objects.all().delete())

    assert Sluttrapport.objects.update(faktisk_kostnad=2, rettelser=1) == 1


def test_a_copy_of_a_draft_lets_it_go_after_its_own_decision(soker):
    utkast = lag_soknad(soker)
    kopi = lag_avgjort(soker, kopi_av=utkast)

    utkast.delete()

    kopi.refresh_from_db()
    assert (kopi.kopi_av, kopi.status) == (None, "innvilget")


def test_an_answered_step_stays(uten_vern, soker, avdelingsdirektor):
    soknad = saksgang.anbefal(saksgang.send_inn(lag_soknad(soker), bruker=soker), bruker=avdelingsdirektor)
    besvarte = Saksteg.objects.filter(soknad=soknad).exclude(avgjorelse="")

    nektes(lambda: besvarte.update(kommentar="En annen"))
    nektes(lambda: besvarte.delete())


def test_the_history_of_budget_and_attachments_is_kept(soker):
    soknad = lag_soknad(soker, linjer=[("Lokale", 1000)])
    vedlegg = Vedlegg.objects.create(soknad=soknad, **FIL)
    soknad.budsjett.update(belop=2000)
    vedlegg.delete()

    linjer = soknad.budsjett.get().events.order_by("pgh_id").values_list("pgh_label", "belop")
    assert [(label, int(belop)) for label, belop in linjer] == [("insert", 1000), ("update", 2000)]
    filer = Vedlegg.events.rel.related_model.objects.order_by("pgh_id").values_list("pgh_label", "filnavn")
    assert list(filer) == [("insert", "a.pdf"), ("delete", "a.pdf")]
