//! Kubernetes: a structural schema, the definition of a custom resource, and its rules in CEL.

mod cel;
mod config_map;
mod structural;

use super::json::{Json, Object};
use crate::schema::Schema;

pub use cel::cel_rule;
pub use config_map::{KubernetesConfiguration, config_map};

/// What a custom resource is called.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomResource {
    /// Group of the API, such as `example.org`.
    pub group: String,
    /// Version of the API, `v1alpha1` unless set.
    pub version: String,
    /// Kind, such as `Gateway`.
    pub kind: String,
    /// Plural, the kind in small letters with an `s` unless set.
    pub plural: String,
}

impl CustomResource {
    /// A resource of a group and a kind.
    #[must_use]
    pub fn new(group: impl Into<String>, kind: impl Into<String>) -> Self {
        let kind = kind.into();
        Self { group: group.into(), version: "v1alpha1".to_owned(), plural: kind.to_lowercase() + "s", kind }
    }

    /// Sets the version of the API.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets the plural.
    #[must_use]
    pub fn plural(mut self, plural: impl Into<String>) -> Self {
        self.plural = plural.into();
        self
    }
}

/// The structural schema of a configuration, as the `openAPIV3Schema` of a custom resource has it.
///
/// It differs from the JSON Schema where Kubernetes wants it: one type for each value, no references, durations in the
/// units of Go (`h` and smaller), an absent key in place of null. Checks that have a meaning in CEL stand under
/// `x-kubernetes-validations`, those of one environment are left out.
#[must_use]
pub fn kubernetes_schema(schema: &'static Schema) -> Json {
    structural::section(schema, &mut Vec::new()).into()
}

/// The definition of a custom resource whose `spec` is the configuration.
///
/// ```
/// use config_core::{ServiceConfig, export::{CustomResource, custom_resource_definition}};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// #[config(check(self.low <= self.high, "low must not exceed high"))]
/// struct Small {
///     /// Lower limit.
///     #[config(default = 1)]
///     low: u32,
///     /// Upper limit.
///     high: u32,
/// }
///
/// let text = custom_resource_definition(Small::SCHEMA, &CustomResource::new("example.org", "Small")).to_text();
/// assert!(text.contains(r#""rule": "self.low <= self.high""#));
/// ```
#[must_use]
pub fn custom_resource_definition(schema: &'static Schema, resource: &CustomResource) -> Json {
    let CustomResource { group, version, kind, plural } = resource;
    let names = Object::new()
        .with("kind", kind.as_str())
        .with("listKind", format!("{kind}List"))
        .with("plural", plural.as_str())
        .with("singular", kind.to_lowercase());
    let text = || Object::new().with("type", "string");
    let properties = Object::new()
        .with("apiVersion", text())
        .with("kind", text())
        .with("metadata", Object::new().with("type", "object"))
        .with("spec", kubernetes_schema(schema))
        .with(
            "status",
            Object::new().with("type", "object").with("x-kubernetes-preserve-unknown-fields", true),
        );
    let mut open_api = Object::new().with("type", "object");
    if !schema.doc.is_empty() {
        open_api.set("description", schema.doc);
    }
    open_api.extend(Object::new().with("properties", properties).with("required", vec!["spec"]));
    let version = Object::new()
        .with("name", version.as_str())
        .with("served", true)
        .with("storage", true)
        .with("schema", Object::new().with("openAPIV3Schema", open_api))
        .with("subresources", Object::new().with("status", Object::new()));
    Object::new()
        .with("apiVersion", "apiextensions.k8s.io/v1")
        .with("kind", "CustomResourceDefinition")
        .with("metadata", Object::new().with("name", format!("{plural}.{group}")))
        .with(
            "spec",
            Object::new()
                .with("group", group.as_str())
                .with("names", names)
                .with("scope", "Namespaced")
                .with("versions", vec![version]),
        )
        .into()
}
