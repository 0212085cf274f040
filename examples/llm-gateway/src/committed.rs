//! The configuration files of this repository, checked while the crate compiles: a mistake in one of them fails
//! `cargo check` with its file, line and column.

use config_core::check_config;

use crate::config::Gateway;

// Each environment that has a file of its own, in the order in which the gateway reads its sources.
check_config!(Gateway, "config/gateway.yaml", "config/gateway.{environment}.yaml", "config/gateway.d");
