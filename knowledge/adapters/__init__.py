"""One outside library each; foreign errors are translated here."""
