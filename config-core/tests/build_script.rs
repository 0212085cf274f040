//! Exports as a build script makes them: written once, checked, and told to cargo.

#![expect(dead_code, reason = "the fields are read by the loader alone")]

use std::path::Path;
use std::process::Command;

use config_core::ServiceConfig;
use config_core::build::Export;
use config_core::export::CustomResource;

/// A small service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SMALL")]
struct Small {
    /// Port to listen on.
    #[config(default = 8080, range(1024..))]
    port: u16,
    /// Name of the model.
    #[config(example = "qwen")]
    model: String,
}

fn exports(directory: &Path) -> Export<Small> {
    Export::<Small>::new()
        .directory(directory)
        .json_schema("schemas/small.json")
        .json_schema_draft7("schemas/small.draft-07.json")
        .json_schema_partial("schemas/small.partial.json")
        .helm_values_schema("schemas/values.schema.json")
        .typescript("schemas/small.d.ts")
        .dump("schemas/small.table.json")
        .custom_resource("schemas/small.crd.json", CustomResource::new("example.org", "Small"))
        .markdown("docs/small.md")
        .variables("docs/variables.md")
        .man_page("docs/small.5")
        .sample_yaml("samples/small.yaml")
        .sample_toml("samples/small.toml")
        .sample_jsonc("samples/small.jsonc")
        .sample_ini("samples/small.ini")
        .sample_dotenv("samples/small.env")
}

#[test]
fn only_what_changes_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let written = exports(folder.path()).try_run().unwrap();
    assert_eq!(written.len(), 15);
    assert!(exports(folder.path()).try_run().unwrap().is_empty(), "nothing changed");
    let file = folder.path().join("docs/small.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("8080", "80")).unwrap();
    assert_eq!(exports(folder.path()).try_run().unwrap(), [Path::new("docs/small.md")]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    let sample = std::fs::read_to_string(folder.path().join("samples/small.yaml")).unwrap();
    assert!(sample.starts_with("# yaml-language-server: $schema=../schemas/small.json\n"), "{sample}");
}

#[test]
fn a_stale_file_is_named_with_the_difference() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path()).try_run().unwrap();
    assert!(exports(folder.path()).check().try_run().unwrap().is_empty());
    let file = folder.path().join("docs/small.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("`8080`", "`80`")).unwrap();
    std::fs::remove_file(folder.path().join("docs/small.5")).unwrap();
    let failures = exports(folder.path()).check().try_run().unwrap_err();
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "docs/small.md:7:21: is not what the types say\n\
             - | `port` | u16 | `80` | at least 1024 | `SMALL_PORT` | Port to listen on. |\n\
             + | `port` | u16 | `8080` | at least 1024 | `SMALL_PORT` | Port to listen on. |\n\
             build without CONFIG_EXPORT=check to write it anew, and commit it",
            "docs/small.5:1:1: does not exist\nbuild without CONFIG_EXPORT=check to write it",
        ]
    );
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        text.replace("`8080`", "`80`"),
        "a check writes nothing"
    );
}

/// A service that no placeholder fits.
#[derive(Debug, ServiceConfig)]
#[config(check(self.low < self.high, "low must be below high"))]
struct Unfit {
    /// Lower end.
    low: u8,
    /// Upper end.
    high: u8,
}

#[test]
fn a_sample_that_would_not_load_is_refused_at_its_type() {
    let folder = tempfile::tempdir().unwrap();
    let failures =
        Export::<Unfit>::new().directory(folder.path()).sample_yaml("x.yaml").try_run().unwrap_err();
    let told = failures[0].to_string();
    assert!(told.contains("build_script.rs:"), "{told}");
    assert!(told.contains("x.yaml cannot be made: the sample does not load"), "{told}");
    assert!(told.ends_with("low must be below high"), "{told}");
    assert!(!folder.path().join("x.yaml").exists());
}

#[test]
fn failures_are_errors_of_cargo() {
    let folder = tempfile::tempdir().unwrap();
    exports(folder.path()).try_run().unwrap();
    let file = folder.path().join("samples/small.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("#port", "port")).unwrap();
    let run = |mode: &str| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "as_a_build_script", "--nocapture"])
            .env("OUT_DIR", folder.path())
            .env("CONFIG_EXPORT", mode)
            .env("EXPORT_INTO", folder.path())
            .output()
            .unwrap()
    };
    let output = run("check");
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success());
    assert!(lines.contains("cargo::error=samples/small.toml:9:1: is not what the types say\n"), "{lines}");
    assert!(lines.contains("cargo::error=- port = 8080\ncargo::error=+ #port = 8080\n"), "{lines}");
    assert!(lines.contains("cargo::rerun-if-env-changed=CONFIG_EXPORT\n"), "{lines}");
    assert!(lines.contains("cargo::rerun-if-changed=build.rs\n"), "{lines}");
    assert!(lines.contains("build_script.rs\n"), "the source of the types: {lines}");
    assert!(lines.contains("samples/small.toml\n"), "the file itself: {lines}");
    assert!(run("off").status.success());
    assert_ne!(std::fs::read_to_string(&file).unwrap(), text);
    assert!(run("").status.success());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

/// What the test above runs as a process of its own.
#[test]
fn as_a_build_script() {
    if let Some(folder) = std::env::var_os("EXPORT_INTO") {
        // The first line of the test harness has no end yet.
        println!();
        exports(Path::new(&folder)).run();
    }
}

#[test]
fn a_packaged_crate_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Cargo.toml.orig"), "").unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "in_a_packaged_crate"])
        .env("CARGO_MANIFEST_DIR", folder.path())
        .env("IN_PACKAGE", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(!folder.path().join("small.md").exists());
}

#[test]
fn in_a_packaged_crate() {
    if std::env::var_os("IN_PACKAGE").is_some() {
        Export::<Small>::new().markdown("small.md").run();
    }
}
