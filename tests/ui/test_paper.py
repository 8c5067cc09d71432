from django import forms
from django.utils import translation

from kudelma.core.codes import Reply
from kudelma.ui.forms.fields import Code, Line
from kudelma.ui.forms.paper import Paper


class Letter(Paper):
    name = Line(label="Name")
    answer = Code(Reply, label="Answer", empty="–")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_an_empty_field_is_named_in_its_error() -> None:
    assert Letter({}).errors == {"name": ["Fill in: Name"], "answer": ["Choose: Answer"]}


def test_an_empty_field_is_named_in_the_readers_language() -> None:
    with translation.override("fi"):
        assert Letter({}).errors["answer"] == ["Valitse: Answer"]
