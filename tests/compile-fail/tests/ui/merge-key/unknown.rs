use config_core::ServiceConfig;

/// The outer section.
#[derive(ServiceConfig)]
struct Outer {
    /// The inner ones.
    #[config(merge = "keyed", key = "nam")]
    inner: Vec<Inner>,
    /// Words.
    #[config(merge = "keyed", key = "name")]
    words: Vec<String>,
}

/// The inner section.
#[derive(ServiceConfig)]
struct Inner {
    /// Its name.
    name: String,
    /// Its weight.
    weight: u16,
}

fn main() {}
