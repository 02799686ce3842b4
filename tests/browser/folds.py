"""What stands behind a press at a step of the guide."""

from playwright.sync_api import Page


def unfold(page: Page, *names: str) -> None:
    """Press what is still folded: notes, tasks, the duty's status."""
    for name in names:
        fold = page.locator(".fold:not([open]) > summary", has_text=name)
        if fold.count():
            fold.click()
