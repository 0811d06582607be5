"""What is decided stays as it was: the database refuses to change it, whoever asks and with pgtrigger's switch or not."""

import pytest
from django.db import DatabaseError, connection, transaction

from soknader.models import Saksteg, Sluttrapport, Soknad, Vedlegg
from soknader.sak import saksgang
from tests.soknader.factories import lag_soknad

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
    """A granted application with a budget, an attachment and a report."""
    soknad = lag_soknad(soker)
    Vedlegg.objects.create(soknad=soknad, **FIL)
    soknad.status, soknad.lopenummer = Soknad.Status.INNVILGET, 1
    soknad.save()
    Sluttrapport.objects.create(
        soknad=soknad, faktisk_kostnad=1, antall_deltakere=1, gjennomfort="Slik.", levert_av=soker
    )
    return soknad


def nektes(handling):
    with pytest.raises(DatabaseError), transaction.atomic():
        handling()


def test_a_report_changes_by_a_correction_that_counts_itself_and_no_other_way(avgjort):
    nektes(lambda: Sluttrapport.objects.update(faktisk_kostnad=2))
    nektes(lambda: Sluttrapport.objects.update(faktisk_kostnad=2, rettelser=2))
    nektes(lambda: Sluttrapport.objects.all().delete())

    assert Sluttrapport.objects.update(faktisk_kostnad=2, rettelser=1) == 1


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
