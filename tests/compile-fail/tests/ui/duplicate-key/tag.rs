use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
#[config(tag = "type")]
enum Choice {
    /// One.
    One {
        /// Sort of thing.
        r#type: String,
    },
}

fn main() {}
