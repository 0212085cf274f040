use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(must_exist = "directory")]
    value: std::path::PathBuf,
}

fn main() {}
