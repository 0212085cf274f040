//! What model services stand on: gateways, databases, caches, vector stores, object storage, brokers.
