"""HTML to an accessible PDF: PDF/A-2a that also says it is PDF/UA-1. Nothing is fetched from elsewhere.

WeasyPrint writes one conformance at a time; the other is added to the same metadata, with the description of its
words that PDF/A asks for. The paper holds no clock, so the same words give the same pages.
"""

import hashlib
import warnings
from functools import cache
from importlib.metadata import version
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders

if TYPE_CHECKING:
    from weasyprint import Document

VARIANT = "pdf/a-2a"
STATIC = "static:"
UNIVERSAL = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def written(html: str) -> bytes:
    """The PDF of a whole HTML page; its sheets and fonts are named `static:path`. Takes seconds: a job's work."""
    from weasyprint import HTML  # noqa: PLC0415 - loads a text engine, which no web page needs

    page = HTML(string=html, url_fetcher=_fetcher(), base_url=STATIC)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its colour profile open
        paper: bytes = page.write_pdf(pdf_variant=VARIANT, finisher=_says_universal)
    return paper


@cache
def made_by(*sheets: str) -> str:
    """Another word when the maker of the paper or one of its sheets is another; read once a process."""
    looks = hashlib.sha256()
    for sheet in sheets:
        if path := finders.find(sheet):
            looks.update(Path(path).read_bytes())
    return f"{version('weasyprint')}-{looks.hexdigest()}"


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OnlyStatic(URLFetcher):
        """Our own static files and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = finders.find(url.removeprefix(STATIC)) if url.startswith(STATIC) else None
            if not path:
                message = f"Paper takes only our own static files, not {url}"
                raise ValueError(message)
            kind = guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=Path(path).read_bytes(), headers={"Content-Type": kind})

    return OnlyStatic()


def _says_universal(_document: "Document", pdf: Any) -> None:
    for part in pdf.objects:
        extra = getattr(part, "extra", None)
        if extra and extra.get("Type") == "/Metadata":
            (content,) = part.stream
            part.stream = [content.replace(b"</rdf:RDF>", UNIVERSAL + b"</rdf:RDF>")]
