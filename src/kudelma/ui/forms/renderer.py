from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Every field of every form is drawn by the same template."""

    form_template_name = "kudelma/forms/form.html"
    field_template_name = "kudelma/forms/field.html"
