//! Crates of many derived structs, to see what a derive costs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Structs in a generated crate.
pub const STRUCTS: usize = 200;

/// What the structs of a generated crate derive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derive {
    /// `Serialize` and `Deserialize`.
    Serde,
    /// `ServiceConfig`.
    ServiceConfig,
    /// confique's `Config`.
    Confique,
    /// schematic's `Config`.
    Schematic,
}

impl Derive {
    /// All of them, serde first.
    pub const ALL: [Self; 4] = [Self::Serde, Self::ServiceConfig, Self::Confique, Self::Schematic];

    /// What to call it; also the name of the crate.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Serde => "serde",
            Self::ServiceConfig => "service-config",
            Self::Confique => "confique",
            Self::Schematic => "schematic",
        }
    }

    fn dependencies(self) -> String {
        let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
        match self {
            Self::Serde => serde.to_owned(),
            Self::ServiceConfig => {
                format!("config-core = {{ path = \"{}/../config-core\" }}\n", env!("CARGO_MANIFEST_DIR"))
            }
            Self::Confique => "confique = { version = \"0.4\", features = [\"toml\", \"yaml\"] }\n".to_owned(),
            Self::Schematic => {
                "schematic = { version = \"0.20\", default-features = false, features = [\"config\", \"env\", \"json\", \"toml\", \"yaml\"] }\nserde = { version = \"1\", features = [\"derive\"] }\n"
                    .to_owned()
            }
        }
    }

    fn imports(self) -> &'static str {
        match self {
            Self::Serde => "use serde::{Deserialize, Serialize};\n",
            Self::ServiceConfig => "use config_core::ServiceConfig;\n",
            Self::Confique => "use confique::Config;\n",
            Self::Schematic => "use schematic::Config;\n",
        }
    }

    fn derives(self) -> &'static str {
        match self {
            Self::Serde => "Debug, Clone, Serialize, Deserialize",
            Self::ServiceConfig => "Debug, Clone, ServiceConfig",
            Self::Confique | Self::Schematic => "Debug, Clone, Config",
        }
    }

    fn nested(self) -> &'static str {
        match self {
            Self::Serde | Self::ServiceConfig => "",
            Self::Confique => "    #[config(nested)]\n",
            Self::Schematic => "    #[setting(nested)]\n",
        }
    }

    /// The attribute of a field; serde alone gets none.
    fn attribute(self, field: &Field) -> String {
        let default = field.default.map(|default| format!("default = {default}"));
        let (name, arguments) = match self {
            Self::Serde => return String::new(),
            Self::ServiceConfig => {
                ("config", default.into_iter().chain(field.rule.map(str::to_owned)).collect::<Vec<_>>())
            }
            Self::Confique => ("config", default.into_iter().collect()),
            Self::Schematic => ("setting", default.into_iter().collect()),
        };
        if arguments.is_empty() {
            String::new()
        } else {
            format!("    #[{name}({})]\n", arguments.join(", "))
        }
    }

    /// A function that loads all structs, so that their code is needed.
    fn load(self) -> &'static str {
        match self {
            Self::Serde => {
                "pub fn load(text: &str) -> Result<Root, serde_json::Error> {\n    serde_json::from_str(text)\n}\n\npub fn save(root: &Root) -> Result<String, serde_json::Error> {\n    serde_json::to_string(root)\n}\n"
            }
            Self::ServiceConfig => {
                "pub fn load(path: &str) -> Result<Root, config_core::Report> {\n    config_core::Loader::new().file(path).load()\n}\n"
            }
            Self::Confique => {
                "pub fn load(path: &str) -> Result<Root, confique::Error> {\n    Root::builder().file(path).load()\n}\n"
            }
            Self::Schematic => {
                "pub fn load(path: &str) -> Result<Root, schematic::ConfigError> {\n    let mut loader = schematic::ConfigLoader::<Root>::new();\n    loader.file(path)?;\n    Ok(loader.load()?.config)\n}\n"
            }
        }
    }
}

struct Field {
    doc: &'static str,
    name: &'static str,
    of_type: &'static str,
    default: Option<&'static str>,
    rule: Option<&'static str>,
}

const fn field(
    doc: &'static str,
    name: &'static str,
    of_type: &'static str,
    default: Option<&'static str>,
    rule: Option<&'static str>,
) -> Field {
    Field { doc, name, of_type, default, rule }
}

const FIELDS: [Field; 10] = [
    field("Name that appears in logs and metrics.", "name", "String", None, Some("length(1..=64)")),
    field("Directory of the data files.", "directory", "String", Some("\"/var/lib/service\""), None),
    field("Port to listen on.", "port", "u16", None, Some("range(1024..)")),
    field("Threads that answer requests.", "workers", "u32", Some("4"), Some("range(1..=1024)")),
    field("Longest time of one request, in milliseconds.", "timeout", "u64", Some("30000"), None),
    field("Offset of the clock, in seconds.", "offset", "i64", Some("0"), None),
    field("Share of requests that are traced.", "ratio", "f64", Some("0.5"), Some("range(0.0..=1.0)")),
    field("Whether it is on at all.", "enabled", "bool", Some("true"), None),
    field("A label that clients see.", "label", "Option<String>", None, None),
    field("Tags that clients see.", "tags", "Vec<String>", None, None),
];

/// Writes a crate of [`STRUCTS`] structs with ten documented fields each; gives its directory. With the feature `used`
/// the crate also has a function that loads them all.
///
/// # Errors
///
/// Those of the file system.
pub fn crate_of(directory: &Path, derive: Derive) -> std::io::Result<PathBuf> {
    let root = directory.join(derive.name());
    std::fs::create_dir_all(root.join("src"))?;
    std::fs::write(
        root.join("Cargo.toml"),
        format!(
            "[package]\nname = \"generated-{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\nused = []\n\n[dependencies]\n{}\n[workspace]\n",
            derive.name(),
            derive.dependencies()
        ),
    )?;
    // The same versions as here.
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"), root.join("Cargo.lock"))?;
    std::fs::write(root.join("src/lib.rs"), text(derive))?;
    Ok(root)
}

fn text(derive: Derive) -> String {
    let mut text = String::from("//! Generated.\n\n");
    text.push_str(derive.imports());
    for number in 0..STRUCTS {
        let _ = writeln!(
            text,
            "\n/// Section {number}.\n#[derive({})]\npub struct Section{number} {{",
            derive.derives()
        );
        for field in &FIELDS {
            let _ = writeln!(
                text,
                "    /// {}\n{}    pub {}: {},",
                field.doc,
                derive.attribute(field),
                field.name,
                field.of_type
            );
        }
        text.push_str("}\n");
    }
    text.push_str("\n#[cfg(feature = \"used\")]\nmod used {\n    use super::*;\n\n");
    let _ = writeln!(text, "/// All sections.\n#[derive({})]\npub struct Root {{", derive.derives());
    for number in 0..STRUCTS {
        let _ = writeln!(
            text,
            "    /// Section {number}.\n{}    pub section{number}: Section{number},",
            derive.nested()
        );
    }
    let _ = writeln!(text, "}}\n\n{}}}\n\n#[cfg(feature = \"used\")]\npub use used::*;", derive.load());
    text
}
