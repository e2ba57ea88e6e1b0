"""A chat model phrases, the program proves: short leads around the program's own quotations."""
