"""One page with every component on it, for those who build pages; only where people develop or show the demo."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from werkveld.web.examples import ALL
from werkveld.web.parts.charts import Bar, Bars, Dot, Dots, Lines, Series
from werkveld.web.parts.tables import Cell, Column, Entry, Facet, Option, Tab


class Sample(forms.Form):
    """One of each kind of control."""

    name = forms.CharField(label=gettext_lazy("Your name"), help_text=gettext_lazy("As you like to be called."))
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    day = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        choices=[("", "–"), ("care", gettext_lazy("Care")), ("tech", gettext_lazy("Technology"))],
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        help_text=gettext_lazy("Choose one."),
        widget=forms.RadioSelect,
        choices=[("2", gettext_lazy("Level 2")), ("3", gettext_lazy("Level 3")), ("4", gettext_lazy("Level 4"))],
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days that suit you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("mo", gettext_lazy("Monday")), ("tu", gettext_lazy("Tuesday")), ("th", gettext_lazy("Thursday"))],
    )
    question = forms.CharField(label=gettext_lazy("Your question"), widget=forms.Textarea, required=False)
    paper = forms.FileField(label=gettext_lazy("A document"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("The school may call me about this question"))


PLACES = (
    (52.0907, 5.1214, 1, gettext_lazy("Neighbourhood desk in the shopping centre")),
    (52.0301, 5.0902, 2, gettext_lazy("Circular building, learning place")),
    (52.1561, 5.3878, 4, gettext_lazy("Weekly activity with older neighbours")),
    (52.1985, 5.4320, 3, gettext_lazy("Walking along with a resident")),
    (52.0322, 5.0915, 5, gettext_lazy("Sustainable mobility, elective")),
    (52.0930, 5.1250, 6, gettext_lazy("Hair salon run by students")),
)


def cards() -> list[dict[str, Any]]:
    """Six invented offerings with a place."""
    lines = [("pin", _("Utrecht, 2.4 km")), ("calendar", _("starts on 2 February")), ("level", _("level 2 to 4"))]
    return [
        {
            "lat": f"{lat:.4f}",
            "lon": f"{lon:.4f}",
            "colour": colour,
            "title": title,
            "kicker": _("Learning place") if at % 2 else _("Elective"),
            "text": _("Work with the people of the neighbourhood and learn from a coach who is there every time."),
            "meta": lines[: 2 + at % 2],
            "badges": [_("places left: 4")] if at % 3 == 0 else [],
        }
        for at, (lat, lon, colour, title) in enumerate(PLACES)
    ]


def charts() -> dict[str, Any]:
    years = [2018, 2019, 2020, 2021, 2022, 2023]
    own, nation = [8.0, 8.1, None, 8.2, 8.3, 8.4], [8.1, 8.1, 8.2, 8.2, 8.4, 8.4]
    return {
        "bars": Bars(
            title=_("Learning places by theme"),
            what=_("Theme"),
            measure=_("Learning places"),
            mark_name=_("target"),
            bars=[
                Bar(label=_("Healthy living in the city"), value=412, mark=400),
                Bar(label=_("Energy transition and sustainable building"), value=268, mark=350),
                Bar(label=_("Digital skills"), value=131),
                Bar(label=_("Circular fashion"), value=None),
                Bar(label=_("Events"), value=190, origin="claimed"),
            ],
            note=_("Fewer than 5 people are not shown."),
        ),
        "lines": Lines(
            title=_("Satisfaction of students with their training company"),
            years=years,
            own=Series(label=_("Our students"), values=own),
            benchmark=Series(label=_("National average"), values=nation),
            decimals=1,
            low=7.6,
            high=8.6,
            note=_("No survey was held in 2020. Scale from 1 to 10."),
        ),
        "dots": Dots(
            title=_("Satisfaction with the margin around it"),
            what=_("Group"),
            measure=_("Mean"),
            benchmark_name=_("National average"),
            decimals=1,
            dots=[
                Dot(label=_("Students"), value=8.3, low=8.1, high=8.5, n=412, benchmark=8.4),
                Dot(label=_("Training companies"), value=7.6, low=7.2, high=8.0, n=58, benchmark=7.6),
                Dot(label=_("Residents"), value=8.8, low=8.5, high=9.1, n=96),
            ],
        ),
    }


def lists(here: str) -> dict[str, Any]:
    themes = [_("Care"), _("Technology"), _("Building"), _("Sport")]
    return {
        "crumbs": [("/", _("Home")), (here, _("Promises")), ("", _("Style guide"))],
        "tabs": [
            Tab(url=here, label=_("Overview"), is_current=True),
            Tab(url=f"{here}?people", label=_("People"), count=12),
            Tab(url=f"{here}?hours", label=_("Hours")),
        ],
        "entries": [
            Entry(when=_("3 March"), title=_("You asked your question"), text=_("By telephone, at the desk.")),
            Entry(
                when=_("5 March"),
                title=_("The school read it"),
                text=_("Your contact is the coach of the neighbourhood."),
            ),
            Entry(when=_("now"), title=_("A student is being found"), state="now"),
            Entry(title=_("You hear who comes, and when"), state="next"),
        ],
        "facets": [
            Facet(
                name="theme",
                label=_("Theme"),
                options=[
                    Option(value=str(at), label=name, count=40 - 9 * at, is_chosen=at == 1)
                    for at, name in enumerate(themes)
                ],
            ),
            Facet(
                name="level",
                label=_("Level"),
                options=[
                    Option(value=str(at), label=_("Level %(number)s") % {"number": at}, count=7 * at)
                    for at in (2, 3, 4)
                ],
            ),
        ],
        "columns": [
            Column(label=_("Target")),
            Column(label=_("Agreed"), is_number=True),
            Column(label=_("Reached"), is_number=True),
            Column(label=_("State")),
        ],
        "rows": [
            [Cell(_("Learning places in technology"), here), 120, 131, Cell(_("reached"), tone="positive")],
            [Cell(_("Switchers into care"), here), 80, 46, Cell(_("behind"), tone="warning")],
            [Cell(_("Electives made with companies"), here), 24, 9, Cell(_("not reached"), tone="negative")],
        ],
    }


class StyleGuide(TemplateView):
    template_name = "public/styleguide.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEVELOPMENT or settings.DEMO):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = reverse("styleguide")
        return super().get_context_data(
            **kwargs,
            **charts(),
            **lists(here),
            form=Sample(),
            wrong=wrong(),
            cards=cards(),
            invented=ALL,
            here=here,
        )


def wrong() -> Sample:
    """The same form, sent empty; its ids differ, since both stand on one page."""
    form = Sample({"wrong-name": "Noor", "wrong-email": "noor@"}, prefix="wrong")
    form.full_clean()
    return form
