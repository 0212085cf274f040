//! The receiver of OpenTelemetry metrics.

use config_core::ServiceConfig;

/// The receiver of OpenTelemetry metrics.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.promote_all_resource_attributes || self.promote_resource_attributes.is_empty(),
          "promote_all_resource_attributes and promote_resource_attributes cannot both be given"),
    check(self.promote_all_resource_attributes || self.ignore_resource_attributes.is_empty(),
          "ignore_resource_attributes needs promote_all_resource_attributes"),
)]
pub struct Otlp {
    /// Attributes of resources that become labels.
    #[config(default = [], validate(attributes))]
    pub promote_resource_attributes: Vec<String>,
    /// Whether all attributes of resources become labels.
    #[config(default = false, since = "3.5")]
    pub promote_all_resource_attributes: bool,
    /// Attributes that do not become labels, when all others do.
    #[config(default = [], validate(attributes), since = "3.5")]
    pub ignore_resource_attributes: Vec<String>,
    /// How names of OpenTelemetry become names of Prometheus.
    #[config(default = "UnderscoreEscapingWithSuffixes")]
    pub translation_strategy: TranslationStrategy,
    /// Whether attributes that identify a resource are kept on `target_info`.
    #[config(default = false, since = "3.1")]
    pub keep_identifying_resource_attributes: bool,
    /// Whether histograms become native ones.
    #[config(default = false, since = "3.4")]
    pub convert_histograms_to_nhcb: bool,
    /// Whether the scope becomes labels.
    #[config(default = false, since = "3.6")]
    pub promote_scope_metadata: bool,
    /// Whether names of labels that begin with an underscore get a prefix.
    #[config(default = true, since = "3.8")]
    pub label_name_underscore_sanitization: bool,
    /// Whether several underscores in a row are kept.
    #[config(default = true, since = "3.8")]
    pub label_name_preserve_multiple_underscores: bool,
    /// Whether delta metrics are taken as they are.
    pub native_delta: Option<bool>,
}

/// How names of OpenTelemetry become names of Prometheus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TranslationStrategy {
    /// Special characters become underscores, units and types become suffixes.
    #[config(rename = "UnderscoreEscapingWithSuffixes")]
    UnderscoreEscapingWithSuffixes,
    /// Special characters become underscores.
    #[config(rename = "UnderscoreEscapingWithoutSuffixes")]
    UnderscoreEscapingWithoutSuffixes,
    /// Names stay as they are, units and types become suffixes.
    #[config(rename = "NoUTF8EscapingWithSuffixes")]
    NoUtf8EscapingWithSuffixes,
    /// Names stay as they are.
    #[config(rename = "NoTranslation")]
    NoTranslation,
}

impl TranslationStrategy {
    /// Whether names with any character can come out.
    #[must_use]
    pub const fn needs_utf8(self) -> bool {
        matches!(self, Self::NoUtf8EscapingWithSuffixes | Self::NoTranslation)
    }
}

fn attributes(names: &[String]) -> Result<(), String> {
    for (index, name) in names.iter().enumerate() {
        if name.trim().is_empty() {
            return Err("the list of resource attributes has an empty name".to_owned());
        }
        if names[..index].iter().any(|other| other.trim() == name.trim()) {
            return Err(format!("the list of resource attributes has {} twice", name.trim()));
        }
    }
    Ok(())
}
