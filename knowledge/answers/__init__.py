"""The kinds of answer, a module each. Every one returns an `Answer` or None where the question is not of its kind."""
