"""What the change log keeps of themes; a draft is its author's alone and leaves no trace."""

from typing import Any

from auditlog.registry import auditlog
from auditlog.signals import pre_log

from themes.models import Assignment, Phase, Theme, ThemeType


def is_logged(instance: Theme, **kwargs: Any) -> bool:
    return instance.status != Theme.Status.DRAFT


def register() -> None:
    auditlog.register(ThemeType)
    auditlog.register(Phase)
    auditlog.register(Theme, exclude_fields=["version", "updated_at"])
    auditlog.register(Assignment)
    pre_log.connect(is_logged, sender=Theme, dispatch_uid="draft themes")
