use config_core::ServiceConfig;

/// What it is.
#[derive(ServiceConfig)]
struct Inner(#[config(length(..=3))] String);

/// A name that the derive cannot look behind.
type Port = u16;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(example = "abc", example = "four")]
    inner: Inner,
    /// What it is.
    #[config(example = "one", example = 80)]
    other: Option<Port>,
}

fn main() {}
