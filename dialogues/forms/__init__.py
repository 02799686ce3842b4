"""Forms that parse what people write about their work together; one module per room."""
