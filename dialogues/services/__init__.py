"""The verbs of the domain: each guards, changes and logs in one transaction."""
