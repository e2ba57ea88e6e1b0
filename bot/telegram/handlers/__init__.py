"""Thin: read the update, call a service, show the result. Handlers do not import each other."""
