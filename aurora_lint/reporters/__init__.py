"""Findings for people and for programs: one function each."""
