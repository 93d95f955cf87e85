"""What every part of the project uses: errors, settings, logging, retries, checks."""
