"""Where git keeps its objects: packs, read entry by entry, with no delta undone."""
