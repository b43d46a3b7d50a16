"""What coaches saw of a learner becomes evidence: ticked, named and awarded in one go."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from werkveld.steps.evidence.actions import award
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.queries import candidates_of, issuers_for
from werkveld.steps.people.queries import work_processes_of
from werkveld.steps.practice.queries import coached_place
from werkveld.web.doors import carried_out, for_desk, now, today

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.web.doors import PersonRequest

KINDS = (EvidenceKind.ASSESSMENT, EvidenceKind.PRACTICE_STATEMENT)


class AwardForm(forms.Form):
    seen = forms.MultipleChoiceField(
        label=gettext_lazy("What you base it on"), widget=forms.CheckboxSelectMultiple, required=True
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=[(kind.value, kind.label) for kind in KINDS], widget=forms.RadioSelect
    )
    title = forms.CharField(label=gettext_lazy("What the student can do, in one line"), max_length=200)

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["seen"].choices = candidates  # type: ignore[attr-defined]


@for_desk("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: "PersonRequest", key: UUID) -> HttpResponse:
    place = coached_place(request.person, key)
    if place is None:
        raise Http404
    form = AwardForm(
        request.POST or None, candidates=candidates(place), initial={"kind": EvidenceKind.PRACTICE_STATEMENT.value}
    )
    if form.is_valid() and gave(request, place, form):
        messages.success(request, _("The evidence is awarded. %(name)s sees it.") % {"name": place.person.given_name})
        return HttpResponseRedirect(reverse("coach:learner", args=[key]))
    return render(request, "coach/award.html", {"place": place, "form": form})


def candidates(place: "Enrolment") -> list[tuple[str, str]]:
    """Each with the name of its work process, where, when, by whom and the words."""
    person = place.person
    names = {line.code: line.name for line in work_processes_of([person])[person.pk]}
    return [
        (
            str(one.key),
            _("%(code)s %(name)s. %(words)s %(by)s, %(site)s, %(day)s")
            % {
                "code": one.work_process,
                "name": names.get(one.work_process, ""),
                "words": one.words,
                "by": one.seen_by.name,
                "site": one.shift.site.name,
                "day": f"{one.seen_at:%d-%m-%Y}",
            },
        )
        for one in candidates_of(person)
    ]


def gave(request: "PersonRequest", place: "Enrolment", form: AwardForm) -> object:
    given, me = form.cleaned_data, request.person
    issuer = issuers_for(me, today()).first()
    proof = list(candidates_of(place.person).filter(key__in=given["seen"]))
    return issuer and carried_out(
        form,
        lambda: award(
            person=place.person,
            enrolment=place,
            kind=EvidenceKind(given["kind"]),
            title_nl=given["title"],
            title_en=given["title"],
            issuer=issuer,
            proof=proof,
            by=me,
            at=now(),
        ),
    )
