"""The cart's side of the store: outbox, client and worker."""
