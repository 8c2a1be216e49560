"""What a repository still holds in its whole history, and where and since when it stood there."""
