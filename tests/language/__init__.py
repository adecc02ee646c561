"""Tests of the policy language's front end."""
