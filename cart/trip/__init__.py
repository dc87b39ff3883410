"""The trip: journal, session, verification and the view that screens show."""
