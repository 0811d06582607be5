"""Local accounts: by invitation only, with mail through our own outbox and messages in plain Norwegian."""

from allauth.account import app_settings as account_settings
from allauth.account import forms as allauth_forms
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal import ratelimit
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.tasks import async_task

from kompetanse.felles import vegg
from kompetanse.felles.epost import kontroller_adresse
from kompetanse.felles.hemmelig import dekrypter, krypter
from kompetanse.felles.varsler import send_engangslenke
from kompetanse.organisasjon import tilgang

FEIL_KODE = gettext_lazy("Koden er feil eller brukt. Vent på en ny kode i appen, og prøv igjen.")


class KontoAdapter(DefaultAccountAdapter):
    """How allauth meets our accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Kontoen er sperret. Kontakt HR."),
        "email_password_mismatch": gettext_lazy("E-postadressen eller passordet er feil."),
        "enter_current_password": gettext_lazy("Passordet du har nå, er feil."),
        "incorrect_password": gettext_lazy("Passordet er feil."),
        "incorrect_code": FEIL_KODE,
        "invalid_password_reset": gettext_lazy("Lenken er brukt eller for gammel. Be om en ny."),
        "rate_limited": gettext_lazy("Du har prøvd for mange ganger. Vent noen minutter, og prøv igjen."),
        "too_many_login_attempts": gettext_lazy(
            "For mange mislykkede forsøk. Innloggingen er sperret i 15 minutter. Har du glemt passordet, kan du lage et "
            "nytt med en gang."
        ),
    }

    def is_open_for_signup(self, request):
        """Nobody makes an account for themselves; HR invites."""
        return False

    def pre_login(self, request, user, **kwargs):
        """Whichever way they came in: who has left is told so, after the password and not before."""
        response = super().pre_login(request, user, **kwargs)
        if response is None and not tilgang.kan_logge_inn(user):
            clear_login(request)
            response = self.respond_user_inactive(request, user)
        return response

    def login(self, request, user):
        """From here on the request works for the kommune of the one who came in."""
        super().login(request, user)
        vegg.bruk_kommune(user.kommune_id)

    def pre_authenticate(self, request, **credentials):
        """Wrong passwords lock an account for the address that they come from, so that nobody else is shut out. A slower
        bound holds whoever tries the account from many addresses."""
        super().pre_authenticate(request, **credentials)
        brukt = ratelimit.consume(request, **self._i_alt(request, **credentials))
        if not brukt:
            raise self.validation_error("too_many_login_attempts")
        # Given back when the password is right.
        self._login_failed_rl_usage.usage += brukt.usage

    def _get_login_attempts_cache_key(self, request, **credentials):
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{ratelimit.get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request, **credentials):
        """A new password opens both."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, **self._i_alt(request, **credentials))

    def _i_alt(self, request, **credentials):
        """What counts the failures for an account from all addresses."""
        konto = super()._get_login_attempts_cache_key(request, **credentials)
        return {"app": "allauth.account", "action": "login_failed_konto", "key": konto}


def send_nytt_passord(epost: str) -> None:
    """Job: mail a link to the account with this address, if there is one that may sign in."""
    with transaction.atomic():
        for bruker in filter_users_by_email(epost, is_active=True, prefer_verified=True, for_login=True):
            if tilgang.kan_logge_inn(bruker):
                send_engangslenke(bruker, "kompetanse.organisasjon.innlogging.nytt_passord")


def nytt_passord(bruker) -> tuple[str, str, str] | None:
    """The mail to one who has asked for a new password."""
    if not tilgang.kan_logge_inn(bruker):
        return None
    token = account_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(bruker)
    return (
        _("Nytt passord"),
        _(
            "Noen har bedt om nytt passord for kontoen din. Åpne lenken for å velge det. Var det ikke deg, "
            "trenger du ikke gjøre noe: passordet er som før."
        ),
        reverse("account_reset_password_from_key", args=[user_pk_to_url_str(bruker), token]),
    )


class MfaAdapter(DefaultMFAAdapter):
    """Two-step login: what the app on the phone shows, and messages."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": FEIL_KODE,
        "cannot_generate_recovery_codes": gettext_lazy("Slå på innlogging med kode først."),
    }

    def _get_user_identifier(self, user):
        return user.epost

    def encrypt(self, text):
        return krypter(text)

    def decrypt(self, encrypted_text):
        return dekrypter(encrypted_text)


# --- Forms: allauth's own, with our words and without placeholders -------------------------------


def _med_ord(form, **etiketter):
    for navn, etikett in etiketter.items():
        form.fields[navn].label = etikett
        form.fields[navn].help_text = ""
        form.fields[navn].widget.attrs.pop("placeholder", None)


def _nytt_passord(form):
    _med_ord(form, password1=_("Nytt passord"), password2=_("Nytt passord en gang til"))
    form.fields["password1"].help_text = password_validators_help_text_html()


class LoggInnForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _med_ord(self, login=_("E-post"), password=_("Passord"))
        self.fields["login"].validators = [kontroller_adresse]


class GlemtPassordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _med_ord(self, email=_("E-post"))
        self.fields["email"].validators = [kontroller_adresse]

    def clean_email(self):
        return get_adapter().clean_email(self.cleaned_data["email"].lower())

    def save(self, request, **kwargs):
        """Nobody is looked up until later, so neither the answer nor the time it takes tells whether the address is here."""
        epost = self.cleaned_data["email"]
        async_task("kompetanse.organisasjon.innlogging.send_nytt_passord", epost, task_name="nytt passord", save=False)
        return epost


class NyttPassordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _nytt_passord(self)


class ByttPassordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _med_ord(self, oldpassword=_("Passordet du har nå"))
        _nytt_passord(self)


class FoerstePassordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _nytt_passord(self)


class BekreftPassordForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _med_ord(self, password=_("Passord"))


def _kodefelt(form):
    _med_ord(form, code=_("Kode"))
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "size": 10}


class KodeEnGang:
    """A code counts once for as long as it lives; allauth forgets after one period that a code has been used."""

    def clean_code(self):
        kode = super().clean_code()
        levetid = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"kode-brukt-{self.user.pk}-{kode}", True, timeout=levetid):
            raise get_adapter().validation_error("incorrect_code")
        return kode


class KodeForm(KodeEnGang, mfa_forms.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _kodefelt(self)
        # A recovery code may have letters.
        self.fields["code"].widget.attrs.pop("inputmode")


class BekreftKodeForm(KodeEnGang, mfa_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _kodefelt(self)


class SlaaPaaKodeForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _kodefelt(self)
        self.fields["code"].label = _("Koden som appen viser nå")
