"""What the house stands on: it knows no app, and every app may use it."""
