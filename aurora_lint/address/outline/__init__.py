"""The outline of a file in any language: what encloses a place, read without a grammar of it.

Brackets, indentation, section headers, tags and block keywords give one kind of tree for all
languages (:mod:`tree`); the text at the head of a node says what it is. That holds on broken
files and on templates, which no parser accepts, and on minified ones.
"""
