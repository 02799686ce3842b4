"""The addresses of the measured pages in the generated municipality, and who opens each."""

from django.urls import reverse

from benchmarks.data.themes import PROBES
from benchmarks.goals import EMPTY
from dialogues.models import Conversation
from dialogues.models.guide import PLANS
from roles.models import SECRETARIAT_GROUP, RoleKey, User
from themes.models import Follow, Theme

SOUGHT = "trivsel"
DUTY = "arenas"

type Pages = dict[str, tuple[User, str]]


def pages() -> Pages:
    """Each page by the name that its goal has, with its reader and its address."""
    themes = Theme.objects.accepted().with_people().order_by("pk")[:PROBES]
    leader = themes[0].holder(RoleKey.NETWORK_LEADER)
    follower = Follow.objects.order_by("-person")[0].person
    secretary = User.objects.filter(groups__name=SECRETARIAT_GROUP).order_by("pk")[0]
    slug = themes[0].slug
    talks = Conversation.objects.filter(network_leader=leader)
    begun = talks.filter(status=Conversation.Status.IN_PROGRESS).latest("pk")
    ahead = talks.filter(status=Conversation.Status.TIME_AGREED).latest("pk")
    step = PLANS[begun.kind].opening[1].key
    return {
        # The frame with a question and two buttons: no page of ours has less.
        EMPTY: (leader, reverse("account_logout")),
        "cards": (secretary, reverse("themes:list")),
        "table": (secretary, f"{reverse('themes:list')}?visning=tabel"),
        "theme": (leader, reverse("themes:theme", args=[slug])),
        "duties": (leader, reverse("dialogues:duties", args=[slug])),
        "duty": (leader, reverse("dialogues:duty", args=[slug, DUTY])),
        "guide": (leader, reverse("dialogues:guide", args=[begun.pk, step])),
        "preparation": (leader, reverse("dialogues:preparation", args=[ahead.pk])),
        "start of a leader": (leader, reverse("start")),
        "start of an employee": (follower, reverse("start")),
        "search": (leader, f"{reverse('search')}?q={SOUGHT}"),
        "matrix": (secretary, reverse("secretariat")),
        "start of the secretariat": (secretary, reverse("start")),
        "work list": (secretary, reverse("dialogues:worklist")),
        "map": (leader, reverse("themes:map")),
    }
