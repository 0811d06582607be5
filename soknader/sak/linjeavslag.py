"""The decision that a refusal in the line is: its row, and the order of its letter."""

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle
from soknader.models import Soknad, Vedtak
from soknader.sak.brev import bestill_brev


def registrer_linjeavslag(soknad: Soknad, *, bruker: Bruker, begrunnelse: str, rolle: AktivRolle) -> Vedtak:
    """The decision row of an application that the line refuses, and the order of its letter.

    Call it inside the transaction of the refusal, with the application locked; `saksgang.avslaa` does all the rest.
    """
    vedtak = Vedtak.objects.create(
        kommune_id=soknad.kommune_id,
        soknad=soknad,
        utfall=Vedtak.Utfall.AVSLAATT,
        begrunnelse=begrunnelse,
        fattet_av=bruker,
        **tilgang.i_rollen(rolle),
    )
    bestill_brev(vedtak, bruker)
    return vedtak
