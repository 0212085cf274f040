use config_core::{ServiceConfig, config_test};

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

#[config_test(Small, "Cargo.toml")]
async fn waits(small: Small) {
    let _ = small;
}

#[config_test(Small, "Cargo.toml")]
fn takes_nothing() {}

#[config_test(Small, "Cargo.toml")]
#[test]
fn is_a_test(small: Small) {
    let _ = small;
}

#[config_test(Small, "Cargo.toml")]
fn is_generic<T>(small: Small) {
    let _ = small;
}

#[config_test(Small, "Cargo.toml", partial)]
fn is_partial(small: Small) {
    let _ = small;
}

#[config_test(Small, "Cargo.toml")]
struct Other;

fn main() {}
