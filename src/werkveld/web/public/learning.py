"""What can be chosen, one by one: an offering with everything about it, and the programme it belongs to."""

from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkveld.steps.enrolments.queries import is_learner
from werkveld.steps.enrolments.rules import takes_guests
from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import Wanted
from werkveld.steps.offerings.rules import has_own_day
from werkveld.steps.people import queries as people
from werkveld.steps.promises.queries import figures_about
from werkveld.web.context import page_address
from werkveld.web.doors import today
from werkveld.web.examples import example_mark
from werkveld.web.joining.choices import in_words, mondays
from werkveld.web.public import cards, structured
from werkveld.web.public.asking import Question, paging, read
from werkveld.web.public.catalogue import summary
from werkveld.web.public.choices import LANGUAGES
from werkveld.web.public.fresh import PublicRequest, changed_at, etag, is_plain, kept, marked, of_the_catalogue

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering, Programme

LIKE_THIS = 3
ON_A_PAGE = 12


@require_safe
def offering(request: PublicRequest, key: UUID) -> HttpResponse:
    """Seats are taken without a change of the catalogue, so they are part of what makes this page another one."""
    now, record = queries.edition(), queries.offering_page(key)
    if now is None or record is None:
        raise Http404
    request.edition = now
    if not is_plain(request):
        return whole_offering(request, record)
    tag, moment = etag(request, now, record.seats_taken, record.state), changed_at(now)
    response = get_conditional_response(request, etag=tag) or kept(
        request, tag, lambda: whole_offering(request, record)
    )
    return marked(response, tag, moment)


def whole_offering(request: PublicRequest, record: "Offering") -> HttpResponse:
    return render(request, "public/offering.html", offering_page(request, record))


def offering_page(request: PublicRequest, record: "Offering") -> dict[str, Any]:
    others = queries.search(
        request.edition, Wanted(programme_id=record.programme_id, size=LIKE_THIS + 1), on=today(), with_facets=False
    )
    others_shown = cards.cards([hit for hit in others.hits if hit.id != record.pk][:LIKE_THIS], request.edition)
    crumbs = [
        (page_address("public:home"), _("Home")),
        (page_address("public:search"), _("Find something")),
        ("", record.title),
    ]
    return {
        "offering": record,
        "has_own_day": has_own_day(record),
        "programme": record.programme,
        "kind": record.programme.kind,
        "facts": tuple(facts(record)),
        "themes": queries.themes_of(record.programme),
        "parts": queries.parts_of(record),
        "figures": figures_about(record.programme),
        "seats": seats(record),
        "others": others_shown,
        "crumbs": crumbs,
        "is_open": record.state == "open",
        "outline_url": page_address("public:outline"),
        "search_url": page_address("public:search"),
        "plans": has_plan(request),
        "takes_guests": takes_guests(record),
        "join_url": reverse("joining:join", args=[record.key]),
        "mondays": tuple(in_words(mondays(record, today()))),
        "summary": record.summary or record.programme.description,
        "description": cards.shortened(record.summary or record.programme.description or record.title),
        "structured": structured.block(structured.offering(request, record)),
        "structured_crumbs": structured.block(structured.crumbs(request, crumbs)),
        **example_mark(record, record.programme, *others_shown),
    }


def has_plan(request: PublicRequest) -> bool:
    """Whether who looks is a student: those have a plan to put it in."""
    person = getattr(request, "person", None)
    return person is not None and is_learner(person, today())


def facts(record: "Offering") -> list[tuple[str, str]]:
    """Pairs of name and words, without what is not known."""
    found = [
        (_("Start"), cards.start(record)),
        (
            _("Until"),
            cards.day(record.ends_on, get_language()) if record.ends_on and record.ends_on != record.starts_on else "",
        ),
        (_("Time it takes"), cards.length(record)),
        (_("Level"), cards.level(record)),
        (_("For whom"), record.get_audience_display()),
        (_("How"), record.get_mode_display()),
        (_("Language"), str(LANGUAGES.get(record.language, record.language))),
        (_("Course"), f"{record.course.name} ({record.course.code})" if record.course else ""),
    ]
    return [(name, said) for name, said in found if said]


def seats(record: "Offering") -> str:
    if record.state != "open":
        return _("Sign-up is closed.")
    if record.capacity is None:
        return _("There is room for everyone.")
    left = record.capacity - record.seats_taken
    if left <= 0:
        return _("All places are taken.")
    return ngettext("%(left)s place left", "%(left)s places left", left) % {"left": left}


@require_safe
@of_the_catalogue
def programme(request: PublicRequest, key: UUID) -> HttpResponse:
    record = queries.programme_page(key)
    if record is None:
        raise Http404
    return render(request, "public/programme.html", programme_page(request, record))


def programme_page(request: PublicRequest, record: "Programme") -> dict[str, Any]:
    question = Question.of(request.GET)
    wanted = Wanted(programme_id=record.pk, size=ON_A_PAGE, after=read(question.after), before=read(question.before))
    found = queries.search(request.edition, wanted, on=today(), with_facets=False)
    shown = cards.cards(found.hits, request.edition)
    partners = list(people.partners_in(record.partnership)) if record.partnership else []
    crumbs = [
        (reverse("public:home"), _("Home")),
        (reverse("public:programmes"), _("Programmes")),
        ("", record.name),
    ]
    return {
        "programme": record,
        "kind": record.kind,
        "cards": shown,
        **paging(found),
        "summary": summary(found),
        "figures": figures_about(record),
        "partners": partners,
        "lead_words": _("leads"),
        "crumbs": crumbs,
        "description": cards.shortened(record.description or record.name),
        "structured": structured.block(structured.programme(request, record)),
        **example_mark(record, record.partnership, *(partner.organization for partner in partners), *shown),
    }


@require_safe
@of_the_catalogue
def programmes(request: PublicRequest) -> HttpResponse:
    """All of them, under their kinds; a region has tens of programmes, not thousands."""
    every = list(queries.programmes_with_counts(request.edition.region))
    kinds = [(kind, list(rows)) for kind, rows in groupby(every, key=lambda record: record.kind)]
    values = {"kinds": kinds, "crumbs": _crumbs(_("Programmes")), **example_mark(*every)}
    return render(request, "public/programmes.html", values)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(reverse("public:home"), _("Home")), ("", here)]
