"""Long checks that are no part of the test suite; each is run as a module."""
