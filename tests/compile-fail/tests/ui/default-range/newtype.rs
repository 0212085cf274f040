use config_core::ServiceConfig;

/// What it is.
#[derive(ServiceConfig)]
struct Inner(#[config(range(1..=10))] u16);

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 11)]
    wrong: Inner,
    /// What it may be.
    #[config(default = 10)]
    right: Option<Inner>,
}

fn main() {}
