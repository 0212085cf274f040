use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// Whether.
    enabled: bool,
    /// What it is.
    #[config(effective_when(self.enable))]
    value: u16,
}

fn main() {}
