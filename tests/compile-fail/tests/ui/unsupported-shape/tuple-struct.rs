use config_core::ServiceConfig;

/// A pair.
#[derive(ServiceConfig)]
struct Pair(u16, u16);

fn main() {}
