use config_core::ServiceConfig;

/// Nothing.
#[derive(ServiceConfig)]
enum Nothing {}

fn main() {}
