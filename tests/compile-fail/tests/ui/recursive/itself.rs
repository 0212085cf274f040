use config_core::ServiceConfig;

/// A route.
#[derive(ServiceConfig)]
struct Route {
    /// Its path.
    path: String,
    /// Those below it.
    routes: Vec<Route>,
}

fn main() {}
