use config_core::ServiceConfig;

/// A route.
#[derive(ServiceConfig)]
enum Route {
    /// An end.
    End,
    /// Those below it.
    Below {
        /// The next one.
        next: Option<Box<Self>>,
    },
}

fn main() {}
