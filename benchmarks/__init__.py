"""Measurements that are no part of the tests; see README.md."""
