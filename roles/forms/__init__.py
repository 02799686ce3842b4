"""Forms that read what people write about people, accounts, nominations and courses."""
