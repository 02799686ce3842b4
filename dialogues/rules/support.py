"""Who may do what with a request to the secretariat.

Neither the theme's other leader nor a superuser has a part in it.
"""

from dialogues.models import SupportRequest
from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.see_inbox")
def can_see_inbox(user: User) -> bool:
    """The shared inbox is the secretariat's."""
    return user.is_secretariat


@permission("dialogues.ask")
def can_ask(user: User) -> bool:
    """Everyone who works here asks the secretariat."""
    return True


@permission("dialogues.write_request")
def can_write_request(user: User, request: SupportRequest) -> bool:
    """The one who asked writes on, also after it was solved, and says when it is."""
    return request.is_author(user)


@permission("dialogues.answer_request")
def can_answer_request(user: User, request: SupportRequest) -> bool:
    """The secretariat answers; one of its own who asks is answered by a colleague."""
    return user.is_secretariat and not request.is_author(user)
