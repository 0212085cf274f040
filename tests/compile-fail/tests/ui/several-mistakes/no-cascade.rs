use config_core::ServiceConfig;
use config_core::Loader;

/// The outer section.
#[derive(Debug, Clone, ServiceConfig)]
struct Outer {
    /// The inner one.
    #[config(default)]
    inner: Inner,
    /// Others.
    others: Vec<Inner>,
}

/// The inner section, with the only mistake.
#[derive(Debug, Clone, ServiceConfig)]
#[config(check(self.value > 1, "value must exceed 1"))]
struct Inner {
    /// What it is.
    #[config(default = 5, range(10..=20))]
    value: u16,
}

fn load() -> Result<Outer, config_core::Report> {
    Loader::new().file("service.yaml").load()
}

fn main() {}
