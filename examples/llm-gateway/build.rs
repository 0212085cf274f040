//! Writes the gateway's schemas, samples and documents. They are committed, so that editors and reviewers see them; with
//! `CONFIG_EXPORT=check` a stale one is an error instead.

#[expect(dead_code, unreachable_pub, reason = "only the tables are needed here")]
#[path = "src/config.rs"]
mod config;

fn main() {
    config_core::build::Export::<config::Gateway>::new()
        .json_schema("schemas/gateway.schema.json")
        .json_schema_draft7("schemas/gateway.draft-07.schema.json")
        .json_schema_partial("schemas/gateway.partial.schema.json")
        .markdown("docs/gateway.md")
        .variables("docs/variables.md")
        .man_page("docs/llm-gateway.5")
        .typescript("schemas/gateway.d.ts")
        .helm_values_schema("schemas/values.schema.json")
        .dump("schemas/gateway.table.json")
        .custom_resource(
            "schemas/gateway.crd.json",
            config_core::export::CustomResource::new("llm-gateway.example", "Gateway"),
        )
        .sample_yaml("samples/gateway.yaml")
        .sample_toml("samples/gateway.toml")
        .sample_jsonc("samples/gateway.jsonc")
        .sample_ini("samples/gateway.ini")
        .sample_dotenv("samples/gateway.env")
        .run();
}
