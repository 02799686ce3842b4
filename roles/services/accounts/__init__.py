"""A person's address and account: the verbs that change whose they are, and their mails."""
