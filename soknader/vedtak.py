"""The decision of one application: made once, never changed, and never for more money than is left."""

from soknader.models import Vedtak


def registrer_linjeavslag(soknad, *, bruker, begrunnelse, i_rolle="", paa_vegne_av=""):
    """The decision row of an application that the line refuses; `saksgang.avslaa` does all the rest.

    Call it inside the transaction of the refusal, with the application locked.
    """
    return Vedtak.objects.create(
        soknad=soknad,
        utfall=Vedtak.Utfall.AVSLAATT,
        begrunnelse=begrunnelse,
        fattet_av=bruker,
        i_rolle=str(i_rolle)[:200],
        paa_vegne_av=str(paa_vegne_av)[:200],
    )
