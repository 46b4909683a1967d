"""Web push: keys (RFC 8292), sealing (RFC 8291), addresses that may be called, and the call itself (RFC 8030)."""
