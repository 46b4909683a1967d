"""The live stream: PostgreSQL notifications, fanned out to open pages as server-sent events.

One process, one listening connection. An action publishes "something about this topic changed" in its own
transaction (`prestasi.core.live.publish`); the hub renders the changed part once per topic and sends it to all viewers.
"""
