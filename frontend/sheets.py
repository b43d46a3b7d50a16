"""Prunes the design system's stylesheets to the components and tokens that the site uses."""

import re
from pathlib import Path

import tinycss2

COMPONENTS = (
    "utrecht-checkbox", "utrecht-form-field", "utrecht-form-fieldset", "utrecht-form-label", "utrecht-radio-button",
    "utrecht-select", "utrecht-textarea", "utrecht-textbox",
)  # fmt: skip
CANDIDATES = ("button", "data-badge", "skip-link")
# Classes that only mimic a state for pictures in documentation, and variants that no page of ours has.
NEVER = re.compile(
    r"--(hover|focus|focus-visible|active|pressed|distanced|html-[a-z]+|[a-z-]*-size|iban|placeholder-[a-z]+|busy|"
    r"url|password|telephone|disabled)\b|todo-|:hover\b.*--(positive|negative)"
)


def keeps(selector: str) -> bool:
    """A selector stays when each design-system class in it belongs to a component we use."""
    classes = re.findall(r"\.((?:utrecht|nl|todo|denhaag|ams)-[a-z0-9_-]+)", selector)
    known = all(name.startswith((*COMPONENTS, "nl-")) for name in classes)
    return bool(classes) and known and not NEVER.search(selector)


def split_selectors(prelude: str) -> list[str]:
    """Comma-separated selectors, but not split inside :is(…) and :where(…)."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", prelude)]


def pruned(rules: list) -> str:
    """The rules that stay, as text; at-rules stay when something stays inside them."""
    out = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in split_selectors(tinycss2.serialize(rule.prelude)) if keeps(s)]
            if selectors:
                out.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in {"media", "supports"}:
            inner = pruned(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
            if inner:
                out.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
    return "".join(out)


def components(modules: Path) -> str:
    """The component styles we use, from the bundle and from the candidate packages."""
    files = [modules / "@utrecht" / "component-library-css" / "dist" / "index.css"]
    files += [modules / "@nl-design-system-candidate" / f"{name}-css" / "dist" / f"{name}.css" for name in CANDIDATES]
    text = "\n".join(path.read_text("utf-8") for path in files)
    return pruned(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def tokens(modules: Path, *, used_by: str) -> str:
    """The tokens that the given styles name, and those that these name in turn."""
    folder = modules / "@nl-design-system-unstable" / "voorbeeld-design-tokens" / "dist"
    known = dict(re.findall(r"(--[a-z0-9-]+):\s*([^;]+);", (folder / "theme.css").read_text("utf-8")))
    needed = set(re.findall(r"--[a-z0-9-]+", used_by)) & known.keys()
    fresh = needed
    while fresh:
        fresh = {name for key in fresh for name in re.findall(r"--[a-z0-9-]+", known[key])} & known.keys() - needed
        needed |= fresh
    return ":root{" + "".join(f"{name}:{known[name]};" for name in known if name in needed) + "}"


def leaflet(text: str) -> str:
    """Leaflet's sheet without the rules that point at pictures: a manifest of static files has none of them."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    kept = []
    for rule in rules:
        body = tinycss2.serialize(rule.content) if rule.content else ""
        if rule.type == "qualified-rule" and "url(" not in body and ".lvml" not in tinycss2.serialize(rule.prelude):
            kept.append(f"{tinycss2.serialize(rule.prelude)}{{{body}}}")
    return minified(f"@layer nlds{{{''.join(kept)}}}")


def minified(text: str) -> str:
    """Without comments and needless space; strings and calc() keep theirs."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    return text.replace(";}", "}").strip() + "\n"
