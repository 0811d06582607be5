"""OpenID Connect: the one who has signed in at a provider is matched to one employee, or turned away.

A provider (setting OIDC_LEVERANDORER, see docs/drift.md) may say in its `settings`:
`kommune` (four digits; only people of that kommune come in), `epost_claim` (default `email`), `epost_er_verifisert`
(true when the provider vouches for addresses without `email_verified`), `ansattnummer_claim` (used with `kommune` only:
employee numbers are unique within a kommune).
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import render

from kompetanse.felles import vegg
from kompetanse.felles.epost import er_gyldig_adresse
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.organisasjon.models import Bruker, Person, Rolle, Stilling
from kompetanse.organisasjon.signals import meld_roller_endret


class OidcAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made for employees below, never by a sign-up form."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in the account that belongs to who signed in; else tell that nobody was found, and store nothing."""
        if sociallogin.state.get("process", "login") != "login":
            raise _avvis(request, sociallogin)
        oppsett = sociallogin.account.get_provider().app.settings
        claims = sociallogin.account.get_provider_account().get_user_data() or {}
        # What the provider says of the person is used now and not kept (data minimisation).
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})
            bruker = sociallogin.user if _i_kommunen(sociallogin.user, oppsett.get("kommune")) else None
        else:
            bruker = koble(request, sociallogin, claims, oppsett)
        if bruker is None:
            raise _avvis(request, sociallogin)


def _avvis(request, sociallogin):
    """The page for someone that the provider knows and we do not."""
    leverandor = sociallogin.account.get_provider().app.name
    return ImmediateHttpResponse(render(request, "socialaccount/ukjent.html", {"leverandor": leverandor}, status=403))


def _i_kommunen(bruker, nummer):
    return bool(bruker.person_id) and (not nummer or bruker.kommune.nummer == str(nummer))


@transaction.atomic
def koble(request: HttpRequest, sociallogin: SocialLogin, claims: dict, oppsett: dict) -> Bruker | None:
    """Tie the login to the one employee that it is for, making the account when there is none. None: nobody, or several."""
    with vegg.alle_kommuner():
        person = finn_person(claims, oppsett)
        if person is None:
            return None
        # Two tabs at once must not make two accounts.
        person = Person.objects.select_for_update(of=("self",)).select_related("kommune").get(pk=person.pk)
        bruker = Bruker.objects.filter(person=person).first() or _ny_bruker(person, claims, oppsett)
        if bruker is None:
            return None
        bruker.person = person
        konto = SocialAccount.objects.filter(provider=sociallogin.account.provider, uid=sociallogin.account.uid).first()
        if konto is None:
            sociallogin.connect(request, bruker)
        else:
            sociallogin.account, sociallogin.user = konto, bruker
        return bruker if konto is None or konto.user_id == bruker.pk else None


def _ny_bruker(person, claims, oppsett):
    """An account without a password, signed in through the provider only. None when the address is taken, or is none."""
    epost = (_verifisert_epost(claims, oppsett) or person.epost).lower()
    if not er_gyldig_adresse(epost) or Bruker.objects.filter(epost__iexact=epost).exists():
        return None
    bruker = Bruker.objects.create_user(
        epost, kommune_id=person.kommune_id, person=person, malform=person.kommune.malform
    )
    log_hendelse(person, "konto.opprett", bruker=bruker, leverandor=oppsett.get("navn", ""))
    meld_roller_endret(person.kommune_id)
    return bruker


def finn_person(claims: dict, oppsett: dict) -> Person | None:
    """The one employee that the claims point to. None for nobody, for several, and when two claims disagree."""
    kommune, funn = str(oppsett.get("kommune") or ""), []
    mulige = Person.objects.filter(kommune__nummer=kommune) if kommune else Person.objects.all()
    nummer = claims.get(oppsett["ansattnummer_claim"]) if oppsett.get("ansattnummer_claim") else None
    if nummer and kommune:
        funn.append(set(mulige.filter(ansattnummer=str(nummer)).values_list("pk", flat=True)))
    if epost := _verifisert_epost(claims, oppsett):
        treff = mulige.filter(Q(epost__iexact=epost) | Q(bruker__epost__iexact=epost))
        funn.append(set(treff.values_list("pk", flat=True)))
    funn = [treff for treff in funn if treff]
    if not funn or any(treff != funn[0] for treff in funn) or len(funn[0]) != 1:
        return None
    return mulige.filter(pk=funn[0].pop()).med_slutt().filter(_hoerer_til(), har_sluttet=False).first()


def _verifisert_epost(claims, oppsett):
    epost = claims.get(oppsett.get("epost_claim", "email"))
    sikker = claims.get("email_verified") is True or oppsett.get("epost_er_verifisert") is True
    epost = epost.strip() if sikker and isinstance(epost, str) else ""
    return epost if er_gyldig_adresse(epost) else ""


def _hoerer_til():
    """Works here now, holds a role, or has an account: nobody comes in on an employment that has ended."""
    return (
        Q(pk__in=Stilling.objects.gjeldende().values("person"))
        | Q(pk__in=Rolle.objects.gjeldende().values("person"))
        | Q(bruker__isnull=False)
    )
