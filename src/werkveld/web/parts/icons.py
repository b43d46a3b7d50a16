"""Our own small drawings, 24 by 24, stroked in the colour of the words beside them."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "back": "M15 5l-7 7 7 7",
    "book": "M12 6c-2-1.500-5-2-8-1.500V19c3-.5 6 0 8 1.500 2-1.500 5-2 8-1.500V4.500C17 4 14 4.500 12 6zm0 0v14.500",
    "building": "M4 21V6l8-3v18M12 9l8 2.500V21M2 21h20M7.500 9.500h1M7.500 13.500h1M7.500 17.500h1M15.500 14.500h1M15.500 18h1",
    "calendar": "M4 6.500h16V20H4zM4 11h16M8.500 3.500v5M15.500 3.500v5",
    "chart": "M4 20h16M7 20v-7M12 20V5M17 20v-10",
    "check": "M5 12.500l4.500 4.500L19 7.500",
    "claim": "M4.500 18V13c0-4 2-6.500 5-7.500v3c-1.500.7-2.200 2-2.200 3.500h2.200v6zm10 0V13c0-4 2-6.500 5-7.500v3c-1.500.7-2.200 2-2.200 3.500h2.200v6z",
    "clock": "M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM12 7.500V12l3 2",
    "close": "M6 6l12 12M18 6L6 18",
    "device": "M4 5h16v11H4zM9 20h6M12 16v4",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "down": "M12 5v13M6.500 12.500L12 18l5.500-5.500",
    "download": "M12 4v11M7.500 11l4.500 4.500L16.500 11M5 20h14",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "flask": "M10 3.500h4M11 3.500v6L5.500 19c-.5 1 0 1.500 1 1.500h11c1 0 1.500-.5 1-1.500L13 9.500v-6M8 15h8",
    "forward": "M9 5l7 7-7 7",
    "globe": "M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM3.500 12h17M12 3.500c-3 2.500-3 14.500 0 17 3-2.500 3-14.500 0-17z",
    "grip": "M9 6v.2M15 6v.2M9 12v.2M15 12v.2M9 18v.2M15 18v.2",
    "info": "M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM12 11v5.500M12 7.500v.2",
    "leave": "M14 4H5v16h9M10 12h10M16.500 8l3.500 4-3.500 4",
    "level": "M4 19h4v-4H4zM10 19h4v-9h-4zM16 19h4V5h-4z",
    "lock": "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 017 0v3",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "moon": "M19.500 14.500A8 8 0 019.500 4.500a8 8 0 1010 10z",
    "people": "M9 5.500a3 3 0 100 6 3 3 0 000-6zM3 19c0-3 2.500-5 6-5s6 2 6 5M16 6a3 3 0 010 5.500M17.500 14.500c2 .7 3.500 2.200 3.500 4.500",
    "person": "M12 4.500a3.500 3.500 0 100 7 3.500 3.500 0 000-7zM5 20c0-3.500 3-6 7-6s7 2.500 7 6",
    "pin": "M12 21c4-4.500 6.500-7.500 6.500-11a6.500 6.500 0 10-13 0c0 3.500 2.500 6.500 6.500 11zM12 7.500a2.500 2.500 0 100 5 2.500 2.500 0 000-5z",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "problem": "M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM12 7.500v5.500M12 16.300v.2",
    "search": "M10.500 4a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM15.500 15.500L20 20",
    "sun": "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
    "up": "M12 19V6M6.500 11.500L12 6l5.500 5.500",
    "warning": "M12 4L2.800 20h18.400zM12 10v5M12 17.500v.2",
}  # fmt: skip


@cache
def icon(name: str) -> SafeString:
    """One drawing as inline SVG, hidden from screen readers: the words beside it say the same."""
    opening = mark_safe('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="')
    return format_html('{}{}"/></svg>', opening, PATHS[name])
