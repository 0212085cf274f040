use config_core::ServiceConfig;

/// A policy.
#[derive(ServiceConfig)]
enum Policy {
    /// In order.
    FirstComeFirstServed,
    /// By priority.
    #[config(alias = "prio")]
    Priority,
    /// By weight.
    Weighted {
        /// The weight.
        weight: u32,
    },
}

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "FirstComeFirstServed")]
    policy: Policy,
}

fn main() {}
