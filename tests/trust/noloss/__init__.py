"""Nothing is lost: what is committed stays whole, and what others wrote stays, whatever happens."""
