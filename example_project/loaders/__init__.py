"""Writers of target systems: an upsert is whole or didn't happen."""
