"""Electronic seals behind one interface: `port` says what a signer and a check are, `local` seals in the demo."""
