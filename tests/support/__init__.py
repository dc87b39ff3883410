"""Small builders and fakes that many tests share."""
