"""What is added to Allure's page, and what is taken out of it."""

from __future__ import annotations

import re
from typing import Final

ANALYTICS: Final = re.compile(
    r"<script async src=\"https://www\.googletagmanager[^>]*></script>\s*<script>.*?</script>", re.DOTALL
)
"""Allure's own page tells an analytics service who opens it, and has no option against that."""

OPENS_AT_THE_TOP: Final = """<script>
  // Allure scrolls to its first scenario; a reader wants the summary first. Ends with the reader's first move.
  (() => {
    const moves = ["pointerdown", "keydown", "wheel", "touchstart"];
    const hold = ({target}) => { if (!location.hash && target.scrollTop) target.scrollTop = 0; };
    const release = () => {
      document.removeEventListener("scroll", hold, true);
      moves.forEach((move) => document.removeEventListener(move, release, true));
    };
    document.addEventListener("scroll", hold, true);
    moves.forEach((move) => document.addEventListener(move, release, true));
  })();
</script>
"""

LINKS_REQUIREMENTS: Final = """<script>
  // Allure links to whole addresses only; a requirement's place is in the page beside this one.
  new MutationObserver(() => {
    for (const words of document.querySelectorAll('[data-testid="test-result-meta-link"] > span:not(:has(a))')) {
      const link = document.createElement("a");
      link.href = `specification.html#${words.textContent}`;
      link.append(...words.childNodes);
      words.replaceChildren(link);
    }
  }).observe(document.body, {childList: true, subtree: true});
</script>
"""

NAMES_BUTTONS: Final = """<style>
  #whole { display: none; }
  @media print { #whole { display: block; margin: 1em; } }
</style>
<p id="whole">Allure prints what it shows. specification.html prints what did not pass, sign-off.html the verdict.</p>
<script>
  // Allure's buttons are pictures alone, which have no name for a screen reader.
  new MutationObserver(() => {
    for (const button of document.querySelectorAll("button:not([aria-label], [title])"))
      if (!button.textContent.trim())
        button.setAttribute("aria-label", (button.dataset.testid || "more").replaceAll("-", " "));
  }).observe(document.body, {childList: true, subtree: true});
</script>
"""

COUNTS_ALL: Final = """<script>
  // Allure's ring shows the share of what was judged: where most was skipped, 100 % would read as if all had passed.
  new MutationObserver(() => {
    for (const words of document.querySelectorAll('[aria-label^="Success rate"] > b')) {
      const parts = [...words.closest("article").querySelectorAll("path[aria-label]")].map((part) => part.ariaLabel);
      const counts = parts.map((label) => [parseInt(label, 10) || 0, label]);
      const total = counts.reduce((sum, [count]) => sum + count, 0);
      const passed = counts.find(([, label]) => / passed /.test(label))?.[0] ?? 0;
      if (!total) continue;
      words.textContent = `${Math.floor(100 * passed / total)}%`;
      words.parentElement.ariaLabel = words.parentElement.title = `${passed} of ${total} scenarios passed`;
      words.parentElement.removeAttribute("data-chart-tooltip-trigger");
    }
  }).observe(document.body, {childList: true, subtree: true});
</script>
"""

FITS_PHONES: Final = """<style>
  /* Beside the type and the size of an attachment its name had room for two letters. */
  @media (max-width: 600px) {
    [data-testid="test-result-attachment-header"] > div > div > span { display: none; }
    /* Target, server and verdict are read whole: one a line, as wide as the page. */
    [data-testid="metadata-list"] { grid-template-columns: 1fr !important; }
    [data-testid="metadata-item"] { grid-template-columns: 5rem 1fr !important; width: auto !important; }
    [data-testid="metadata-item-value"], [data-testid="metadata-item-value"] * {
      max-width: none !important; width: auto !important; overflow: visible !important;
      white-space: normal !important; overflow-wrap: anywhere;
    }
  }
</style>
"""


def amended(page: str) -> str:
    """Allure's page without its analytics, and with what a reader misses in it."""
    additions = f"{OPENS_AT_THE_TOP}{LINKS_REQUIREMENTS}{NAMES_BUTTONS}{COUNTS_ALL}{FITS_PHONES}</body>"
    return ANALYTICS.sub("", page).replace("</body>", additions)
