use config_core::ServiceConfig;

/// What it is.
#[derive(ServiceConfig)]
struct Inner(#[config(length(2..=4))] String);

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "é")]
    wrong: Inner,
    /// What it may be.
    #[config(default = "éé")]
    right: Option<Inner>,
}

fn main() {}
