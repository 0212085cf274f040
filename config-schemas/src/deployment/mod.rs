//! How services run: environments, replicas, scaling, resources, placement, probes, security.
