//! The large file itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::Format;

/// A value of the file.
enum Value {
    Text(String),
    Bare(String),
}

/// The fields of one service. The same number gives the same service.
fn service(number: usize) -> Vec<(&'static str, Value)> {
    let text = |text: String| Value::Text(text);
    let pick = |from: &[&str]| Value::Text(from[number % from.len()].to_owned());
    let bare = |number: usize| Value::Bare(number.to_string());
    let truth = |truth: bool| Value::Bare(truth.to_string());
    let share = |of: usize| Value::Bare(format!("0.{:02}", 1 + number % of));
    vec![
        ("name", text(format!("svc-{number:05}"))),
        ("region", pick(&["eu-1", "us-2", "ap-3"])),
        ("zone", pick(&["a", "b", "c", "d"])),
        ("owner", text(format!("team-{}", number % 97))),
        ("image", pick(&["vllm", "router", "qdrant"])),
        ("model", pick(&["llama-8b", "llama-70b", "qwen-7b"])),
        ("device", text(format!("gpu-{}", number % 8))),
        ("path", text(format!("/srv/{number}"))),
        ("level", pick(&["info", "warn", "debug"])),
        ("version", text(format!("v1.{}.0", number % 30))),
        ("schedule", pick(&["never", "at 04:00", "# daily"])),
        ("port", bare(1024 + number % 60_000)),
        ("replicas", bare(1 + number % 9)),
        ("weight", bare(number % 100)),
        ("timeout", bare(1000 + number % 9000)),
        ("retries", bare(number % 5)),
        ("backoff", bare(100 + number % 900)),
        ("queue", bare(number % 512)),
        ("burst", bare(number % 256)),
        ("threads", bare(1 + number % 64)),
        ("memory", bare(1 << (20 + number % 10))),
        ("disk", bare(1 << (20 + number % 16))),
        ("offset", Value::Bare(format!("-{}", 1 + number % 3600))),
        ("ratio", share(90)),
        ("cpu", Value::Bare(format!("{}.5", number % 16))),
        ("load", share(80)),
        ("enabled", truth(!number.is_multiple_of(7))),
        ("tls", truth(number.is_multiple_of(2))),
        ("public", truth(number.is_multiple_of(3))),
        ("debug", truth(number.is_multiple_of(11))),
    ]
}

/// Writes a file of so many services; gives its path.
///
/// # Errors
///
/// Those of the file system.
pub fn file(directory: &Path, format: Format, services: usize) -> std::io::Result<PathBuf> {
    let mut text = String::new();
    match format {
        Format::Yaml => text.push_str("services:\n"),
        Format::Toml => {}
        Format::Json => text.push_str("{\"services\": [\n"),
    }
    for number in 0..services {
        match format {
            Format::Yaml => yaml(&mut text, number),
            Format::Toml => toml(&mut text, number),
            Format::Json => json(&mut text, number, number + 1 == services),
        }
    }
    if format == Format::Json {
        text.push_str("]}\n");
    }
    let path = directory.join(format!("large-{services}.{}", format.name()));
    std::fs::write(&path, text)?;
    Ok(path)
}

fn yaml(text: &mut String, number: usize) {
    for (index, (name, value)) in service(number).into_iter().enumerate() {
        text.push_str(if index == 0 { "- " } else { "  " });
        let _ = match value {
            // Quotes where they are needed, as people write them.
            Value::Text(value) if value.contains(['#', ':']) => writeln!(text, "{name}: \"{value}\""),
            Value::Text(value) | Value::Bare(value) => writeln!(text, "{name}: {value}"),
        };
    }
}

fn toml(text: &mut String, number: usize) {
    text.push_str("[[services]]\n");
    for (name, value) in service(number) {
        let _ = match value {
            Value::Text(value) => writeln!(text, "{name} = \"{value}\""),
            Value::Bare(value) => writeln!(text, "{name} = {value}"),
        };
    }
}

fn json(text: &mut String, number: usize, last: bool) {
    let fields = service(number);
    let count = fields.len();
    for (index, (name, value)) in fields.into_iter().enumerate() {
        text.push_str(if index == 0 { "{ " } else { "  " });
        let _ = match value {
            Value::Text(value) => write!(text, "\"{name}\": \"{value}\""),
            Value::Bare(value) => write!(text, "\"{name}\": {value}"),
        };
        text.push_str(if index + 1 < count { ",\n" } else { " }" });
    }
    text.push_str(if last { "\n" } else { ",\n" });
}
