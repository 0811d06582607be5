"""What a new municipality's applications start with: the handbook's chain and the source case's sentences."""

from kompetanse.organisasjon.models import Kommune, Rollekode, Rolletype
from soknader.models import Kjedesteg, Soknadsoppsett, Steghandling

KJEDE = (
    (Rollekode.AVDELINGSDIREKTOR, "Avdelingsdirektør", Steghandling.ANBEFALING, 7),
    (Rollekode.HR_LEDER, "Avdelingsdirektør HR og virksomhetsstyring", Steghandling.INNSTILLING, 7),
    (Rollekode.ETATSLEDERGRUPPE, "Etatsledergruppen", Steghandling.MOTE, 30),
    (Rollekode.MBU_MEDLEM, "MBU orienteres", Steghandling.ORIENTERING, 60),
)


def opprett_standardoppsett(kommune: Kommune) -> None:
    """Give a kommune the default chain and texts. Run inside its wall, once, after `opprett_kommune`."""
    rolletyper = {rolletype.kode: rolletype for rolletype in Rolletype.objects.filter(kommune=kommune)}
    Soknadsoppsett.objects.create(kommune=kommune)
    Kjedesteg.objects.bulk_create(
        Kjedesteg(
            kommune=kommune,
            rekkefolge=plass,
            rolletype=rolletyper[kode],
            tittel=tittel,
            handling=handling,
            kan_returnere=handling in (Steghandling.ANBEFALING, Steghandling.INNSTILLING),
            kan_avslaa=handling == Steghandling.ANBEFALING,
            frist_dager=frist,
        )
        for plass, (kode, tittel, handling, frist) in enumerate(KJEDE, start=1)
    )
