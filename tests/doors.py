"""The doors, for tests that go through all of them."""
