from django import forms
from django.utils.translation import gettext_lazy as _

from kudelma.ui.forms.fields import Line
from kudelma.ui.forms.paper import Paper


class SignIn(Paper):
    email = Line(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class Language(forms.Form):
    language = forms.ChoiceField(choices=[("fi", "fi"), ("sv", "sv"), ("en", "en")])
    next = forms.CharField(required=False, max_length=500)
