"""The pages about people, units, roles, nominations and courses."""
