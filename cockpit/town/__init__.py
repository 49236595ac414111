"""The town folder: reading, checking, generating."""
