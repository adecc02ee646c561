"""CPython as an oracle for compiled policies."""
