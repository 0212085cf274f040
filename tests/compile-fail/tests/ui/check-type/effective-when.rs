use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// Whether.
    enabled: u16,
    /// What it is.
    #[config(effective_when(self.enabled))]
    value: u16,
}

fn main() {}
