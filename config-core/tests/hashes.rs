//! What the derive writes as plain values is what the table's own functions would make.

use config_core::ServiceConfig;
use config_core::schema::Field;

/// A few keys.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "only the table is looked at")]
struct Keys {
    /// The shortest.
    a: u8,
    /// With an underscore.
    max_tokens: u32,
    /// Renamed, beyond ASCII.
    #[config(rename = "größe")]
    size: u64,
}

#[test]
fn the_derive_and_the_core_hash_names_alike() {
    let names: Vec<&str> = Keys::SCHEMA.fields().iter().map(|field| field.name).collect();
    assert_eq!(names, ["a", "max_tokens", "größe"]);
    for field in Keys::SCHEMA.fields() {
        assert_eq!(field.hash, Field::new::<u64>(field.name, "").hash, "{}", field.name);
    }
}
