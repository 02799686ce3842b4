"""What each leader is asked of a duty before a talk."""

from dialogues.queries.recognition import asked_of_duty
from roles.models import RoleKey


def test_the_reference_leader_is_asked_about_self_and_the_network_leader_about_needs() -> None:
    question, answers = asked_of_duty(RoleKey.REFERENCE_LEADER, "Bo")
    assert question.startswith("Kan du genkende dig selv")
    assert [value for value, _text in answers] == ["yes", "partly", "not_yet", "talk"]
    question, answers = asked_of_duty(RoleKey.NETWORK_LEADER, "Bo")
    assert (question, answers[0][1]) == ("Hvad har du brug for fra Bo?", "Jeg regner med Bo")
    assert [value for value, _text in answers] == ["rely", "little", "not_now", "talk", "unsure"]
    question, _answers = asked_of_duty(RoleKey.NETWORK_LEADER)
    assert question == "Hvad har du brug for fra referencelederen?"
