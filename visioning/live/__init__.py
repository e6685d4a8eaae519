"""The live co-editing engine: any shared text of the product uses it. Knows Yjs, sockets and the log, not what a vision is."""
