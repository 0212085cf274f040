//! Exports what the schema crate says. The gateway's example shows the other way in: a build script that includes the
//! file of its own types.

fn main() {
    config_core::build::Export::<embedder_schema::Embedder>::new()
        .json_schema("config/embedder.schema.json")
        .sample_yaml("config/embedder.sample.yaml")
        .markdown("docs/embedder.md")
        .run();
}
