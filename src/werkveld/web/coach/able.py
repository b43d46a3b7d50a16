"""What one learner can do, and the certificates that were shown: who saw it and when. Opening it is a look."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from werkveld.steps.deeds.actions import look
from werkveld.steps.people.actions import deem_able, no_longer_deem_able, see_certificate
from werkveld.steps.people.queries import abilities, masteries_of, skills_in, vettings_of
from werkveld.steps.practice.queries import coached_place
from werkveld.web.doors import carried_out, for_desk, now, today, tried

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

LOOKED_AT = gettext_noop("Skills and certificates")  # kept as it is; who reads it sees the own language


class CertificateForm(forms.Form):
    """Only the day on the paper is kept, never the paper."""

    issued_on = forms.DateField(
        label=gettext_lazy("Day on the certificate"),
        help_text=gettext_lazy("You saw the paper yourself. We keep the day and your name, never the paper."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@for_desk("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def able(request: "PersonRequest", key: UUID) -> HttpResponse:
    me, place = request.person, coached_place(request.person, key)
    if place is None:
        raise Http404
    deed = request.POST.get("deed", "")
    form = CertificateForm(request.POST if deed == "certificate" else None)
    if deed in ("able", "not_able"):
        return noted(request, place.person, key, deed)
    seen = lambda: see_certificate(place.person, issued_on=form.cleaned_data["issued_on"], by=me, at=now())  # noqa: E731
    if form.is_valid() and carried_out(form, seen) is not None:
        messages.success(request, _("Noted: you saw this certificate."))
        return HttpResponseRedirect(reverse("coach:able", args=[key]))
    if request.method == "GET":
        look(place.person, by=me, at=now(), what=LOOKED_AT)
    context = {"place": place, "form": form, "rows": rows_of(place.person), "papers": vettings_of(place.person)}
    return render(request, "coach/able.html", {**context, "today": today()})


def rows_of(person: "Person") -> list[dict[str, Any]]:
    """What can be done comes first."""
    skills = list(skills_in(person.region))
    can, seen = abilities([person], skills)[person.pk], {one.skill_id: one for one in masteries_of(person)}
    rows = [{"skill": skill, "can": skill.pk in can, "seen": seen.get(skill.pk)} for skill in skills]
    return sorted(rows, key=lambda row: not row["can"])


def noted(request: "PersonRequest", person: "Person", key: UUID, deed: str) -> HttpResponse:
    me = request.person
    skill = skills_in(person.region).filter(code=request.POST.get("skill", "")).first()
    if skill is None:
        raise Http404
    facts = {"name": person.name, "skill": skill.name}
    if deed == "able":
        done = _("Noted: %(name)s can do “%(skill)s”.") % facts
        tried(request, lambda: deem_able(person, skill=skill, by=me, at=now()), done)
    else:
        done = _("Taken back: “%(skill)s” of %(name)s.") % facts
        tried(request, lambda: no_longer_deem_able(person, skill=skill, by=me, at=now()), done)
    return HttpResponseRedirect(reverse("coach:able", args=[key]))
