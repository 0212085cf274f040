//! Variables of Ollama, as a `.env` file.

use config_core::{AnyValue, Code, Document, Finding, Format, Loaded, Report, ServiceConfig, WriteValue};
use config_format::{Builder, Kind, Node, Span};

use super::text::environment;
use super::{Native, NativeFile, Reading, Whole, nearest};
use crate::model::ollama::{GoBoolean, KvCacheType, Ollama};

impl Native for Ollama {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Dotenv)?;
        let mut findings = Self::written(&document);
        let mut builder = Builder::new();
        builder.open(Kind::Map, Span::new(0, 0));
        for (name, value) in document.tree().root().entries() {
            // An empty variable is as if it were not set.
            if !value.text().is_empty() {
                builder.decoded(Kind::Text, name.span(), name.text(), true);
                builder.decoded(Kind::Text, value.span(), value.text(), true);
            }
        }
        builder.close(0);
        let tree = builder.finish(Format::Dotenv, document.tree().source().to_owned());
        let loaded: Loaded<Self> = match Document::new(file.path(), tree).read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        findings.extend(Self::whole(&loaded));
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        match WriteValue::write(self) {
            AnyValue::Map(entries) => environment(&entries),
            _ => String::new(),
        }
    }
}

impl Whole for Ollama {
    fn written(document: &Document) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (name, _) in document.tree().root().entries() {
            unknown(document, name, &mut findings);
        }
        findings
    }

    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let value = &loaded.value;
        let quantized = value.ollama_kv_cache_type.is_some_and(|kind| kind != KvCacheType::F16);
        if quantized && value.ollama_flash_attention == Some(GoBoolean(false)) {
            let path = "OLLAMA_KV_CACHE_TYPE";
            let finding = Finding::warning(
                Code::custom("OLLAMA-025"),
                path,
                "a quantized cache needs flash attention, so f16 is used",
            );
            let finding = loaded.locate(finding, path);
            findings.push(
                loaded
                    .locate(finding, "OLLAMA_FLASH_ATTENTION")
                    .with_help("set OLLAMA_FLASH_ATTENTION to 1, or remove it"),
            );
        }
        findings
    }
}

/// Variables that Ollama once read.
const FORMER: &[&str] = &["OLLAMA_INTEL_GPU", "OLLAMA_MAX_VRAM", "OLLAMA_RUNNERS_DIR", "OLLAMA_TMPDIR"];

/// A variable of Ollama that does not exist is a slip of the pen; others may belong to other programs.
fn unknown(document: &Document, name: Node<'_>, findings: &mut Vec<Finding>) {
    let fields = || Ollama::SCHEMA.all_fields().map(|field| field.name);
    let text = name.text();
    if !text.starts_with("OLLAMA_") || fields().any(|known| known == text) {
        return;
    }
    if FORMER.contains(&text) {
        let message = format!("Ollama no longer reads {text}");
        let finding = Finding::warning(Code::UNKNOWN_VARIABLE, text, message);
        findings.push(document.locate(finding, name).with_help("remove it"));
        return;
    }
    let finding = Finding::error(Code::UNKNOWN_VARIABLE, text, format!("Ollama has no variable {text}"));
    let help = match nearest(text, fields()) {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => "remove it: Ollama ignores what it does not know".to_owned(),
    };
    findings.push(document.locate(finding, name).with_help(help));
}
