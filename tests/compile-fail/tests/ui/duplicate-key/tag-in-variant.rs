use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
#[config(tag = "kind")]
enum Choice {
    /// One.
    One {
        /// Sort of thing.
        #[config(rename = "kind")]
        sort: String,
    },
    /// Two.
    #[config(rename = "one")]
    Two,
}

fn main() {}
