"""A small evaluator of Python's expressions over :mod:`ast`, bounded in steps and sizes."""
