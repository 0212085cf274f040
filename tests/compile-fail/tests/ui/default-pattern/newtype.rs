use config_core::ServiceConfig;

/// What it is.
#[derive(ServiceConfig)]
struct Inner(#[config(pattern("^[a-z]+-[0-9]{1,3}$"))] String);

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "blue")]
    wrong: Inner,
    /// What it may be.
    #[config(default = "blue-7")]
    right: Option<Inner>,
}

fn main() {}
