"""The pages of the sign-in library that this product uses, by the names that the library looks for.

Left out on purpose: passwords, signing up, and changing the address with which somebody signs in.
"""

from allauth.account import views as account
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from django.urls import include, path

from werkveld.web.signin import views
from werkveld.web.signin.forms import AddKeyForm, AgainForm, RenameKeyForm, SecondStepForm

urlpatterns = [
    path("aanmelden/", views.AskCode.as_view(), name="account_login"),
    path("aanmelden/", views.AskCode.as_view(), name="account_request_login_code"),
    path("aanmelden/code/", views.TypeCode.as_view(), name="account_confirm_login_code"),
    path("afmelden/", account.logout, name="account_logout"),
    path("niet-actief/", account.account_inactive, name="account_inactive"),
    path("nieuw/", views.closed, name="account_signup"),
    path("2fa/authenticate/", AuthenticateView.as_view(form_class=SecondStepForm), name="mfa_authenticate"),
    path("2fa/reauthenticate/", ReauthenticateView.as_view(form_class=AgainForm), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", AddWebAuthnView.as_view(form_class=AddKeyForm), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/edit/", EditWebAuthnView.as_view(form_class=RenameKeyForm), name="mfa_edit_webauthn"
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("apparaten/", include("allauth.usersessions.urls")),
    path("school/", include("allauth.socialaccount.urls")),
]
