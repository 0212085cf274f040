//! A directory of services, and the rules between them.
