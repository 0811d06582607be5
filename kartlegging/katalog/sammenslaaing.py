"""Two competences that are the same become one: everything that points to the one follows to the other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.katalog.overlapp import foren
from kartlegging.katalog.sirkler import krev_inkluderinger_uten_sirkel
from kartlegging.models import (
    Behovsmelding,
    Foresporsel,
    Inkludering,
    Kompetanse,
    Kompetanseforslag,
    Kompetansekrav,
    Nivaatekst,
    Personkompetanse,
    Stillingskategori,
    Synonym,
    Utlopsvarsel,
)
from kompetanse.organisasjon.models import Bruker


@transaction.atomic
def slaa_sammen(kilde: Kompetanse, maal: Kompetanse, *, bruker: Bruker) -> Kompetanse:
    """Let `kilde` go on in `maal`, which keeps its own name, texts and settings. Returns `maal`.

    What people have, requirements, inclusions, synonyms and missing level texts follow, and the old name becomes a
    synonym. Raises ValidationError when the two have unlike scales, or when something would include itself.
    What is registered at the same instant follows too: the database sees to that (migration of this table).
    """
    laas_katalogen(bruker)
    # Whoever is registering either of them waits here, or goes on when this is done.
    laaste = Kompetanse.objects.select_for_update(of=["self"]).order_by("pk").in_bulk([kilde.pk, maal.pk])
    kilde, maal = laaste[kilde.pk], laaste[maal.pk]
    _kontroller(kilde, maal)
    antall = {"poster": kilde.hos_personer.count(), "krav": kilde.krav.count()}
    _flytt_ord(kilde, maal)
    _flytt_inkluderinger(kilde, maal)
    _flytt_krav(kilde, maal)
    _flytt_poster(kilde, maal)
    _avslutt(kilde, maal)
    krev_inkluderinger_uten_sirkel()
    logg(maal, "kompetanse.slaatt_sammen", bruker=bruker, fra=kilde.navn, til=maal.navn, **antall)
    return maal


def _kontroller(kilde, maal):
    if kilde.pk == maal.pk:
        raise ValidationError(_("Velg en annen kompetanse enn den selv."))
    if borte := next((en for en in (kilde, maal) if en.slaatt_sammen_med_id), None):
        raise ValidationError(_("«%s» er alt slått sammen med en annen.") % borte)
    if kilde.skala_id != maal.skala_id:
        raise ValidationError(
            _("De to har ulik skala, så nivåene betyr ikke det samme. Gi «%s» den andre skalaen først.") % kilde
        )


def _flytt_ord(kilde, maal):
    """Synonyms, the old name among them, and texts for levels that have none."""
    kjente = {maal.navn.casefold(), *(ord_.casefold() for ord_ in maal.synonymer.values_list("ord", flat=True))}
    nye = {}
    for ord_ in (kilde.navn, *kilde.synonymer.values_list("ord", flat=True)):
        nye.setdefault(ord_.casefold(), ord_[: Synonym._meta.get_field("ord").max_length])
    Synonym.objects.bulk_create(Synonym(kompetanse=maal, ord=ord_) for lik, ord_ in nye.items() if lik not in kjente)
    kilde.synonymer.all().delete()
    har_tekst = maal.nivaatekster.values("nivaa")
    Nivaatekst.objects.filter(kompetanse=kilde).exclude(nivaa__in=har_tekst).update(kompetanse=maal)
    kilde.nivaatekster.all().delete()


def _flytt_inkluderinger(kilde, maal):
    """Both ways; not what the two had with each other, and nothing twice."""
    par = {
        (maal.pk if fra == kilde.pk else fra, maal.pk if til == kilde.pk else til)
        for fra, til in Inkludering.objects.filter(kompetanse=kilde).values_list("kompetanse_id", "inkluderer_id")
        | Inkludering.objects.filter(inkluderer=kilde).values_list("kompetanse_id", "inkluderer_id")
    }
    (Inkludering.objects.filter(kompetanse=kilde) | Inkludering.objects.filter(inkluderer=kilde)).delete()
    Inkludering.objects.bulk_create(
        [Inkludering(kompetanse_id=fra, inkluderer_id=til) for fra, til in par if fra != til], ignore_conflicts=True
    )


def _flytt_krav(kilde, maal):
    """What positions, units, tasks and roles ask for, what a leader has asked the unit about, and what units need more of:
    where both are wanted, the need for the one that goes on stands."""
    aapne = Behovsmelding.objects.filter(trukket__isnull=True)
    dobbelt = aapne.filter(kompetanse=kilde, enhet__in=aapne.filter(kompetanse=maal).order_by().values("enhet"))
    dobbelt.update(trukket=timezone.now())
    for modell in (Kompetansekrav, Foresporsel, Behovsmelding):
        modell.objects.filter(kompetanse=kilde).update(kompetanse=maal)
    for kategori in Stillingskategori.objects.filter(formalkrav=kilde):
        kategori.formalkrav.remove(kilde)
        kategori.formalkrav.add(maal)


def _flytt_poster(kilde, maal):
    """What people have. Two rows of a person that would now overlap at a level are joined first."""
    foren(kilde, maal)
    Personkompetanse.objects.filter(kompetanse=kilde).update(kompetanse=maal)
    samme = {felt: OuterRef(felt) for felt in ("person", "utloper", "dager")}
    alt_sendt = Exists(Utlopsvarsel.objects.filter(kompetanse=maal, **samme))
    Utlopsvarsel.objects.filter(alt_sendt, kompetanse=kilde).delete()
    Utlopsvarsel.objects.filter(kompetanse=kilde).update(kompetanse=maal)


def _avslutt(kilde, maal):
    """The row stays, as what the name once led to; those that were merged into it lead on."""
    Kompetanse.objects.filter(slaatt_sammen_med=kilde).update(slaatt_sammen_med=maal)
    Kompetanseforslag.objects.filter(kompetanse=kilde).update(kompetanse=maal)
    arvet = kilde.nokkel if not maal.nokkel else ""
    Kompetanse.objects.filter(pk=kilde.pk).update(
        slaatt_sammen_med=maal,
        avviklet=kilde.avviklet or timezone.localdate(),
        nokkel="" if arvet else kilde.nokkel,
    )
    if arvet:
        Kompetanse.objects.filter(pk=maal.pk).update(nokkel=arvet)
