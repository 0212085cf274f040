use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(env_prefix = "GATEWAY", check(self.value > 1, "value must exceed 1"))]
    value: u16,
}

fn main() {}
