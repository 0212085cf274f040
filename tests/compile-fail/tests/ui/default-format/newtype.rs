use config_core::ServiceConfig;

/// What it is.
#[derive(ServiceConfig)]
struct Inner(#[config(format = "hostname")] String);

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "a_b")]
    wrong: Inner,
    /// What it may be.
    #[config(default = "a.b")]
    right: Option<Inner>,
}

fn main() {}
