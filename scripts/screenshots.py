# ruff: noqa: E402, INP001  a script, which finds the harness of the tests before it imports from it
"""Makes every picture of the documentation, from a demo of its own: `python scripts/screenshots.py`.

Lives a small year in a folder that is thrown away, serves it, and walks through it in Chromium.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from harness.living import FLAGS, Site, chromium, live, served

PICTURES = ROOT / "docs" / "users" / "pictures"
WIDE, PHONE, TALL = (1280, 860), (390, 780), (1280, 1180)
SIZE = "0.2"


@dataclass(frozen=True)
class Shot:
    """`walk` starts at the front page, or at the desk of `desk`; it leaves open what is to be seen."""

    name: str
    walk: Callable[[Page], None]
    desk: str = ""
    size: tuple[int, int] = WIDE


def at(path: str, part: str = "") -> Callable[[Page], None]:
    """A page by its address, from the part that fits a CSS selector."""

    def walk(page: Page) -> None:
        page.goto(f"{page.url.split('/nl/')[0]}{path}")
        show(page, part)

    return walk


def show(page: Page, part: str) -> None:
    if part:
        page.locator(part).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY)")


def through(*links: str, part: str = "") -> Callable[[Page], None]:
    """Follows the first link that fits each selector."""

    def walk(page: Page) -> None:
        for link in links:
            address = page.locator(link).first.get_attribute("href") or ""
            page.goto(f"{page.url.split('/nl/')[0]}{address}")
        show(page, part)

    return walk


def to_compare(page: Page) -> None:
    """The round that is closed and whose places still have to be given, with its trials beside each other."""
    at("/nl/school/rondes/")(page)
    rounds = [one.get_attribute("href") for one in page.locator("main .row a, main li a").all()]
    for address in filter(None, rounds):
        page.goto(f"{page.url.split('/nl/')[0]}{address}proef/")
        if page.locator("main table").count():
            show(page, "main h2")
            return


def to_change(page: Page) -> None:
    """What it does when somebody who can comes on a shift that misses a student; nothing is done yet."""
    through(*ROSTER, "main .duty--short h4 a")(page)
    shift = page.url
    for key in [one.get_attribute("value") for one in page.locator("select[name=comes] option").all()]:
        page.goto(f"{shift}?comes={key}")
        if page.locator("main input[name=comes]").count():
            break
    show(page, "main h1")


def to_day(page: Page) -> None:
    """The day of a coach, with one student who is there already."""
    at("/nl/coach/vandaag/")(page)
    page.locator("main button[value=here]").first.click()
    page.locator("main button[value=undo]").first.wait_for()
    page.reload()
    show(page, "main h1")


def to_calendar(page: Page) -> None:
    at("/nl/mijn-agenda/")(page)
    page.locator("main form[method=post] button").last.click()
    show(page, "main h1")


REPORT = ("a[href='/nl/belofte/']", "main a[href*='/nl/belofte/']")
FIGURE = "main a[href*='/nl/cijfer/']"
BOARD = "main a[href*='/bestuur/']"
ROSTER = ("main a[href='/nl/rooster/']", "main a:text('juni 2023')", "main nav a[href$='/rooster/']")
SHOTS = (
    Shot("search", at("/nl/aanbod/?past=on")),
    Shot("search-phone", at("/nl/aanbod/?past=on", ".catalogue__bar"), size=PHONE),
    Shot("offering", through("a[href='/nl/aanbod/']", "#places .card a")),
    Shot("report", through(*REPORT)),
    Shot("figure", through(*REPORT, FIGURE)),
    Shot("claimed", through(*REPORT, "main a[href*='/nl/bewering/']")),
    Shot("demo", at("/nl/demo/")),
    Shot("sign-in", at("/nl/account/aanmelden/"), size=PHONE),
    Shot("resident", through(part="main"), desk="bewoner", size=PHONE),
    Shot("help", through("a[href='/nl/hulp/']", "main h4 a:text('formulier')", part="main h1"), size=PHONE),
    Shot("student", through(part="main"), desk="student", size=PHONE),
    Shot("when", through("a[href='/nl/diensten/']", "main a[href*='/wanneer/']", part="main h1"), "student", PHONE),
    Shot("calendar", to_calendar, desk="student", size=PHONE),
    Shot("choosing", through("main a[href*='/student/kiezen/']", part="main h1"), desk="student", size=PHONE),
    Shot("plan", at("/nl/student/plan/", "main"), desk="student", size=PHONE),
    Shot("suits", at("/nl/past-bij-mij/"), desk="professional"),
    Shot("own-data", at("/nl/mijn-gegevens/"), desk="student"),
    Shot("professional", through(), desk="professional"),
    Shot("partner", through(part="main"), desk="partner", size=PHONE),
    Shot("partner-ask", at("/nl/partner/vraag/", "main"), desk="partner", size=PHONE),
    Shot("coach", through(), desk="coach"),
    Shot("day", to_day, desk="coach", size=PHONE),
    Shot("school", through(), desk="coordinator"),
    Shot("roster", through(*ROSTER, part="main h1"), desk="coordinator"),
    Shot("change", to_change, desk="coordinator"),
    Shot("trials", to_compare, desk="coordinator", size=TALL),
    Shot("board", through(BOARD), desk="kwaliteit"),
    Shot("board-write", at("/nl/bestuur/samen-met-de-praktijk/2023/tekst/neighbourhoods/"), desk="kwaliteit"),
    Shot("records", through(*REPORT, FIGURE, "main a[href$='/records/']"), desk="kwaliteit"),
)


def opened(browser: Browser, site: Site, size: tuple[int, int], desk: str = "") -> Page:
    named = {"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce", "color_scheme": "light"}
    page = browser.new_context(**named, device_scale_factor=1.5 if size == PHONE else 1).new_page()
    page.goto(f"{site.url}/nl/{'demo/' if desk else ''}")
    if desk:
        page.locator(f'form[action$="/binnen/{desk}/"] button').click()
    return page


def taken(page: Page) -> Image.Image:
    page.wait_for_load_state("networkidle")
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def take(browser: Browser, site: Site, shot: Shot) -> None:
    page = opened(browser, site, shot.size, shot.desk)
    shot.walk(page)
    taken(page).save(PICTURES / f"{shot.name}.webp", quality=72, method=6)
    page.context.close()


def picture(browser: Browser, site: Site) -> None:
    """For the README: the promise beside the search, on one ground."""
    size, gap = (1180, 1560), 40
    views = []
    for walk in (through(*REPORT), at("/nl/aanbod/?past=on")):
        page = opened(browser, site, size)
        walk(page)
        views.append(taken(page))
        page.context.close()
    ground = Image.new("RGB", (2 * size[0] + 3 * gap, size[1] + 2 * gap), "#dbe7ea")
    for number, view in enumerate(views):
        ground.paste(view, (gap + number * (size[0] + gap), gap))
    half = (ground.width * 2 // 3, ground.height * 2 // 3)
    ground.resize(half, Image.Resampling.LANCZOS).save(ROOT / "docs" / "picture.webp", quality=78, method=6)


def main(names: list[str]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="werkveld-pictures-"))
    try:
        live(folder, SIZE)
        with served(folder, SIZE) as site, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
            for shot in SHOTS:
                if not names or shot.name in names:
                    take(browser, site, shot)
            if not names or "picture" in names:
                picture(browser, site)
            browser.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
